//! What SQL sees besides streams and models: the table of sites, and the calendars behind `business_seconds`.

use std::collections::BTreeMap;
use std::sync::Arc;

use arrow::array::{ArrayRef, RecordBatch, StringArray};
use arrow::datatypes::{DataType, Field, Schema, SchemaRef};
use jiff::Timestamp;
use tidings_core::calendar::Calendar;
use tidings_core::diagnostic::did_you_mean;
use tidings_core::site::Site;
use tidings_warehouse::BusinessClock;

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

/// The calendars of a project, as the query engine asks for them.
#[derive(Debug)]
struct Clock(BTreeMap<String, Calendar>);

impl BusinessClock for Clock {
    fn business_seconds(&self, calendar: &str, start_us: i64, end_us: i64) -> Result<i64, String> {
        let Some(found) = self.0.get(calendar) else {
            let known = did_you_mean(calendar, self.0.keys().map(String::as_str));
            return Err(format!("unknown calendar `{calendar}`; {known}"));
        };
        let instant = |us: i64| Timestamp::from_microsecond(us).map_err(|_| "an instant is out of range".to_owned());
        Ok(found.business_seconds(instant(start_us)?, instant(end_us)?))
    }
}

/// The clock of a project.
pub(crate) fn clock(project: &Project) -> Arc<dyn BusinessClock> {
    let calendars = project.calendars.iter().map(|(name, found)| (name.clone(), found.calendar.clone())).collect();
    Arc::new(Clock(calendars))
}
