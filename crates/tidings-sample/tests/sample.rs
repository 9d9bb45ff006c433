//! The sample is the same on every machine, is the one that is committed, and behaves as a contact centre does.
//!
//! `UPDATE=1 cargo test -p tidings-sample` writes the committed sample anew.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on shall say where")]

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};

use arrow_array::cast::AsArray;
use arrow_array::types::{Int64Type, TimestampMicrosecondType};
use arrow_array::{Array, RecordBatch};
use jiff::Timestamp;
use jiff::civil::{DateTime, date};
use jiff::tz::{AmbiguousOffset, TimeZone};
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use tidings_sample::{ErrorKind, Options, Summary, generate};

const SITES: [(&str, &str, &str); 7] = [
    ("eindhoven", "acd/eindhoven.csv", "Europe/Amsterdam"),
    ("maastricht", "acd/maastricht.csv", "Europe/Amsterdam"),
    ("manchester", "acd/manchester.csv", "Europe/London"),
    ("bengaluru", "acd/bengaluru.csv", "Asia/Kolkata"),
    ("koeln", "koeln.csv", "Europe/Berlin"),
    ("suzhou", "suzhou.csv", "Asia/Shanghai"),
    ("busan", "busan.csv", "Asia/Seoul"),
];

fn committed() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../pipelines/contact-centre/data")
}

fn made(options: &Options) -> (tempfile::TempDir, Summary) {
    let folder = tempfile::tempdir().unwrap();
    let summary = generate(options, folder.path()).unwrap();
    (folder, summary)
}

fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in std::fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                found.insert(path.strip_prefix(folder).unwrap().to_owned(), std::fs::read(&path).unwrap());
            }
        }
    }
    found
}

/// A contact as a reader of its file would see it; moments in seconds since 1970.
struct Contact {
    site: &'static str,
    id: String,
    agent: String,
    direction: String,
    channel: String,
    local: DateTime,
    offered: i64,
    answered: Option<i64>,
    ended: i64,
    wait: i64,
    talk: i64,
    hold: i64,
    wrap: i64,
    transfers: i64,
    abandoned: bool,
    resolved: Option<bool>,
}

fn moment(text: &str, zone: &TimeZone) -> Option<i64> {
    if text.contains('T') {
        return Some(text.parse::<Timestamp>().unwrap().as_second());
    }
    let wall = DateTime::strptime("%d.%m.%Y %H:%M:%S", text).unwrap();
    match zone.to_ambiguous_timestamp(wall).offset() {
        AmbiguousOffset::Unambiguous { offset } => Some(offset.to_timestamp(wall).unwrap().as_second()),
        _ => None,
    }
}

/// The contacts that can be read, and how many cannot.
fn contacts(folder: &Path) -> (Vec<Contact>, u64) {
    let mut read = Vec::new();
    let mut rejected = 0;
    for (site, name, zone) in SITES {
        let bytes = std::fs::read(folder.join("contacts").join(name)).unwrap();
        let (encoding, delimiter) = match site {
            "koeln" => (encoding_rs::WINDOWS_1252, b';'),
            "suzhou" => (encoding_rs::GB18030, b','),
            _ => (encoding_rs::UTF_8, b','),
        };
        assert_eq!(bytes.starts_with(b"\xef\xbb\xbf"), site == "busan");
        let (text, _, broken) = encoding.decode(&bytes);
        assert!(!broken, "{site}");
        let zone = TimeZone::get(zone).unwrap();
        let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(text.as_bytes());
        for row in reader.records() {
            let row = row.unwrap();
            let contact = (|| {
                let field = |place: usize| row.get(place);
                let number = |place: usize| field(place)?.parse::<i64>().ok();
                let optional = |text: &str| if text.is_empty() { Some(None) } else { moment(text, &zone).map(Some) };
                let offered = moment(field(11)?, &zone)?;
                assert_eq!(field(1)?, site);
                Some(Contact {
                    site,
                    id: field(0)?.to_owned(),
                    agent: field(10)?.to_owned(),
                    direction: field(6)?.to_owned(),
                    channel: field(5)?.to_owned(),
                    local: zone.to_datetime(Timestamp::from_second(offered).unwrap()),
                    offered,
                    answered: optional(field(12)?)?,
                    ended: moment(field(13)?, &zone)?,
                    wait: number(14)?,
                    talk: number(15)?,
                    hold: number(16)?,
                    wrap: number(17)?,
                    transfers: number(18)?,
                    abandoned: field(19)?.parse().ok()?,
                    resolved: if field(20)?.is_empty() { None } else { Some(field(20)?.parse().ok()?) },
                })
            })();
            match contact {
                Some(contact) => read.push(contact),
                None => rejected += 1,
            }
        }
    }
    (read, rejected)
}

fn parquet(path: &Path) -> Vec<RecordBatch> {
    let file = std::fs::File::open(path).unwrap();
    ParquetRecordBatchReaderBuilder::try_new(file).unwrap().build().unwrap().map(Result::unwrap).collect()
}

#[test]
fn the_same_options_give_the_same_bytes_and_another_seed_does_not() {
    let options = Options { contacts: 700, days: 9, ..Options::default() };
    let (first, summary) = made(&options);
    let (second, again) = made(&options);
    assert_eq!(summary, again);
    assert!(files(first.path()) == files(second.path()), "two runs differ");
    let (third, _) = made(&Options { seed: 1, ..options });
    assert!(files(first.path()) != files(third.path()), "the seed has no effect");
}

#[test]
fn the_committed_sample_is_what_the_default_options_make() {
    let update = std::env::var_os("UPDATE").is_some();
    if update {
        if committed().exists() {
            std::fs::remove_dir_all(committed()).unwrap();
        }
        eprintln!("{:#?}", generate(&Options::default(), &committed()).unwrap());
    }
    let (folder, _) = made(&Options::default());
    let (made, there) = (files(folder.path()), files(&committed()));
    assert_eq!(made.keys().collect::<Vec<_>>(), there.keys().collect::<Vec<_>>());
    for (name, bytes) in &made {
        assert!(bytes == &there[name], "`{}` differs: UPDATE=1 writes it anew", name.display());
    }
    let size: usize = there.values().map(Vec::len).sum();
    assert!(size < 2_200_000, "{size} bytes are too many to commit");
}

#[test]
fn any_number_of_contacts_is_met_to_the_contact() {
    for (contacts, days) in [(1, 1), (13, 2), (2500, 3), (999, 40)] {
        let options = Options { contacts, days, rejects: false, ..Options::default() };
        let (folder, summary) = made(&options);
        assert_eq!(summary.contacts.iter().map(|(_, rows)| rows).sum::<u64>(), contacts);
        let (read, rejected) = self::contacts(folder.path());
        assert_eq!((read.len() as u64, rejected), (contacts, 0));
    }
    for options in [Options { contacts: 0, ..Options::default() }, Options { days: 0, ..Options::default() }] {
        let error = generate(&options, Path::new("never made")).unwrap_err();
        assert_eq!(error.kind, ErrorKind::Options);
    }
}

#[test]
fn contacts_hold_together() {
    let (contacts, rejected) = contacts(made(&Options::default()).0.path());
    assert_eq!((contacts.len() as u64, rejected), (Options::default().contacts, 3));
    let mut ids = BTreeSet::new();
    for contact in &contacts {
        assert!(ids.insert(&contact.id), "{} comes twice", contact.id);
        let seconds = [contact.wait, contact.talk, contact.hold, contact.wrap];
        assert!(seconds.iter().all(|seconds| *seconds >= 0), "{}", contact.id);
        assert_eq!(contact.ended - contact.offered, seconds.iter().sum::<i64>(), "{}", contact.id);
        assert_eq!(contact.answered.is_some(), contact.talk > 0, "{}", contact.id);
        if let Some(answered) = contact.answered {
            assert_eq!(answered - contact.offered, contact.wait, "{}", contact.id);
            assert!(!contact.abandoned && !contact.agent.is_empty(), "{}", contact.id);
        }
        if contact.direction == "inbound" {
            assert_eq!(contact.answered.is_none(), contact.abandoned, "{}", contact.id);
            assert_eq!(contact.resolved.is_some(), contact.answered.is_some(), "{}", contact.id);
            assert_eq!(contact.agent.is_empty(), contact.abandoned, "{}", contact.id);
        }
        assert!(!(contact.abandoned && contact.channel == "email"), "{}", contact.id);
    }
    let share = |keep: &dyn Fn(&Contact) -> bool| contacts.iter().filter(|contact| keep(contact)).count();
    let all = contacts.len();
    assert!((all / 50..all / 5).contains(&share(&|contact| contact.direction == "outbound")));
    assert!((all / 50..all / 5).contains(&share(&|contact| contact.abandoned)));
    assert!((all / 50..all / 5).contains(&share(&|contact| contact.transfers > 0)));
    assert!((all / 10..all / 2).contains(&share(&|contact| contact.hold > 0)));
}

#[test]
fn whoever_waits_longer_hangs_up_more_often() {
    let (contacts, _) = contacts(made(&Options::default()).0.path());
    let inbound = || contacts.iter().filter(|contact| contact.direction == "inbound");
    let rate = |waits: std::ops::Range<i64>| {
        let waited: Vec<_> = inbound().filter(|contact| waits.contains(&contact.wait)).collect();
        waited.iter().filter(|contact| contact.abandoned).count() as f64 / waited.len() as f64
    };
    assert!(rate(0..15) * 4.0 < rate(15..7200), "{} {}", rate(0..15), rate(15..7200));

    // On the days on which the answered waited longer, more hung up.
    let mut days: BTreeMap<_, (i64, i64, i64)> = BTreeMap::new();
    for contact in inbound() {
        let day = days.entry((contact.site, contact.local.date())).or_default();
        *day = if contact.abandoned { (day.0, day.1, day.2 + 1) } else { (day.0 + contact.wait, day.1 + 1, day.2) };
    }
    let mut days: Vec<_> = days.into_values().filter(|(_, answered, _)| *answered > 0).collect();
    days.sort_by_key(|(wait, answered, _)| wait * 1000 / answered);
    let rate = |days: &[(i64, i64, i64)]| {
        let (answered, abandoned) = days.iter().fold((0, 0), |sum, day| (sum.0 + day.1, sum.1 + day.2));
        abandoned as f64 / (answered + abandoned) as f64
    };
    let (calm, busy) = days.split_at(days.len() / 2);
    assert!(rate(calm) * 1.2 < rate(busy), "{} {}", rate(calm), rate(busy));
}

#[test]
fn contacts_follow_the_clock_of_their_site() {
    let (contacts, _) = contacts(made(&Options::default()).0.path());
    let of = |site: &'static str| contacts.iter().filter(move |contact| contact.site == site);
    for (site, ..) in SITES {
        let days: BTreeSet<_> = of(site).map(|contact| contact.local.date()).collect();
        assert!(days.iter().all(|day| (date(2026, 3, 2)..=date(2026, 4, 5)).contains(day)), "{site}");
        let hour = |hour: i8| of(site).filter(|contact| contact.local.hour() == hour).count();
        assert!(hour(10) + hour(11) > 2 * (hour(6) + hour(7)), "{site} has no morning");
        let weekday = |weekday: i8| {
            of(site).filter(|contact| contact.local.date().weekday().to_monday_one_offset() == weekday).count()
        };
        assert!(weekday(1) > weekday(6), "{site} has no weekend");
        assert_eq!(weekday(7) > 0, !matches!(site, "maastricht" | "busan"), "{site}");
    }
    // Clocks skip from 02:00 to 03:00: Eindhoven never closes, and nothing happens in an hour that is not there.
    let night: Vec<_> = of("eindhoven").filter(|contact| contact.local.date() == date(2026, 3, 29)).collect();
    assert!(night.iter().any(|contact| contact.local.hour() < 2), "nobody before the clocks change");
    assert!(night.iter().any(|contact| (3..8).contains(&contact.local.hour())), "nobody after the clocks change");
    assert!(night.iter().all(|contact| contact.local.hour() != 2));
    assert!(of("koeln").any(|contact| contact.local.date() == date(2026, 3, 29) && contact.local.hour() < 2));
    let midnight = |contact: &&Contact| {
        let zone = SITES.iter().find(|(site, ..)| *site == contact.site).unwrap().2;
        let ended = Timestamp::from_second(contact.ended).unwrap();
        TimeZone::get(zone).unwrap().to_datetime(ended).date() != contact.local.date()
    };
    assert!(contacts.iter().filter(midnight).count() >= 3, "no contact runs past midnight");
    let quiet = of("eindhoven").filter(|contact| contact.local.date() == date(2026, 3, 11)).count();
    assert!((1..10).contains(&quiet), "{quiet} contacts on the quiet day");
}

#[test]
fn shifts_transfers_surveys_and_tickets_fit_the_contacts() {
    let made = made(&Options::default());
    let folder = made.0.path();
    let (contacts, _) = contacts(folder);
    let by_id: HashMap<_, _> = contacts.iter().map(|contact| (contact.id.as_str(), contact)).collect();
    let rows = |name: &str| -> Vec<csv::StringRecord> {
        csv::Reader::from_path(folder.join(name)).unwrap().into_records().map(Result::unwrap).collect()
    };
    let agents: BTreeSet<_> = rows("agents.csv").iter().map(|row| row[0].to_owned()).collect();
    assert!(contacts.iter().all(|contact| contact.agent.is_empty() || agents.contains(&contact.agent)));

    let mut parts: BTreeMap<String, (i64, i64, i64)> = BTreeMap::new();
    for row in rows("transfers.csv") {
        let number = |place: usize| row[place].parse::<i64>().unwrap();
        let part = parts.entry(row[0].to_owned()).or_default();
        *part = (part.0 + 1, part.1 + number(7), part.2 + number(8));
        assert_eq!(number(1), part.0, "parts are numbered in order");
        let seconds = |place: usize| row[place].parse::<Timestamp>().unwrap().as_second();
        assert_eq!(seconds(6) - seconds(5), number(7) + number(8) + number(9));
    }
    for contact in &contacts {
        let (count, talk, hold) = parts.get(&contact.id).copied().unwrap_or_default();
        assert_eq!(count, contact.transfers, "{}", contact.id);
        assert!(talk <= contact.talk && hold <= contact.hold, "{}", contact.id);
    }

    let surveys = rows("surveys.csv");
    let answered: Vec<_> = surveys.iter().filter(|row| !row[4].is_empty()).collect();
    assert!(answered.len() > 300 && answered.len() * 10 < surveys.len() * 6);
    assert!(answered.iter().all(|row| (1..=5).contains(&row[5].parse().unwrap())));
    let efforts: Vec<i64> = surveys.iter().filter_map(|row| row[7].parse().ok()).collect();
    assert!(efforts.iter().all(|ces| (1..=7).contains(ces)));
    assert!((answered.len() * 8 / 10..answered.len()).contains(&efforts.len()), "{} say nothing", efforts.len());
    assert!(surveys.iter().all(|row| row[7].is_empty() || !row[4].is_empty()), "effort without an answer");
    assert!(surveys.iter().all(|row| by_id[&row[1]].resolved.is_some()));

    let mut kinds = BTreeMap::new();
    for batch in parquet(&folder.join("shifts.parquet")) {
        let number = |name: &str| batch.column_by_name(name).unwrap().as_primitive::<Int64Type>();
        let moments = |name: &str| batch.column_by_name(name).unwrap().as_primitive::<TimestampMicrosecondType>();
        for row in 0..batch.num_rows() {
            let [paid, logged_in, available, on_contact] =
                ["paid_seconds", "logged_in_seconds", "available_seconds", "on_contact_seconds"]
                    .map(|name| number(name).value(row));
            let worked = (moments("ended_at").value(row) - moments("started_at").value(row)) / 1_000_000;
            assert_eq!(worked, paid);
            assert!(worked < 86_400, "the model cuts a shift at one midnight");
            assert!(logged_in <= paid && available + on_contact <= logged_in);
            let kind = batch.column_by_name("kind").unwrap().as_string::<i32>().value(row).to_owned();
            *kinds.entry(kind).or_insert(0) += 1;
        }
    }
    assert!(["day", "evening", "night"].iter().all(|kind| kinds[*kind] >= 30), "{kinds:?}");

    let costs = rows("costs.csv");
    for (site, ..) in SITES {
        let months: Vec<&str> = costs.iter().filter(|row| &row[0] == site).map(|row| &row[1]).collect();
        assert_eq!(months, ["2026-03-01", "2026-04-01"], "{site}");
    }
    let currencies: BTreeSet<&str> = costs.iter().map(|row| &row[2]).collect();
    assert_eq!(currencies, BTreeSet::from(["CNY", "EUR", "GBP", "INR", "KRW"]));
    assert!(costs.iter().all(|row| row[3].parse::<i64>().unwrap() > 0));

    let tickets = parquet(&folder.join("tickets.parquet"));
    let total: usize = tickets.iter().map(RecordBatch::num_rows).sum();
    let open: usize = tickets.iter().map(|batch| batch.column_by_name("solved_at").unwrap().null_count()).sum();
    assert!(total > 400 && open > 10 && open * 4 < total, "{open} of {total} tickets are open");
    let events = rows("ticket_events.csv");
    for status in ["new", "open", "pending", "solved", "reopened", "closed"] {
        assert!(events.iter().any(|row| &row[3] == status), "no ticket is ever {status}");
    }
}
