use std::cmp::Reverse;
use std::collections::BinaryHeap;

use crate::draw::Draw;
use crate::floor::{Floor, Turn};
use crate::roster::Roster;
use crate::site::{QUEUES, Queue, Site, Team};
use crate::volume::SiteDay;

/// One row of a contact export. Moments are seconds since 1970.
#[derive(Debug)]
pub(crate) struct Contact {
    pub(crate) id: String,
    pub(crate) team: Team,
    pub(crate) queue: &'static Queue,
    pub(crate) topic: &'static str,
    pub(crate) channel: &'static str,
    pub(crate) direction: &'static str,
    pub(crate) language: &'static str,
    pub(crate) customer: u64,
    /// Place in the roster.
    pub(crate) agent: Option<usize>,
    pub(crate) offered: i64,
    pub(crate) answered: Option<i64>,
    pub(crate) ended: i64,
    pub(crate) wait: i64,
    pub(crate) talk: i64,
    pub(crate) hold: i64,
    pub(crate) wrap: i64,
    pub(crate) abandoned: bool,
    pub(crate) resolved_first: Option<bool>,
    /// The parts of the agents who handed it over.
    pub(crate) handed_over: Vec<Part>,
}

/// What one agent did of a contact before handing it over.
#[derive(Debug)]
pub(crate) struct Part {
    pub(crate) agent: usize,
    pub(crate) started: i64,
    pub(crate) ended: i64,
    pub(crate) talk: i64,
    pub(crate) hold: i64,
}

/// A customer who was not helped, or hung up, and will come again.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Return {
    due: i64,
    customer: u64,
    queue: usize,
    topic: &'static str,
    language: &'static str,
}

/// The customers of a site and the contacts they make.
#[derive(Debug)]
pub(crate) struct Traffic<'a> {
    site: &'a Site,
    roster: &'a Roster,
    customers: u64,
    made: u64,
    returns: BinaryHeap<Reverse<Return>>,
}

/// More returning customers than these are forgotten: memory stays the same for any number of contacts.
const RETURNS: usize = 20_000;

impl<'a> Traffic<'a> {
    pub(crate) fn new(site: &'a Site, roster: &'a Roster, customers: u64) -> Self {
        Self { site, roster, customers: customers.max(10), made: 0, returns: BinaryHeap::new() }
    }

    /// One contact that reaches the site at `offered`. Contacts are asked for in the order of time.
    pub(crate) fn contact(&mut self, day: &SiteDay, offered: i64, floor: &mut Floor, draw: &mut Draw) -> Contact {
        self.made += 1;
        let returning = self.returns.peek().is_some_and(|Reverse(first)| first.due <= offered);
        let back = if returning { self.returns.pop().map(|Reverse(first)| first) } else { None };
        let queue = back.as_ref().map_or_else(|| pick_queue(draw), |back| back.queue);
        let mut contact = Contact {
            id: format!("{}-{:07}", self.site.prefix, self.made),
            team: QUEUES[queue].0.team,
            queue: &QUEUES[queue].0,
            topic: back.as_ref().map_or_else(|| draw.choose(QUEUES[queue].0.topics), |back| back.topic),
            channel: draw.choose(&[("voice", 76), ("chat", 16), ("email", 8)]),
            direction: "inbound",
            language: back.as_ref().map_or_else(|| draw.choose(self.site.languages), |back| back.language),
            customer: back.as_ref().map_or_else(|| draw.below(self.customers) + 1, |back| back.customer),
            agent: None,
            offered,
            answered: None,
            ended: offered,
            wait: 0,
            talk: 0,
            hold: 0,
            wrap: 0,
            abandoned: false,
            resolved_first: None,
            handed_over: Vec::new(),
        };
        // Nobody rings out unless an agent is free.
        let out = back.is_none() && contact.channel == "voice" && draw.chance(120);
        let turn = floor.soonest(contact.team, offered);
        match turn {
            Some(turn) if out && turn.at <= offered => self.ring_out(&mut contact, turn, day, floor, draw),
            turn => self.queue_up(&mut contact, turn, back.is_some(), day, floor, draw),
        }
        if self.returns.len() < RETURNS {
            let gap = match contact.resolved_first {
                None if contact.abandoned && draw.chance(600) => Some(draw.between(300, 5400)),
                Some(false) if contact.direction == "inbound" && draw.chance(380) => {
                    Some(draw.between(7200, 6 * 86_400))
                }
                _ => None,
            };
            if let Some(gap) = gap {
                self.returns.push(Reverse(Return {
                    due: contact.ended + gap,
                    customer: contact.customer,
                    queue,
                    topic: contact.topic,
                    language: contact.language,
                }));
            }
        }
        contact
    }

    fn ring_out(&self, contact: &mut Contact, turn: Turn, day: &SiteDay, floor: &mut Floor, draw: &mut Draw) {
        contact.direction = "outbound";
        contact.wait = draw.between(6, 32);
        if draw.chance(640) {
            self.handle(contact, turn, day, floor, draw);
            return;
        }
        contact.agent = Some(floor.shift(turn.shift).agent);
        contact.wrap = draw.between(8, 25);
        contact.ended = contact.offered + contact.wait + contact.wrap;
        floor.release(turn.shift, contact.ended, contact.wait + contact.wrap);
    }

    fn queue_up(
        &self,
        contact: &mut Contact,
        turn: Option<Turn>,
        again: bool,
        day: &SiteDay,
        floor: &mut Floor,
        draw: &mut Draw,
    ) {
        // An e-mail has no patience to lose; where nobody comes it is taken as a chat.
        if turn.is_none() && contact.channel == "email" {
            contact.channel = "chat";
        }
        let patience = match contact.channel {
            "email" => i64::MAX,
            _ if draw.chance(45) => draw.between(1, 9),
            _ => 15 + draw.patience(if contact.channel == "chat" { 720 } else { 600 }),
        };
        contact.wait = turn.map_or(i64::MAX, |turn| turn.at - contact.offered + draw.between(3, 14));
        let Some(turn) = turn.filter(|_| contact.wait <= patience) else {
            if let Some(turn) = turn {
                floor.put_back(turn);
            }
            contact.wait = patience;
            contact.abandoned = true;
            contact.ended = contact.offered + patience;
            return;
        };
        self.handle(contact, turn, day, floor, draw);
        let agent_is_new = contact.agent.is_some_and(|agent| self.roster.agents[agent].novice(day.date));
        let resolved = 810
            - if contact.handed_over.is_empty() { 0 } else { 220 }
            - if agent_is_new { 110 } else { 0 }
            - if again { 500 } else { 0 };
        contact.resolved_first = Some(draw.chance(resolved));
    }

    /// Talk, hold, hand over, wrap up: the answer comes `contact.wait` seconds after the offer.
    fn handle(&self, contact: &mut Contact, turn: Turn, day: &SiteDay, floor: &mut Floor, draw: &mut Draw) {
        let answered = contact.offered + contact.wait;
        contact.answered = Some(answered);
        let mut turn = turn;
        let mut started = answered;
        // Time in which the customer holds because the next agent is still busy.
        let mut gap = 0;
        loop {
            let shift = floor.shift(turn.shift);
            let agent = &self.roster.agents[shift.agent];
            let place = shift.agent;
            let foreign_skill = agent.team != contact.queue.team;
            let mut talk = draw.skewed(contact.queue.team.talk());
            let mut refer = 90;
            if agent.novice(day.date) {
                talk = talk * 135 / 100;
                refer += 60;
            }
            if agent.native_language != contact.language {
                talk = talk * 118 / 100;
            }
            if foreign_skill {
                talk = talk * 115 / 100;
                refer += 90;
            }
            let hold = if draw.chance(270) { draw.between(10, 150) } else { 0 };
            let refers = contact.handed_over.len() < 2 && contact.channel != "email" && draw.chance(refer);
            if refers {
                let talk = (talk * 35 / 100).max(20);
                let ended = started + gap + talk + hold;
                // A warm hand-over: without a colleague who is free within four minutes there is none.
                let next = floor.soonest(contact.queue.team, ended).filter(|next| {
                    let soon = next.at <= ended + 240;
                    if !soon {
                        floor.put_back(*next);
                    }
                    soon
                });
                if let Some(next) = next {
                    contact.handed_over.push(Part { agent: place, started, ended, talk, hold: hold + gap });
                    contact.talk += talk;
                    contact.hold += hold + gap;
                    floor.release(turn.shift, ended, talk + hold);
                    gap = next.at - ended;
                    started = ended;
                    turn = next;
                    continue;
                }
            }
            let wrap = draw.skewed(if contact.queue.team == Team::Technical { 95 } else { 65 });
            contact.talk += talk;
            contact.hold += hold + gap;
            contact.wrap = wrap;
            contact.agent = Some(place);
            contact.team = agent.team;
            contact.ended = started + gap + talk + hold + wrap;
            floor.release(turn.shift, contact.ended, talk + hold + wrap);
            return;
        }
    }
}

fn pick_queue(draw: &mut Draw) -> usize {
    let mut left = draw.below(QUEUES.iter().map(|(_, weight)| weight).sum());
    for (place, (_, weight)) in QUEUES.iter().enumerate() {
        if left < *weight {
            return place;
        }
        left -= weight;
    }
    0
}
