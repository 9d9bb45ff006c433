//! What SQL sees besides streams and models: the table of sites, and the opening hours behind
//! `business_seconds` and `open_seconds`.

use std::sync::Arc;

use arrow::array::{ArrayRef, RecordBatch, StringArray};
use arrow::datatypes::{DataType, Field, Schema, SchemaRef};
use jiff::Timestamp;
use tidings_core::diagnostic::did_you_mean;
use tidings_core::schedule::OpeningHours;
use tidings_core::site::Site;
use tidings_warehouse::{BusinessClock, ScheduleRule};

use crate::error::Error;
use crate::project::Project;

/// The name under which SQL reads the table of sites.
pub(crate) const SITE: &str = "site";

/// The columns of `site`.
pub(crate) fn site_schema() -> SchemaRef {
    let field = |name: &str, null: bool| Field::new(name, DataType::Utf8, null);
    Arc::new(Schema::new(vec![
        field("site", false),
        field("name", false),
        field("time_zone", false),
        field("calendar", true),
        field("region", true),
        field("size", true),
    ]))
}

/// The rows of `site`.
pub(crate) fn site_rows(sites: &[Site]) -> Result<RecordBatch, Error> {
    let text = |read: &dyn Fn(&Site) -> Option<String>| -> ArrayRef {
        Arc::new(sites.iter().map(read).collect::<StringArray>())
    };
    let columns = vec![
        text(&|site| Some(site.id.clone())),
        text(&|site| Some(site.name.clone())),
        text(&|site| Some(site.time_zone.clone())),
        text(&|site| site.calendar.clone()),
        text(&|site| site.region.clone()),
        text(&|site| site.size.clone()),
    ];
    RecordBatch::try_new(site_schema(), columns).map_err(|_| Error::bug("the table of sites has no fitting columns"))
}

/// The opening hours of a project, as the query engine asks for them.
#[derive(Debug)]
struct Clock(OpeningHours);

fn instant(us: i64) -> Result<Timestamp, String> {
    Timestamp::from_microsecond(us).map_err(|_| "an instant is out of range".to_owned())
}

impl BusinessClock for Clock {
    fn business_seconds(&self, calendar: &str, start_us: i64, end_us: i64) -> Result<i64, String> {
        let Some(found) = self.0.calendar(calendar) else {
            let known = did_you_mean(calendar, self.0.names());
            return Err(format!("unknown calendar `{calendar}`; {known}"));
        };
        Ok(found.business_seconds(instant(start_us)?, instant(end_us)?))
    }

    fn open_seconds(
        &self,
        site: &str,
        queue: &str,
        start_us: i64,
        end_us: i64,
        rule: ScheduleRule,
    ) -> Result<Option<i64>, String> {
        let (start, end) = (instant(start_us)?, instant(end_us)?);
        Ok(match rule {
            ScheduleRule::EachInForce => self.0.seconds(site, queue, start, end),
            ScheduleRule::InForceAtEnd => self.0.seconds_at_end(site, queue, start, end),
        })
    }
}

/// The clock of a project.
pub(crate) fn clock(project: &Project) -> Arc<dyn BusinessClock> {
    Arc::new(Clock(project.opening_hours()))
}
