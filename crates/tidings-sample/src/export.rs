use std::path::Path;

use crate::Error;
use crate::clock::Clock;
use crate::contact::Contact;
use crate::file::{Delimited, Form, PLAIN};
use crate::roster::Roster;
use crate::site::{Dialect, Site};

const SHARED: [&str; 21] = [
    "contact_id",
    "site",
    "team",
    "queue",
    "skill",
    "channel",
    "direction",
    "language",
    "topic",
    "customer_id",
    "agent_id",
    "offered_at",
    "answered_at",
    "ended_at",
    "wait_seconds",
    "talk_seconds",
    "hold_seconds",
    "wrap_seconds",
    "transfers",
    "abandoned",
    "resolved_first",
];
const GERMAN: [&str; 21] = [
    "Kontaktnummer",
    "Standort",
    "Team",
    "Warteschlange",
    "Fähigkeit",
    "Kanal",
    "Richtung",
    "Sprache",
    "Thema",
    "Kundennummer",
    "Mitarbeiter",
    "Eingang",
    "Annahme",
    "Ende",
    "Wartezeit (s)",
    "Gesprächszeit (s)",
    "Haltezeit (s)",
    "Nachbearbeitung (s)",
    "Weiterleitungen",
    "Aufgelegt",
    "Erstlösung",
];
const CHINESE: [&str; 21] = [
    "联系编号",
    "站点",
    "团队",
    "队列",
    "技能",
    "渠道",
    "方向",
    "语言",
    "主题",
    "客户编号",
    "坐席",
    "进线时间",
    "接听时间",
    "结束时间",
    "等待秒数",
    "通话秒数",
    "保持秒数",
    "话后秒数",
    "转接次数",
    "放弃",
    "首次解决",
];
const KOREAN: [&str; 21] = [
    "상담번호",
    "센터",
    "팀",
    "대기열",
    "스킬",
    "채널",
    "방향",
    "언어",
    "주제",
    "고객번호",
    "상담사",
    "인입시각",
    "응답시각",
    "종료시각",
    "대기초",
    "통화초",
    "보류초",
    "후처리초",
    "호전환",
    "포기",
    "첫해결",
];

/// Rows of Köln that no reader can take, each for its own reason.
pub(crate) const REJECTS: u64 = 3;

/// The contact file of one site.
#[derive(Debug)]
pub(crate) struct Export<'a> {
    site: &'a Site,
    roster: &'a Roster,
    clock: Clock,
    file: Delimited,
}

impl<'a> Export<'a> {
    pub(crate) fn create(
        folder: &Path,
        site: &'a Site,
        roster: &'a Roster,
        zone: &jiff::tz::TimeZone,
    ) -> Result<Self, Error> {
        let (form, header, name) = match site.dialect {
            Dialect::Shared => (PLAIN, &SHARED, format!("acd/{}.csv", site.id)),
            Dialect::German => {
                let encoding = encoding_rs::WINDOWS_1252;
                (Form { delimiter: b';', encoding, windows_lines: true, ..PLAIN }, &GERMAN, format!("{}.csv", site.id))
            }
            Dialect::Chinese => {
                (Form { encoding: encoding_rs::GB18030, ..PLAIN }, &CHINESE, format!("{}.csv", site.id))
            }
            Dialect::Korean => (Form { byte_order_mark: true, ..PLAIN }, &KOREAN, format!("{}.csv", site.id)),
        };
        let file = Delimited::create(&folder.join(name), form, header)?;
        Ok(Self { site, roster, clock: Clock::new(zone), file })
    }

    pub(crate) fn write(&mut self, contact: &Contact) -> Result<(), Error> {
        let moment = |moment| match self.site.dialect {
            Dialect::German => self.clock.german(moment),
            _ => self.clock.instant(moment),
        };
        let flag = |flag: bool| flag.to_string();
        self.file.row(&[
            contact.id.clone(),
            self.site.id.to_owned(),
            contact.team.name().to_owned(),
            contact.queue.name.to_owned(),
            contact.queue.team.skill().to_owned(),
            contact.channel.to_owned(),
            contact.direction.to_owned(),
            contact.language.to_owned(),
            contact.topic.to_owned(),
            format!("{}-C{:06}", self.site.prefix, contact.customer),
            contact.agent.map_or_else(String::new, |agent| self.roster.agents[agent].id.clone()),
            moment(contact.offered)?,
            contact.answered.map_or_else(|| Ok(String::new()), moment)?,
            moment(contact.ended)?,
            contact.wait.to_string(),
            contact.talk.to_string(),
            contact.hold.to_string(),
            contact.wrap.to_string(),
            contact.handed_over.len().to_string(),
            flag(contact.abandoned),
            contact.resolved_first.map_or_else(String::new, flag),
        ])
    }

    /// A time that the clock skipped, a word where a number belongs, and a line that was cut off.
    pub(crate) fn write_rejects(&mut self) -> Result<(), Error> {
        let row = |number: &str, at: [&str; 3], talk: &str| {
            [
                number,
                self.site.id,
                "technical",
                "support",
                "technical-support",
                "voice",
                "inbound",
                "de",
                "fault",
                "KOE-C000001",
                "koe-001",
                at[0],
                at[1],
                at[2],
                "12",
                talk,
                "0",
                "60",
                "0",
                "false",
                "true",
            ]
            .map(str::to_owned)
        };
        let skipped = ["29.03.2026 02:30:00", "29.03.2026 02:30:12", "29.03.2026 03:36:12"];
        let noon = ["29.03.2026 12:00:00", "29.03.2026 12:00:12", "29.03.2026 12:06:12"];
        self.file.row(&row("KOE-X000001", skipped, "300"))?;
        self.file.row(&row("KOE-X000002", noon, "fünf Minuten"))?;
        self.file.row(&row("KOE-X000003", noon, "300")[..12])?;
        self.file.rows -= REJECTS;
        Ok(())
    }

    pub(crate) fn finish(self) -> Result<u64, Error> {
        self.file.finish()
    }
}
