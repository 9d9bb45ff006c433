use std::cmp::Reverse;
use std::collections::{BinaryHeap, VecDeque};

use crate::roster::Shift;
use crate::site::Team;

/// The agents at work: who is free, and who will be next.
///
/// Contacts come in the order of time, so whoever has been free for longest, or becomes free first, takes
/// the next one.
#[derive(Debug, Default)]
pub(crate) struct Floor {
    /// Shifts not yet handed out; their numbers go on from `passed`.
    shifts: VecDeque<Shift>,
    passed: usize,
    /// Number of the next shift that has not begun.
    next: usize,
    /// Of each team: free from, number of the shift.
    free: [BinaryHeap<Reverse<(i64, usize)>>; 2],
}

/// An agent who can take a contact.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Turn {
    pub(crate) shift: usize,
    pub(crate) at: i64,
}

impl Floor {
    pub(crate) fn add(&mut self, shifts: Vec<Shift>) {
        self.shifts.extend(shifts);
    }

    pub(crate) fn shift(&self, number: usize) -> &Shift {
        &self.shifts[number - self.passed]
    }

    /// Lets those in whose shift has begun.
    fn begin(&mut self, now: i64) {
        while let Some(shift) = self.shifts.get(self.next - self.passed).filter(|shift| shift.start <= now) {
            self.free[shift.team as usize].push(Reverse((shift.start, self.next)));
            self.next += 1;
        }
    }

    /// Who of the team takes a contact of this moment, soonest; they are off the floor until [`Self::release`].
    pub(crate) fn take(&mut self, team: Team, now: i64) -> Option<Turn> {
        self.begin(now);
        let first = self.passed;
        let shifts = &self.shifts;
        let free = &mut self.free[team as usize];
        while let Some(Reverse((since, number))) = free.pop() {
            let at = since.max(now);
            // The last minute of a shift takes no new contact.
            if at < shifts[number - first].planned_end - 60 {
                return Some(Turn { shift: number, at });
            }
        }
        None
    }

    /// Whoever of either team is sooner; the other team helps out where that saves half a minute.
    pub(crate) fn soonest(&mut self, team: Team, now: i64) -> Option<Turn> {
        let own = self.take(team, now);
        if own.is_some_and(|turn| turn.at <= now + 30) {
            return own;
        }
        let Some(other) = self.take(team.other(), now) else { return own };
        match own {
            Some(own) if own.at <= other.at + 30 => {
                self.put_back(other);
                Some(own)
            }
            Some(own) => {
                self.put_back(own);
                Some(other)
            }
            None => Some(other),
        }
    }

    /// Gives back an agent who took nothing.
    pub(crate) fn put_back(&mut self, turn: Turn) {
        let team = self.shift(turn.shift).team;
        self.free[team as usize].push(Reverse((turn.at, turn.shift)));
    }

    /// The agent was busy for `busy` seconds and is free from `until` on.
    pub(crate) fn release(&mut self, number: usize, until: i64, busy: i64) {
        let shift = &mut self.shifts[number - self.passed];
        shift.on_contact += busy;
        shift.end = shift.end.max(until);
        let team = shift.team;
        self.free[team as usize].push(Reverse((until, number)));
    }

    /// Shifts that began before `moment` and whose agents have gone home by `now`, in the order of their start.
    pub(crate) fn finish(&mut self, now: i64) -> Vec<Shift> {
        let mut finished = Vec::new();
        while self.passed < self.next && self.shifts.front().is_some_and(|shift| shift.end <= now) {
            finished.extend(self.shifts.pop_front());
            self.passed += 1;
        }
        let passed = self.passed;
        for free in &mut self.free {
            free.retain(|Reverse((_, number))| *number >= passed);
        }
        finished
    }

    /// Everything that is left.
    pub(crate) fn close(&mut self) -> Vec<Shift> {
        self.shifts.drain(..).collect()
    }
}
