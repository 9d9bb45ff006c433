//! The models of the standard project over a few rows at the edges of time, worked out by hand.

use libtest_mimic::{Failed, Trial};

use crate::program::{copy_folder, repository, tidings};

pub(crate) fn trials() -> Vec<Trial> {
    vec![Trial::test("models::standard_models_at_the_edges_of_time", standard_models)]
}

const MODELS: [&str; 6] = ["ticket", "ticket_event", "ticket_span", "cost", "costed_volume", "interval_demand"];

/// Queries and the lines that they print, the header left out.
const EXPECTED: [(&str, &[&str]); 5] = [
    (
        // t1 is ticket 941606 of dbt_zendesk: 960.1333 open minutes, each stretch by the schedule in force then.
        // t2 waits over the night on which clocks change: Friday 17:00 to 18:00 and Monday 08:00 to 08:30 are 5,400
        // open seconds, to its first solution at 10:00 10,800. t3 has no reply; the last event of its site lies behind
        // Good Friday and a weekend, so it waited from 17:00 to 18:00. t4's queue opens at nine from Monday on: 8:30 to
        // 18:00 and 9:00 to 9:30 are 36,000. t5 has no calendar.
        "SELECT ticket_id, first_reply_seconds, first_reply_business_seconds, reply_wait_business_seconds, \
         first_solve_seconds, first_solve_business_seconds, full_solve_seconds, close_seconds, reopens, status \
         FROM ticket ORDER BY 1",
        &[
            "t1,93608,57608,57608,93608,57608,93608,,0,solved",
            "t2,225000,5400,5400,230400,10800,403200,748800,1,closed",
            "t3,,,3600,,,,,0,new",
            "t4,259200,36000,36000,,,,,0,new",
            "t5,3600,,,,,,,0,new",
        ],
    ),
    (
        // By the schedule in force at the reply: 690.1333 minutes, and for t4 Friday from nine on.
        "SELECT ticket_id, seconds FROM ticket_at_end ORDER BY 1",
        &["t1,41408", "t2,5400", "t3,", "t4,34200", "t5,"],
    ),
    (
        // 02:10 comes twice in Amsterdam and is two half hours. In the first a shift from the day before has twenty
        // minutes left and a second agent is there: 1.67, rounded 2. Whom nobody answered has the mean of the day.
        // Bengaluru's half hours begin with its own midnight; nobody is on shift there.
        "SELECT site, skill, interval_start, interval_date, offered, handled, handle_seconds, work_seconds, agents \
         FROM interval_demand ORDER BY site, skill, interval_start",
        &[
            "amsterdam,care,2026-10-25T00:00:00Z,2026-10-25,1,1,360,360,2",
            "amsterdam,care,2026-10-25T01:00:00Z,2026-10-25,1,0,0,360,1",
            "amsterdam,none,2026-10-25T00:00:00Z,2026-10-25,1,1,100,100,0",
            "bengaluru,care,2026-10-24T18:30:00Z,2026-10-25,2,1,300,600,0",
            "bengaluru,care,2026-10-25T18:30:00Z,2026-10-26,1,0,0,,0",
        ],
    ),
    (
        // The contact of Halloween night ended in November.
        "SELECT site, month, currency, handled FROM costed_volume ORDER BY 1, 2",
        &["amsterdam,2026-10-01,EUR,3", "amsterdam,2026-11-01,EUR,1", "amsterdam,2026-12-01,EUR,0"],
    ),
    (
        "SELECT ticket_id, status, created_at, valid_from, valid_to FROM ticket_span WHERE ticket_id = 't2' ORDER BY event_id",
        &[
            "t2,new,2026-03-27T16:00:00Z,2026-03-27T16:00:00Z,2026-03-30T08:00:00Z",
            "t2,solved,2026-03-27T16:00:00Z,2026-03-30T08:00:00Z,2026-03-31T08:00:00Z",
            "t2,reopened,2026-03-27T16:00:00Z,2026-03-31T08:00:00Z,2026-04-01T08:00:00Z",
            "t2,solved,2026-03-27T16:00:00Z,2026-04-01T08:00:00Z,2026-04-05T08:00:00Z",
            "t2,closed,2026-03-27T16:00:00Z,2026-04-05T08:00:00Z,",
        ],
    ),
];

fn standard_models() -> Result<(), Failed> {
    let folder = tempfile::tempdir()?;
    copy_folder(&repository().join("tests/cases/standard-models"), folder.path());
    for model in MODELS {
        let file = format!("models/{model}.sql");
        std::fs::copy(repository().join("pipelines/contact-centre").join(&file), folder.path().join(&file))?;
    }
    tidings(folder.path(), &["run"]).expect_code(0);
    for (query, expected) in EXPECTED {
        let ended = tidings(folder.path(), &["query", query, "--format", "csv"]).expect_code(0);
        let lines: Vec<&str> = ended.stdout.lines().skip(1).collect();
        assert_eq!(lines, expected, "{query}");
    }
    // Another schedule is another table: the model is built again.
    let schedules = folder.path().join("schedules.csv");
    std::fs::write(
        &schedules,
        std::fs::read_to_string(&schedules)?.replace("billing,2026-03-30", "billing,2026-03-31"),
    )?;
    tidings(folder.path(), &["run"]).expect_code(0);
    let query = "SELECT first_reply_business_seconds FROM ticket WHERE ticket_id = 't4'";
    let ended = tidings(folder.path(), &["query", query, "--format", "csv"]).expect_code(0);
    assert_eq!(ended.stdout.lines().nth(1), Some("39600"), "half past eight to six, and eight to half past nine");
    Ok(())
}
