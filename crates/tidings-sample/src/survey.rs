use crate::contact::Contact;
use crate::draw::Draw;

/// A survey offered after a contact.
#[derive(Debug)]
pub(crate) struct Survey {
    pub(crate) offered: i64,
    pub(crate) answer: Option<Answer>,
}

/// What the customer answered.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) at: i64,
    pub(crate) csat: i64,
    pub(crate) nps: i64,
    /// How easy it was to be helped, 1 to 7; some leave the question open.
    pub(crate) ces: Option<i64>,
}

/// A survey for some of the handled inbound contacts. Nothing from `horizon` on is known yet. The question about
/// effort has random numbers of its own, `effort`.
pub(crate) fn survey(contact: &Contact, horizon: i64, draw: &mut Draw, effort: &mut Draw) -> Option<Survey> {
    let resolved = contact.resolved_first?;
    if contact.channel == "email" || !draw.chance(340) {
        return None;
    }
    let offered = contact.ended + draw.between(30, 240);
    // Most answer within minutes, some the next day.
    let delay = if draw.chance(750) { draw.skewed(900) } else { draw.between(3600, 36 * 3600) };
    let at = offered + delay;
    let answers = draw.chance(420);
    // Waiting, being handed over and leaving without an answer all cost.
    let mood = draw.between(0, 99) + if resolved { 22 } else { -26 }
        - contact.wait.min(400) / 10
        - 12 * contact.handed_over.len() as i64
        - contact.hold.min(300) / 20;
    let csat = match mood {
        ..=-5 => 1,
        -4..=12 => 2,
        13..=30 => 3,
        31..=62 => 4,
        _ => 5,
    };
    let nps = (csat * 2 + draw.between(-1, 1)).clamp(0, 10);
    let answered = answers && at < horizon;
    // Holding and being handed over are effort, also where the answer was right in the end.
    let ease = csat * 7 / 5 + effort.between(-1, 1) - i64::from(contact.hold > 60) - contact.handed_over.len() as i64;
    let ces = effort.chance(880).then_some(ease.clamp(1, 7));
    let answer = answered.then_some(Answer { at, csat, nps, ces });
    (offered < horizon).then_some(Survey { offered, answer })
}
