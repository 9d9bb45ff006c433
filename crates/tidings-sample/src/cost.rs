use std::collections::BTreeMap;
use std::path::Path;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::Error;
use crate::file::{Delimited, PLAIN};
use crate::roster::Shift;
use crate::site::Site;

/// What each site costs by month: its paid hours at the site's price of an hour, in which everything is included.
#[derive(Debug)]
pub(crate) struct Costs {
    file: Delimited,
    /// Paid seconds of the site under way, by the first day of the month in which the shift began.
    paid: BTreeMap<Date, i64>,
}

impl Costs {
    pub(crate) fn create(folder: &Path) -> Result<Self, Error> {
        let file = Delimited::create(&folder.join("costs.csv"), PLAIN, &["site", "month", "currency", "amount_minor"])?;
        Ok(Self { file, paid: BTreeMap::new() })
    }

    pub(crate) fn shift(&mut self, shift: &Shift, zone: &TimeZone) -> Result<(), Error> {
        let month = zone.to_datetime(Timestamp::from_second(shift.start)?).date().first_of_month();
        *self.paid.entry(month).or_default() += shift.end - shift.start;
        Ok(())
    }

    /// Writes the rows of a site whose shifts are all known.
    pub(crate) fn end_site(&mut self, site: &Site) -> Result<(), Error> {
        for (month, paid) in std::mem::take(&mut self.paid) {
            let amount = paid * site.hour_cost / 3600;
            self.file.row(&[site.id, &month.to_string(), site.currency, &amount.to_string()])?;
        }
        Ok(())
    }

    pub(crate) fn finish(self) -> Result<u64, Error> {
        self.file.finish()
    }
}
