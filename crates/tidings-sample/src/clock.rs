use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::Error;

/// Writes moments, which are seconds since 1970, the way a site writes them.
#[derive(Debug)]
pub(crate) struct Clock(TimeZone);

impl Clock {
    pub(crate) fn new(zone: &TimeZone) -> Self {
        Self(zone.clone())
    }

    /// `2026-03-02T09:00:00+01:00`.
    pub(crate) fn instant(&self, moment: i64) -> Result<String, Error> {
        let at = Timestamp::from_second(moment)?;
        let offset = self.0.to_offset(at);
        let wall = offset.to_datetime(at);
        let minutes = offset.seconds() / 60;
        let sign = if minutes < 0 { '-' } else { '+' };
        Ok(format!("{wall}{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60))
    }

    /// `02.03.2026 09:00:00`: the wall clock of a German export, which does not say its zone.
    pub(crate) fn german(&self, moment: i64) -> Result<String, Error> {
        let at = Timestamp::from_second(moment)?;
        let wall = self.0.to_offset(at).to_datetime(at);
        Ok(format!(
            "{:02}.{:02}.{:04} {:02}:{:02}:{:02}",
            wall.day(),
            wall.month(),
            wall.year(),
            wall.hour(),
            wall.minute(),
            wall.second()
        ))
    }
}
