use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::Error;
use crate::draw::Draw;
use crate::site::{Site, Slot, Team};
use crate::volume::SiteDay;

/// Someone who answers contacts.
#[derive(Debug, Clone)]
pub(crate) struct Agent {
    pub(crate) id: String,
    pub(crate) team: Team,
    pub(crate) native_language: &'static str,
    pub(crate) hired_on: Date,
    pub(crate) valid: bool,
}

impl Agent {
    /// Under ninety days of tenure: slower, and hands over more.
    pub(crate) fn novice(&self, on: Date) -> bool {
        on.since(self.hired_on).is_ok_and(|tenure| tenure.get_days() < 90)
    }
}

/// One agent's turn of work.
#[derive(Debug, Clone)]
pub(crate) struct Shift {
    pub(crate) id: String,
    /// Place in the roster.
    pub(crate) agent: usize,
    pub(crate) team: Team,
    pub(crate) kind: &'static str,
    /// Seconds since 1970; the end moves out when the last contact overruns.
    pub(crate) start: i64,
    pub(crate) end: i64,
    /// No contact begins after it.
    pub(crate) planned_end: i64,
    pub(crate) on_contact: i64,
}

/// The agents of a site, and who comes in when.
#[derive(Debug)]
pub(crate) struct Roster {
    pub(crate) agents: Vec<Agent>,
    /// Places of the agents of each team, in the order of [`Team::ALL`].
    teams: [Vec<usize>; 2],
}

/// Agents of one team wanted in one slot.
fn wanted(day: &SiteDay, slot: &Slot, team: Team) -> usize {
    let from = day.start + slot.start * 60;
    let share = day.share(from, from + slot.minutes * 60);
    let contacts = (day.expected * share * team.share()) as f64 / 1_000_000.0;
    // Talk, hold and wrap-up, agents who are new or speak a foreign language included.
    let load = contacts * (team.talk() as f64 * 1.45) / (slot.minutes * 60) as f64;
    let least = slot.least[team as usize];
    // The square root is the reserve against the swing of arrivals: small centres need more of it.
    let agents = (load + 0.65 * load.sqrt()).ceil() as usize;
    if least == 0 && agents < 3 { 0 } else { agents.max(least) }
}

impl Roster {
    pub(crate) fn new(seed: u64, place: usize, site: &Site, start: Date, days: &[SiteDay]) -> Result<Self, Error> {
        let mut roster = Self { agents: Vec::new(), teams: [Vec::new(), Vec::new()] };
        let mut draw = Draw::new(seed, place, 0, b"roster  ");
        for team in Team::ALL {
            let most = days
                .iter()
                .map(|day| site.cover.slots(day.weekday).iter().map(|slot| wanted(day, slot, team)).sum())
                .max()
                .unwrap_or(0_usize);
            // Five days of work in seven, and two to spare.
            let places = (most * 7).div_ceil(5) + 2;
            for turn in 0..=places {
                let novice = draw.chance(160);
                let tenure = if novice { draw.between(6, 70) } else { draw.between(140, 4200) };
                // The last of each team has left and takes no more shifts.
                let valid = turn < places;
                if valid {
                    roster.teams[team as usize].push(roster.agents.len());
                }
                roster.agents.push(Agent {
                    id: format!("{}-{:03}", site.prefix.to_lowercase(), roster.agents.len() + 1),
                    team,
                    native_language: draw.choose(site.languages),
                    hired_on: start.checked_sub(jiff::Span::new().try_days(tenure)?)?,
                    valid,
                });
            }
        }
        Ok(roster)
    }

    /// The shifts that begin on a day, by start.
    pub(crate) fn shifts(&self, site: &Site, day: &SiteDay, zone: &TimeZone) -> Result<Vec<Shift>, Error> {
        let mut shifts = Vec::new();
        for team in Team::ALL {
            let members = &self.teams[team as usize];
            // Each agent has two days in seven off; the turns of the kinds move on every week.
            let shifted = (day.index / 7) as usize * 3;
            let mut present = (0..members.len())
                .map(|turn| (turn + shifted) % members.len())
                .filter(|turn| (*turn as i64 + day.index).rem_euclid(7) < 5)
                .map(|turn| members[turn]);
            // Nights are filled first.
            for slot in site.cover.slots(day.weekday).iter().rev() {
                let hour = (slot.start / 60) as i8;
                let minute = (slot.start % 60) as i8;
                let start = day.date.at(hour, minute, 0, 0).to_zoned(zone.clone())?.timestamp().as_second();
                for agent in present.by_ref().take(wanted(day, slot, team)) {
                    let end = start + slot.minutes * 60;
                    shifts.push(Shift {
                        id: format!("{}-{}", self.agents[agent].id, day.date.strftime("%Y%m%d")),
                        agent,
                        team,
                        kind: slot.kind,
                        start,
                        end,
                        planned_end: end,
                        on_contact: 0,
                    });
                }
            }
        }
        shifts.sort_by(|one, other| (one.start, &one.id).cmp(&(other.start, &other.id)));
        Ok(shifts)
    }
}
