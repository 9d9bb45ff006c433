use std::path::Path;

use jiff::tz::TimeZone;

use crate::clock::Clock;
use crate::columns::{Cell, Columns, Kind};
use crate::contact::Contact;
use crate::cost::Costs;
use crate::draw::Draw;
use crate::file::{Delimited, PLAIN};
use crate::roster::{Roster, Shift};
use crate::site::Site;
use crate::survey::survey;
use crate::ticket::ticket;
use crate::{Error, Summary};

/// The files that all sites share.
#[derive(Debug)]
pub(crate) struct Output {
    transfers: Delimited,
    surveys: Delimited,
    agents: Delimited,
    shifts: Columns,
    tickets: Columns,
    ticket_events: Delimited,
    costs: Costs,
    clock: Clock,
    zone: TimeZone,
    site: &'static str,
    prefix: &'static str,
    /// Surveys and tickets of the site so far.
    numbers: (u64, u64),
}

impl Output {
    pub(crate) fn create(folder: &Path) -> Result<Self, Error> {
        let delimited = |name: &str, header: &[&str]| Delimited::create(&folder.join(name), PLAIN, header);
        Ok(Self {
            transfers: delimited(
                "transfers.csv",
                &[
                    "contact_id",
                    "sequence",
                    "site",
                    "team",
                    "agent_id",
                    "started_at",
                    "ended_at",
                    "talk_seconds",
                    "hold_seconds",
                    "wrap_seconds",
                ],
            )?,
            surveys: delimited(
                "surveys.csv",
                &["survey_id", "contact_id", "site", "offered_at", "answered_at", "csat", "nps", "ces"],
            )?,
            agents: delimited(
                "agents.csv",
                &["agent_id", "site", "team", "skill", "native_language", "hired_on", "valid"],
            )?,
            shifts: Columns::create(
                &folder.join("shifts.parquet"),
                &[
                    ("shift_id", Kind::Text),
                    ("site", Kind::Text),
                    ("agent_id", Kind::Text),
                    ("team", Kind::Text),
                    ("kind", Kind::Text),
                    ("started_at", Kind::Instant),
                    ("ended_at", Kind::Instant),
                    ("paid_seconds", Kind::Whole),
                    ("logged_in_seconds", Kind::Whole),
                    ("available_seconds", Kind::Whole),
                    ("on_contact_seconds", Kind::Whole),
                ],
            )?,
            tickets: Columns::create(
                &folder.join("tickets.parquet"),
                &[
                    ("ticket_id", Kind::Text),
                    ("site", Kind::Text),
                    ("queue", Kind::Text),
                    ("channel", Kind::Text),
                    ("customer_id", Kind::Text),
                    ("created_at", Kind::Instant),
                    ("first_reply_at", Kind::Instant),
                    ("solved_at", Kind::Instant),
                    ("closed_at", Kind::Instant),
                    ("priority", Kind::Text),
                ],
            )?,
            ticket_events: delimited("ticket_events.csv", &["ticket_id", "event_id", "at", "status"])?,
            costs: Costs::create(folder)?,
            clock: Clock::new(&TimeZone::UTC),
            zone: TimeZone::UTC,
            site: "",
            prefix: "",
            numbers: (0, 0),
        })
    }

    /// From here on the rows are this site's.
    pub(crate) fn begin_site(&mut self, site: &'static Site, roster: &Roster, zone: &TimeZone) -> Result<(), Error> {
        self.site = site.id;
        self.prefix = site.prefix;
        self.clock = Clock::new(zone);
        self.zone = zone.clone();
        self.numbers = (0, 0);
        for agent in &roster.agents {
            self.agents.row(&[
                agent.id.as_str(),
                site.id,
                agent.team.name(),
                agent.team.skill(),
                agent.native_language,
                &agent.hired_on.to_string(),
                if agent.valid { "true" } else { "false" },
            ])?;
        }
        Ok(())
    }

    /// What a contact leaves behind: parts handed over, a survey, a ticket. `effort` is for the survey alone.
    pub(crate) fn follow(
        &mut self,
        contact: &Contact,
        roster: &Roster,
        horizon: i64,
        draw: &mut Draw,
        effort: &mut Draw,
    ) -> Result<(), Error> {
        for (place, part) in contact.handed_over.iter().enumerate() {
            let agent = &roster.agents[part.agent];
            self.transfers.row(&[
                contact.id.as_str(),
                &(place + 1).to_string(),
                self.site,
                agent.team.name(),
                &agent.id,
                &self.clock.instant(part.started)?,
                &self.clock.instant(part.ended)?,
                &part.talk.to_string(),
                &part.hold.to_string(),
                "0",
            ])?;
        }
        if let Some(survey) = survey(contact, horizon, draw, effort) {
            self.numbers.0 += 1;
            let answer = survey.answer.as_ref();
            self.surveys.row(&[
                format!("{}-S{:06}", self.prefix, self.numbers.0),
                contact.id.clone(),
                self.site.to_owned(),
                self.clock.instant(survey.offered)?,
                answer.map_or_else(|| Ok(String::new()), |answer| self.clock.instant(answer.at))?,
                answer.map_or_else(String::new, |answer| answer.csat.to_string()),
                answer.map_or_else(String::new, |answer| answer.nps.to_string()),
                answer.and_then(|answer| answer.ces).map_or_else(String::new, |ces| ces.to_string()),
            ])?;
        }
        if let Some(ticket) = ticket(contact, horizon, draw) {
            self.numbers.1 += 1;
            let id = format!("{}-T{:06}", self.prefix, self.numbers.1);
            self.tickets.row(&[
                Cell::Text(&id),
                Cell::Text(self.site),
                Cell::Text(contact.queue.name),
                Cell::Text(contact.channel),
                Cell::Text(&format!("{}-C{:06}", self.prefix, contact.customer)),
                Cell::Instant(Some(ticket.created)),
                Cell::Instant(ticket.first_reply),
                Cell::Instant(ticket.solved),
                Cell::Instant(ticket.closed),
                Cell::Text(ticket.priority),
            ])?;
            for (place, (at, status)) in ticket.events.iter().enumerate() {
                self.ticket_events.row(&[id.as_str(), &(place + 1).to_string(), &self.clock.instant(*at)?, status])?;
            }
        }
        Ok(())
    }

    pub(crate) fn shift(&mut self, shift: &Shift, roster: &Roster, draw: &mut Draw) -> Result<(), Error> {
        self.costs.shift(shift, &self.zone)?;
        let paid = shift.end - shift.start;
        let on_contact = shift.on_contact.min(paid);
        // The rest of the paid time is breaks, training and signing on.
        let logged_in = (paid * draw.between(82, 94) / 100).max(on_contact);
        let available = (logged_in - on_contact) * draw.between(80, 97) / 100;
        self.shifts.row(&[
            Cell::Text(&shift.id),
            Cell::Text(self.site),
            Cell::Text(&roster.agents[shift.agent].id),
            Cell::Text(shift.team.name()),
            Cell::Text(shift.kind),
            Cell::Instant(Some(shift.start)),
            Cell::Instant(Some(shift.end)),
            Cell::Whole(paid),
            Cell::Whole(logged_in),
            Cell::Whole(available),
            Cell::Whole(on_contact),
        ])
    }

    /// After the site's last shift.
    pub(crate) fn end_site(&mut self, site: &Site) -> Result<(), Error> {
        self.costs.end_site(site)
    }

    pub(crate) fn finish(self, summary: Summary) -> Result<Summary, Error> {
        Ok(Summary {
            transfers: self.transfers.finish()?,
            surveys: self.surveys.finish()?,
            agents: self.agents.finish()?,
            shifts: self.shifts.finish()?,
            tickets: self.tickets.finish()?,
            ticket_events: self.ticket_events.finish()?,
            costs: self.costs.finish()?,
            ..summary
        })
    }
}
