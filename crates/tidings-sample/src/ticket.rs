use crate::contact::Contact;
use crate::draw::Draw;

/// A request that outlives its contact, with what is known of it before the horizon.
#[derive(Debug)]
pub(crate) struct Ticket {
    pub(crate) created: i64,
    pub(crate) priority: &'static str,
    pub(crate) first_reply: Option<i64>,
    pub(crate) solved: Option<i64>,
    pub(crate) closed: Option<i64>,
    /// In the order of time.
    pub(crate) events: Vec<(i64, &'static str)>,
}

/// A ticket for some of the handled inbound contacts. Nothing from `horizon` on is known yet.
pub(crate) fn ticket(contact: &Contact, horizon: i64, draw: &mut Draw) -> Option<Ticket> {
    let resolved = contact.resolved_first?;
    let share = match (contact.channel, resolved) {
        ("email", _) => 620,
        (_, false) => 480,
        (_, true) => 40,
    };
    if !draw.chance(share) || contact.ended >= horizon {
        return None;
    }
    let (priority, reply) =
        draw.choose(&[(("low", 21_600), 20), (("normal", 9000), 52), (("high", 3600), 20), (("urgent", 900), 8)]);
    let created = contact.ended;
    let mut events = vec![(created, "new")];
    let first_reply = created + draw.skewed(reply);
    events.push((first_reply, "open"));
    let mut at = first_reply;
    if draw.chance(400) {
        at += draw.skewed(7200);
        events.push((at, "pending"));
        at += draw.skewed(40_000);
        events.push((at, "open"));
    }
    at += draw.skewed(reply * 6);
    events.push((at, "solved"));
    if draw.chance(90) {
        at += draw.between(3600, 3 * 86_400);
        events.push((at, "reopened"));
        at += draw.skewed(reply * 4);
        events.push((at, "solved"));
    }
    let closed = at + 4 * 86_400;
    events.push((closed, "closed"));
    events.retain(|(at, _)| *at < horizon);
    let solved = events.iter().rev().find(|(_, status)| *status == "solved").map(|(at, _)| *at);
    let known = |at: i64| Some(at).filter(|at| *at < horizon);
    Some(Ticket { created, priority, first_reply: known(first_reply), solved, closed: known(closed), events })
}
