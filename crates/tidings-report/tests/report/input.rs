//! One hand-made report that meets every block, every flag and every unit of comparison.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock, Mutex};

use jiff::civil::date;
use jiff::tz::TimeZone;
use rust_decimal::Decimal;
use tidings_core::figure::{Figure, Flag, Reason};
use tidings_core::kpi::{Kpi, KpiHeader};
use tidings_core::period::{Grain, Period};
use tidings_core::report::ReportFile;
use tidings_core::setting::{read_benchmarks, read_targets};
use tidings_core::site::{Site, read_sites};
use tidings_locale::{Localizer, Messages};
use tidings_report::{
    ClockChange, DataQuality, Figures, KpiEntry, ParameterValue, Reject, Remark, ReportInput, RowAccount,
};

/// The message locales of the product, each with a format locale.
pub(crate) const LOCALES: [(&str, &str); 5] =
    [("en", "en-GB"), ("nl", "nl"), ("de", "de"), ("zh-Hans", "zh-Hans-CN"), ("ko", "ko")];

pub(crate) const REPORT: &str = "version: 1
report: everything
title: report-centre-weekly-title
for_each: site
period: week
sections:
  - cards: { kpis: [contacts_offered, service_level, answer_rate, abandonment_rate, fcr, csat, aht, frt_median, utilisation, occupancy] }
  - trend: { kpis: [service_level, utilisation], grain: week, periods: 6 }
  - table: { by: queue, kpis: [contacts_offered, service_level, aht] }
  - balance: { kpis: [aht, fcr, csat, transfer_rate] }
  - definitions: {}
  - data_quality: {}
";

const HEADERS: &[(&str, u32, &str)] = &[
    ("contacts_offered", 1, "unit: count\nbetter: none\nminimum: 1"),
    (
        "service_level",
        1,
        "unit: percent\nbetter: higher\nminimum: 20\nparameters: { threshold_seconds: { type: integer, default: 20 } }",
    ),
    ("answer_rate", 1, "unit: percent\nbetter: higher\nminimum: 20\neffective_from: 2020-01-01"),
    ("abandonment_rate", 1, "unit: percent\nbetter: lower\nminimum: 20"),
    ("fcr", 1, "unit: percent\nbetter: higher\nminimum: 20"),
    ("csat", 1, "unit: percent\nbetter: higher\nminimum: 20"),
    ("aht", 1, "unit: duration\nbetter: none\nminimum: 20"),
    (
        "aht",
        2,
        "unit: duration\nbetter: none\nminimum: 20\nsupersedes: aht@1\neffective_from: 2026-03-25\nreason: kpi-aht-v2-reason",
    ),
    ("frt_median", 1, "unit: duration\nbetter: lower\nminimum: 20"),
    ("utilisation", 1, "unit: percent\nbetter: none\nminimum: 20"),
    ("occupancy", 1, "unit: percent\nbetter: none\nminimum: 20"),
    ("transfer_rate", 1, "unit: percent\nbetter: lower\nminimum: 20"),
];

pub(crate) fn folder(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(path)
}

/// The message files of a locale by name, as they stand in the repository.
pub(crate) fn message_files(locale: &str) -> Vec<(String, String)> {
    let mut files: Vec<(String, String)> = std::fs::read_dir(folder("locales").join(locale))
        .unwrap()
        .map(|file| file.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "ftl"))
        .map(|path| {
            let name = path.file_name().unwrap().to_string_lossy();
            (format!("locales/{locale}/{name}"), std::fs::read_to_string(&path).unwrap())
        })
        .collect();
    files.sort();
    files
}

/// The product's own messages.
pub(crate) fn messages() -> Messages {
    let mut messages = Messages::new();
    for (locale, _) in LOCALES {
        for (file, text) in message_files(locale) {
            messages.add(locale, &file, &text).unwrap();
        }
    }
    messages
}

/// A reader. Language data take long to load, so each is loaded once.
pub(crate) fn localizer(message: &str, format: &str, zone: &str) -> Localizer {
    static MESSAGES: LazyLock<Arc<Messages>> = LazyLock::new(|| Arc::new(messages()));
    static READERS: Mutex<BTreeMap<[String; 3], Localizer>> = Mutex::new(BTreeMap::new());
    let new = || Localizer::new(MESSAGES.clone(), message, format, TimeZone::get(zone).unwrap()).unwrap();
    READERS.lock().unwrap().entry([message, format, zone].map(str::to_owned)).or_insert_with(new).clone()
}

pub(crate) fn header(name: &str, version: u32) -> KpiHeader {
    let (_, _, text) = HEADERS.iter().find(|(known, number, _)| *known == name && *number == version).unwrap();
    parse_header(name, version, text)
}

pub(crate) fn parse_header(name: &str, version: u32, text: &str) -> KpiHeader {
    let file = format!(
        "/* @kpi\nkpi: {name}@{version}\nstatus: released\ntime: ended_date\n{text}\n@kpi */\nSELECT count(*) AS value FROM contact\n"
    );
    Kpi::parse("v.sql", &file, name, version).unwrap().header
}

pub(crate) fn week() -> Period {
    Grain::Week.period(date(2026, 3, 23))
}

pub(crate) fn sites() -> Vec<Site> {
    read_sites(
        "sites.csv",
        "site,name,time_zone,locales\neindhoven,Eindhoven,Europe/Amsterdam,nl\nkoeln,Köln,Europe/Berlin,de\nbusan,부산,Asia/Seoul,ko\n",
    )
    .unwrap()
}

pub(crate) struct Values {
    pub(crate) site: Option<&'static str>,
    pub(crate) figures: Vec<Figure>,
}

impl Values {
    pub(crate) fn add(
        &mut self,
        header: &KpiHeader,
        period: Period,
        by: &[(&str, Option<&str>)],
        value: &str,
        n: i64,
        flags: &[Flag],
    ) {
        let mut keys: BTreeMap<String, Option<String>> =
            self.site.iter().map(|site| ("site".to_owned(), Some((*site).to_owned()))).collect();
        keys.extend(by.iter().map(|(name, value)| ((*name).to_owned(), value.map(str::to_owned))));
        let value: Decimal = value.parse().unwrap();
        let mut figure = Figure {
            kpi: header.kpi.clone(),
            unit: header.unit,
            period,
            keys,
            numerator: None,
            denominator: None,
            value: Some(value),
            n: Some(n),
            flags: Vec::new(),
        };
        for flag in flags {
            figure.mark(*flag);
        }
        self.figures.push(figure);
    }
}

fn entry(name: &str, version: u32) -> KpiEntry {
    KpiEntry { header: header(name, version), earlier: None, parameters: Vec::new() }
}

/// KPI, version, where, value, rows, flags.
type Given<Where> = (&'static str, u32, Where, &'static str, i64, &'static [Flag]);

/// The report of one site.
pub(crate) fn everything() -> ReportInput {
    let now = week();
    let (before, year) = (now.previous(), now.year_before());
    let mut values = Values { site: Some("eindhoven"), figures: Vec::new() };
    let all: &[Given<Period>] = &[
        ("contacts_offered", 1, now, "4182", 4182, &[]),
        ("contacts_offered", 1, before, "4044", 4044, &[]),
        ("contacts_offered", 1, year, "3999", 3999, &[]),
        ("service_level", 1, now, "0.811320754717", 4182, &[Flag::Incomplete]),
        ("service_level", 1, before, "0.79", 4044, &[]),
        ("service_level", 1, year, "0.8113", 3999, &[]),
        ("service_level", 1, now.shifted(-2), "0.742", 3800, &[]),
        ("service_level", 1, now.shifted(-4), "0.836", 3900, &[]),
        ("service_level", 1, now.shifted(-5), "0.801", 3700, &[]),
        ("answer_rate", 1, now, "0.9349", 4182, &[]),
        ("answer_rate", 1, before, "0.9533", 4044, &[]),
        ("abandonment_rate", 1, now, "0.0812", 4182, &[Flag::Restated]),
        ("abandonment_rate", 1, before, "0.0467", 4044, &[]),
        ("fcr", 1, now, "0.7", 12, &[Flag::Thin]),
        ("csat", 1, now, "0.78", 400, &[]),
        ("csat", 1, before, "0.83", 410, &[Flag::Restated]),
        ("aht", 1, now, "298.4", 3800, &[]),
        ("aht", 2, now, "330.5", 3800, &[]),
        ("aht", 2, before, "352.2", 3790, &[]),
        ("aht", 2, year, "318", 3600, &[]),
        ("frt_median", 1, now, "7250", 90, &[Flag::Immature]),
        ("utilisation", 1, now, "0.47", 3800, &[]),
        ("utilisation", 1, before, "0.452", 3790, &[]),
        ("occupancy", 1, now, "0.81", 3, &[Flag::Withheld]),
        ("transfer_rate", 1, now, "0.092", 3800, &[]),
        ("transfer_rate", 1, before, "0.081", 3790, &[]),
    ];
    for (name, version, period, value, n, flags) in all {
        values.add(&header(name, *version), *period, &[], value, *n, flags);
    }
    let by_queue: &[Given<Option<&str>>] = &[
        ("contacts_offered", 1, Some("billing"), "2100", 2100, &[]),
        ("contacts_offered", 1, Some("orders"), "2041", 2041, &[]),
        ("contacts_offered", 1, None, "41", 41, &[]),
        ("service_level", 1, Some("billing"), "0.77", 2100, &[]),
        ("service_level", 1, Some("orders"), "0.855", 2041, &[]),
        ("service_level", 1, None, "0.75", 12, &[Flag::Thin]),
        ("aht", 2, Some("billing"), "344.49", 2000, &[]),
        ("aht", 2, Some("orders"), "317", 1800, &[Flag::Withheld]),
    ];
    for (name, version, queue, value, n, flags) in by_queue {
        values.add(&header(name, *version), now, &[("queue", *queue)], value, *n, flags);
    }
    let mut kpis: Vec<KpiEntry> = HEADERS
        .iter()
        .filter(|(name, version, _)| (*name, *version) != ("aht", 1))
        .map(|(name, version, _)| entry(name, *version))
        .collect();
    for entry in &mut kpis {
        match entry.header.kpi.name.as_str() {
            "aht" => entry.earlier = Some(header("aht", 1)),
            "service_level" => {
                entry.parameters =
                    vec![ParameterValue { name: "threshold_seconds".into(), value: 20, site: None, since: None }];
            }
            _ => {}
        }
    }
    // Four weeks of days: on shorter handle times more contacts are handed on. Of the answers too few days are known.
    for back in 0..28_i32 {
        let day = Grain::Day.period(now.last_day()).shifted(-back);
        let seconds = 320 + (back * 7) % 28;
        values.add(&header("aht", 2), day, &[], &seconds.to_string(), 500, &[]);
        let flags: &[Flag] = if back % 9 == 0 { &[Flag::Thin] } else { &[] };
        values.add(&header("transfer_rate", 1), day, &[], &format!("0.{:03}", 430 - seconds), 500, flags);
        if back < 13 {
            values.add(&header("csat", 1), day, &[], "0.8", 500, &[]);
        }
    }
    let (report, _) = ReportFile::parse("everything.yaml", REPORT, "everything").unwrap();
    let mut figures: Figures = values.figures.into_iter().collect();
    for figure in figures.iter().cloned().collect::<Vec<_>>() {
        let remark = match figure.kpi.name.as_str() {
            "abandonment_rate" => {
                Remark { reason: Some(Reason::LateData), first: Some("0.0799".parse().unwrap()), known_on: None }
            }
            "csat" if figure.keys.len() == 1 => {
                Remark { reason: Some(Reason::SourceCorrection), first: Some("0.81".parse().unwrap()), known_on: None }
            }
            "frt_median" => Remark { known_on: Some(date(2026, 4, 6)), ..Remark::default() },
            _ => continue,
        };
        figures.remark(&figure, remark);
    }
    ReportInput {
        report,
        site: sites().into_iter().next(),
        sites: sites().into_iter().take(1).collect(),
        period: now,
        kpis,
        figures,
        members: [("queue", vec![Some("billing"), Some("orders"), Some("returns_desk"), None])]
            .into_iter()
            .map(|(name, list)| (name.to_owned(), list.into_iter().map(|code| code.map(str::to_owned)).collect()))
            .collect(),
        targets: read_targets(
            "targets.csv",
            "kpi,site,from,target,warn\nservice_level@1,eindhoven,2026-01-01,0.80,0.75\nanswer_rate@1,,2026-01-01,0.95,0.92\n\
             abandonment_rate@1,,2026-01-01,0.05,0.08\naht@2,,2026-01-01,300,\nfrt_median@1,,2026-01-01,7200,14400\n",
        )
        .unwrap(),
        benchmarks: read_benchmarks(
            "benchmarks.csv",
            "kpi,source,low,average,high\nutilisation@1,LiveAgent academy,0.22,0.48,0.76\ncsat@1,Own survey,,0.8,\n",
        )
        .unwrap(),
        minimum_group: 5,
        quality: DataQuality {
            accounts: vec![
                RowAccount {
                    source: "acd".into(),
                    stream: "contacts".into(),
                    read: 12_345,
                    inserted: 4_190,
                    updated: 12,
                    unchanged: 8_140,
                    superseded: 0,
                    deleted: 1,
                    rejected: 2,
                    latest: Some("2026-03-29T21:58:41Z".parse().unwrap()),
                },
                RowAccount { source: "surveys".into(), stream: "surveys".into(), ..RowAccount::default() },
            ],
            rejects: vec![
                Reject { file: "data/contacts/acd/2026-03.csv".into(), line: Some(812), reason: "`talk_seconds`: `-` is no whole number".into() },
                Reject { file: "data/contacts/acd/2026-03.csv".into(), line: None, reason: "the record has 20 fields, expected 21".into() },
            ],
            incomplete_sites: vec!["eindhoven".into()],
            clock_changes: vec![ClockChange { site: "eindhoven".into(), day: date(2026, 3, 29), hours: 23 }],
        },
        run: "2026-03-30T05:00:12Z-7f3a".into(),
        data_as_of: Some("2026-03-29T21:58:41Z".parse().unwrap()),
        versions: [("models/contact".to_owned(), 14)].into_iter().collect(),
    }
}

/// The report of all sites, with settings that differ between them.
pub(crate) fn all_sites() -> ReportInput {
    let text = "version: 1\nreport: everything\ntitle: report-group-weekly-title\nfor_each: all\nperiod: week\nsections:\n\
        - cards: { kpis: [service_level] }\n- table: { by: site, kpis: [service_level, contacts_offered] }\n- definitions: {}\n";
    let (report, _) = ReportFile::parse("everything.yaml", text, "everything").unwrap();
    let mut values = Values { site: None, figures: Vec::new() };
    values.add(&header("service_level", 1), week(), &[], "0.8", 9000, &[]);
    for (site, value) in [("eindhoven", "0.7"), ("koeln", "0.9"), ("busan", "0.95")] {
        values.add(&header("service_level", 1), week(), &[("site", Some(site))], value, 3000, &[]);
    }
    let mut input = everything();
    for entry in &mut input.kpis {
        if entry.header.kpi.name == "service_level" {
            let set = |value, site: Option<&str>, since| ParameterValue {
                name: "threshold_seconds".into(),
                value,
                site: site.map(str::to_owned),
                since,
            };
            entry.parameters = vec![set(20, None, None), set(30, Some("koeln"), Some(date(2026, 3, 16)))];
        }
    }
    ReportInput {
        report,
        site: None,
        sites: sites(),
        figures: values.figures.into_iter().collect(),
        members: BTreeMap::new(),
        ..input
    }
}
