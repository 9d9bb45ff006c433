//! The record of runs.

use serde_json::json;
use tempfile::tempdir;
use tidings_warehouse::{
    Account, ArchivedReport, Cursor, Delivery, DeliveryStatus, ErrorKind, Ledger, Reject, Run, RunStatus, StepStatus,
    StreamAccount, Versions,
};

fn run(id: &str, started_at: i64) -> Run {
    Run {
        id: id.to_owned(),
        started_at,
        command: "tidings run".to_owned(),
        program: "0.1.0".to_owned(),
        tzdb: "2026e".to_owned(),
        cldr: "48".to_owned(),
    }
}

fn cursor(state: serde_json::Value) -> Cursor {
    Cursor { source: "desk".to_owned(), stream: "tickets".to_owned(), state }
}

fn account(read: u64, inserted: u64) -> StreamAccount {
    let account = Account { read, inserted, ..Account::default() };
    StreamAccount { source: "desk".to_owned(), stream: "tickets".to_owned(), account }
}

fn versions(pairs: &[(&str, i64)]) -> Versions {
    pairs.iter().map(|(table, version)| ((*table).to_owned(), *version)).collect()
}

#[test]
fn publishing_is_all_or_nothing() {
    let folder = tempdir().unwrap();
    let path = folder.path().join("ledger.db");
    let ledger = Ledger::open(&path).unwrap();
    ledger.begin_run(&run("r1", 10)).unwrap();
    ledger.begin_run(&run("r2", 20)).unwrap();
    let first = versions(&[("streams/desk.tickets", 3), ("models/ticket", 1)]);
    ledger.publish("r1", 11, &[cursor(json!({"page": 1}))], &first, &[account(2, 2)]).unwrap();

    // An account that does not balance, and a run that was never begun: nothing is published.
    let second = versions(&[("streams/desk.tickets", 4)]);
    let error = ledger.publish("r2", 21, &[cursor(json!({"page": 2}))], &second, &[account(2, 1)]).unwrap_err();
    assert_eq!(error.kind, ErrorKind::Bug);
    assert!(ledger.publish("r9", 21, &[cursor(json!({"page": 2}))], &second, &[]).is_err());
    assert_eq!(ledger.published_versions().unwrap(), first);
    assert_eq!(ledger.cursor("desk", "tickets").unwrap(), Some(json!({"page": 1})));
    assert!(ledger.accounts("r2").unwrap().is_empty());
    assert_eq!(ledger.published_versions_at("r2").unwrap_err().kind, ErrorKind::Data);

    ledger.publish("r2", 22, &[cursor(json!({"page": 2}))], &second, &[account(1, 1)]).unwrap();
    drop(ledger);
    let ledger = Ledger::open(&path).unwrap();
    let now = versions(&[("streams/desk.tickets", 4), ("models/ticket", 1)]);
    assert_eq!(ledger.published_versions().unwrap(), now);
    assert_eq!(ledger.published_versions_at("r1").unwrap(), first);
    assert_eq!(ledger.published_versions_at("r2").unwrap(), now);
    assert_eq!(ledger.cursor("desk", "tickets").unwrap(), Some(json!({"page": 2})));
    assert_eq!(ledger.accounts("r2").unwrap(), [account(1, 1)]);
}

#[test]
fn a_newer_ledger_is_refused() {
    let folder = tempdir().unwrap();
    let path = folder.path().join("ledger.db");
    drop(Ledger::open(&path).unwrap());
    let connection = rusqlite::Connection::open(&path).unwrap();
    connection.pragma_update(None, "user_version", 99).unwrap();
    assert_eq!(Ledger::open(&path).unwrap_err().kind, ErrorKind::Newer);
    std::fs::write(&path, b"this is no database, and it is long enough to be read as one").unwrap();
    assert_eq!(Ledger::open(&path).unwrap_err().kind, ErrorKind::Corrupt);
}

#[test]
fn runs_steps_rejects_and_reports_are_kept() {
    let folder = tempdir().unwrap();
    let ledger = Ledger::open(&folder.path().join("ledger.db")).unwrap();
    ledger.begin_run(&run("r1", 10)).unwrap();
    ledger.begin_run(&run("r2", 20)).unwrap();
    ledger.finish_run("r1", 15, RunStatus::Partial).unwrap();
    assert_eq!(ledger.finish_run("r9", 15, RunStatus::Failed).unwrap_err().kind, ErrorKind::Data);
    let runs = ledger.runs(9).unwrap();
    assert_eq!(runs.iter().map(|row| row.run.id.as_str()).collect::<Vec<_>>(), ["r2", "r1"]);
    assert_eq!((runs[1].status, runs[1].finished_at), (RunStatus::Partial, Some(15)));

    ledger.step("r1", "load", StepStatus::Running, 11, None).unwrap();
    ledger.step("r1", "build", StepStatus::Skipped, 12, None).unwrap();
    ledger.step("r1", "load", StepStatus::Failed, 14, Some("no file")).unwrap();
    let steps = ledger.steps("r1").unwrap();
    assert_eq!((steps[0].name.as_str(), steps[0].started_at, steps[0].at), ("load", 11, 14));
    assert_eq!((steps[0].status, steps[0].message.as_deref()), (StepStatus::Failed, Some("no file")));

    let reject = Reject {
        source: "desk".to_owned(),
        stream: "tickets".to_owned(),
        file: Some("tickets.csv".to_owned()),
        line: Some(7),
        byte_offset: Some(120),
        reason: "3 fields, expected 4".to_owned(),
        raw: Some(vec![b'x'; 9000]),
    };
    ledger.reject("r1", std::slice::from_ref(&reject)).unwrap();
    let kept = Reject { raw: Some(vec![b'x'; 8192]), ..reject };
    assert_eq!(ledger.rejects("r1", 9).unwrap(), [kept]);

    let report = ArchivedReport {
        run: "r1".to_owned(),
        report: "daily".to_owned(),
        site: "north".to_owned(),
        locale: "nl".to_owned(),
        document: "{}".to_owned(),
        sha256: "00".to_owned(),
    };
    ledger.archive_report(&report).unwrap();
    assert_eq!(ledger.archived_reports("r1").unwrap(), [report]);
}

#[test]
fn equal_content_is_handed_over_once() {
    let folder = tempdir().unwrap();
    let ledger = Ledger::open(&folder.path().join("ledger.db")).unwrap();
    ledger.begin_run(&run("r1", 10)).unwrap();
    ledger.begin_run(&run("r2", 20)).unwrap();
    let delivery = |run: &str| Delivery {
        run: run.to_owned(),
        report: "daily".to_owned(),
        site: "north".to_owned(),
        locale: "nl".to_owned(),
        destination: "mail:north".to_owned(),
        content_sha256: "00".to_owned(),
    };
    assert!(ledger.set_delivery(&delivery("r1"), DeliveryStatus::Sent, 1, None).is_err());
    // Planned and failed may be tried again; sending, sent and unknown may not.
    for (status, free) in [
        (DeliveryStatus::Planned, true),
        (DeliveryStatus::Failed, true),
        (DeliveryStatus::Sending, false),
        (DeliveryStatus::Unknown, false),
        (DeliveryStatus::Sent, false),
    ] {
        ledger.plan_delivery(&delivery("r1")).unwrap();
        ledger.set_delivery(&delivery("r1"), status, 12, Some("ok")).unwrap();
        assert_eq!(ledger.plan_delivery(&delivery("r2")).unwrap(), free, "{status:?}");
    }
    let rows = ledger.deliveries("r1").unwrap();
    assert_eq!((rows.len(), rows[0].status, rows[0].receipt.as_deref()), (1, DeliveryStatus::Sent, Some("ok")));
    assert!(ledger.deliveries("r2").unwrap().is_empty());
}
