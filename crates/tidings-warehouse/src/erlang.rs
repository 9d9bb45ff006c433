//! Erlang C in SQL: how many agents a load of contacts needs, and what service level a number of agents gives.
//!
//! Whole numbers go in and come out. With the load A = handle seconds / interval seconds, in erlang, and n agents:
//! blocking B(0) = 1, B(k) = A B(k-1) / (k + A B(k-1)); waiting C = B / (1 - (A / n) (1 - B)); service level
//! 1 - C e^(-(n - A) T / AHT) with AHT = handle seconds / contacts (A. K. Erlang, 1917; the recursion and the worked
//! examples are those of Call Centre Helper and of pyworkforce). A queue is stable where n > A. Nothing here calls the
//! platform's mathematics, so that every machine gives the same figure.

use std::sync::Arc;

use arrow::array::{Array, ArrayRef, AsArray as _, Int64Array};
use arrow::datatypes::{DataType, Int64Type};
use datafusion::common::{Result, ScalarValue, plan_err};
use datafusion::logical_expr::{ColumnarValue, ScalarFunctionArgs, ScalarUDF, ScalarUDFImpl, Signature, Volatility};
use datafusion::prelude::SessionContext;

/// No half hour of a centre needs more; a load beyond it is a mistake in the data.
const MOST_AGENTS: i64 = 1_000_000;

/// Contacts that arrive in an interval, at a steady mean rate.
#[derive(Debug, Clone, Copy)]
struct Load {
    contacts: i64,
    /// Of all of these contacts together.
    handle_seconds: i64,
    interval_seconds: i64,
}

impl Load {
    fn erlangs(self) -> f64 {
        self.handle_seconds as f64 / self.interval_seconds as f64
    }

    /// The probability that a contact waits no longer than `threshold` seconds, from the blocking at that many agents.
    fn service_level(self, blocking: f64, agents: i64, threshold: i64) -> f64 {
        if self.handle_seconds == 0 {
            return 1.0;
        }
        let (load, agents) = (self.erlangs(), agents as f64);
        let waiting = blocking / (1.0 - load / agents * (1.0 - blocking));
        let mean = self.handle_seconds as f64 / self.contacts as f64;
        1.0 - waiting * exp_of_minus((agents - load) * threshold as f64 / mean)
    }
}

/// The share of calls that find every agent busy and are lost: B(n) by its recursion, for n = 0, 1, 2, ...
fn blockings(load: f64) -> impl Iterator<Item = f64> {
    (1_i64..).scan(1.0, move |blocking, agents| {
        let before = *blocking;
        *blocking = load * before / (agents as f64 + load * before);
        Some(before)
    })
}

/// e^-x for x >= 0, by its series after halving x below one half, and squaring back.
fn exp_of_minus(x: f64) -> f64 {
    let (mut small, mut halvings) = (x, 0);
    while small > 0.5 {
        small /= 2.0;
        halvings += 1;
        if halvings > 64 {
            return 0.0;
        }
    }
    // Of e^x, whose terms are all positive; twenty of them reach past the last bit.
    let (mut sum, mut term) = (1.0, 1.0);
    for place in 1..20 {
        term *= small / f64::from(place);
        sum += term;
    }
    (0..halvings).fold(1.0 / sum, |power, _| power * power)
}

/// The fewest agents with a service level of at least `target` per thousand within `threshold` seconds and an occupancy
/// of at most `occupancy` per thousand. None are needed for no contacts.
fn agents(load: Load, threshold: i64, target: i64, occupancy: i64) -> Option<i64> {
    if !is_sound(load) || threshold < 0 || !(0..1000).contains(&target) || !(1..=1000).contains(&occupancy) {
        return None;
    }
    if load.contacts == 0 {
        return Some(0);
    }
    let wide = |number: i64| i128::from(number);
    let enough = |agents: i64| {
        wide(load.handle_seconds) * 1000 <= wide(occupancy) * wide(agents) * wide(load.interval_seconds)
            && load.handle_seconds < agents.saturating_mul(load.interval_seconds)
    };
    (0..=MOST_AGENTS)
        .zip(blockings(load.erlangs()))
        .skip(1)
        .find(|(agents, blocking)| {
            enough(*agents) && load.service_level(*blocking, *agents, threshold) * 1000.0 >= target as f64
        })
        .map(|(agents, _)| agents)
}

/// The service level in millionths; nothing for no contacts, and where the agents cannot carry the load.
fn service_level(load: Load, agents: i64, threshold: i64) -> Option<i64> {
    let is_stable = load.handle_seconds < agents.saturating_mul(load.interval_seconds);
    if !is_sound(load) || load.contacts == 0 || threshold < 0 || !(1..=MOST_AGENTS).contains(&agents) || !is_stable {
        return None;
    }
    let blocking = blockings(load.erlangs()).nth(usize::try_from(agents).ok()?)?;
    Some((load.service_level(blocking, agents, threshold) * 1e6).round() as i64)
}

/// Numbers that describe a load at all, and one that [`MOST_AGENTS`] could carry.
fn is_sound(load: Load) -> bool {
    load.contacts >= 0
        && load.handle_seconds >= 0
        && load.interval_seconds > 0
        && load.handle_seconds / load.interval_seconds < MOST_AGENTS
}

/// Gives a session `erlang_c_agents` and `erlang_c_service_level_ppm`. Both are NULL where an argument is.
pub(crate) fn register(ctx: &SessionContext) {
    for kind in [Kind::Agents, Kind::ServiceLevel] {
        let signature = Signature::user_defined(Volatility::Immutable);
        ctx.register_udf(ScalarUDF::new_from_impl(Function { kind, signature }));
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Kind {
    Agents,
    ServiceLevel,
}

#[derive(Debug, PartialEq, Eq, Hash)]
struct Function {
    kind: Kind,
    signature: Signature,
}

impl Function {
    const fn usage(&self) -> (&'static str, usize) {
        match self.kind {
            Kind::Agents => (
                "erlang_c_agents(contacts, handle_seconds, interval_seconds, threshold_seconds, target_permille, max_occupancy_permille)",
                6,
            ),
            Kind::ServiceLevel => {
                ("erlang_c_service_level_ppm(contacts, handle_seconds, interval_seconds, agents, threshold_seconds)", 5)
            }
        }
    }

    fn of(&self, row: &[i64]) -> Option<i64> {
        let [contacts, handle_seconds, interval_seconds, ..] = *row else { return None };
        let load = Load { contacts, handle_seconds, interval_seconds };
        match (self.kind, &row[3..]) {
            (Kind::Agents, [threshold, target, occupancy]) => agents(load, *threshold, *target, *occupancy),
            (Kind::ServiceLevel, [agents, threshold]) => service_level(load, *agents, *threshold),
            _ => None,
        }
    }
}

impl ScalarUDFImpl for Function {
    fn name(&self) -> &str {
        match self.kind {
            Kind::Agents => "erlang_c_agents",
            Kind::ServiceLevel => "erlang_c_service_level_ppm",
        }
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn return_type(&self, _arg_types: &[DataType]) -> Result<DataType> {
        Ok(DataType::Int64)
    }

    fn coerce_types(&self, arg_types: &[DataType]) -> Result<Vec<DataType>> {
        let (usage, count) = self.usage();
        if arg_types.len() != count {
            return plan_err!("`{}` has {} arguments; expected {usage}", self.name(), arg_types.len());
        }
        if let Some(found) = arg_types.iter().find(|found| !found.is_integer() && **found != DataType::Null) {
            return plan_err!("`{}` cannot take {found}; expected whole numbers: {usage}", self.name());
        }
        Ok(vec![DataType::Int64; count])
    }

    fn invoke_with_args(&self, args: ScalarFunctionArgs) -> Result<ColumnarValue> {
        let constant = args.args.iter().all(|arg| matches!(arg, ColumnarValue::Scalar(_)));
        let arrays = ColumnarValue::values_to_arrays(&args.args)?;
        let columns: Vec<&Int64Array> = arrays.iter().map(|array| array.as_primitive::<Int64Type>()).collect();
        let rows = columns.first().map_or(0, |column| column.len());
        let result: Int64Array = (0..rows)
            .map(|row| {
                let values: Option<Vec<i64>> =
                    columns.iter().map(|column| column.is_valid(row).then(|| column.value(row))).collect();
                self.of(&values?)
            })
            .collect();
        let result: ArrayRef = Arc::new(result);
        Ok(if constant {
            ColumnarValue::Scalar(ScalarValue::try_from_array(&result, 0)?)
        } else {
            ColumnarValue::Array(result)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 100 contacts of 180 seconds in half an hour: ten erlang.
    const HELPER: Load = Load { contacts: 100, handle_seconds: 18_000, interval_seconds: 1800 };

    fn near(found: f64, expected: f64) {
        assert!((found - expected).abs() < 5e-10, "{found} is not {expected}");
    }

    #[test]
    fn call_centre_helpers_example() {
        assert_eq!(agents(HELPER, 20, 800, 850), Some(14));
        // Occupancy 71.4 % and 66.7 %: a limit of 70 % asks for one more.
        assert_eq!(agents(HELPER, 20, 800, 700), Some(15));
        let published = [
            (11, 0.389_614, 0.682_118),
            (12, 0.640_158, 0.449_388),
            (13, 0.795_595, 0.285_270),
            (14, 0.888_350, 0.174_132),
            (15, 0.941_453, 0.102_042),
        ];
        for (count, level, waiting) in published {
            let blocking = blockings(10.0).nth(count).unwrap();
            let found = HELPER.service_level(blocking, count as i64, 20);
            assert!((found - level).abs() < 5e-7, "{count}: {found}");
            // At a threshold of nought whoever waits is late.
            let found = 1.0 - HELPER.service_level(blocking, count as i64, 0);
            assert!((found - waiting).abs() < 5e-7, "{count}: {found}");
            assert_eq!(service_level(HELPER, count as i64, 20), Some((level * 1e6).round() as i64));
        }
        let blocking = blockings(10.0).nth(14).unwrap();
        near(HELPER.service_level(blocking, 14, 20), 0.888_350_019);
        near(1.0 - HELPER.service_level(blocking, 14, 0), 0.174_131_934);
    }

    #[test]
    fn a_load_of_48_erlang() {
        let load = Load { contacts: 360, handle_seconds: 360 * 240, interval_seconds: 1800 };
        assert_eq!(service_level(load, 55, 15), Some(845_883));
        assert_eq!(service_level(load, 55, 0), Some(1_000_000 - 238_701));
    }

    #[test]
    fn blocking_by_the_recursion() {
        near(blockings(1.0).nth(1).unwrap(), 0.5);
        near(blockings(1.0).nth(2).unwrap(), 0.2);
        assert!((blockings(10.0).nth(17).unwrap() - 0.012_949).abs() < 5e-7);
    }

    /// `tests/cases/erlang/generate.py` makes the table.
    #[test]
    fn the_table_of_pyworkforce() {
        let table = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/cases/erlang/pyworkforce.csv");
        let text = std::fs::read_to_string(table).unwrap();
        let mut rows = 0;
        for line in text.lines().skip(1) {
            let row: Vec<i64> = line.split(',').map(|cell| cell.parse().unwrap()).collect();
            let load = Load { contacts: row[0], handle_seconds: row[1], interval_seconds: row[2] };
            assert_eq!(agents(load, row[3], row[4], row[5]), Some(row[6]), "{line}");
            assert_eq!(service_level(load, row[6], row[3]), Some(row[7]), "{line}");
            assert_eq!(service_level(load, row[6] + 2, row[3]), Some(row[8]), "{line}");
            rows += 1;
        }
        assert_eq!(rows, 504);
    }

    #[test]
    fn what_cannot_be_is_null() {
        assert_eq!(service_level(HELPER, 10, 20), None, "ten agents never catch up with ten erlang");
        assert!(service_level(HELPER, 11, 20).is_some());
        assert_eq!(service_level(Load { contacts: 0, ..HELPER }, 11, 20), None);
        assert_eq!(agents(Load { contacts: 0, handle_seconds: 0, ..HELPER }, 20, 800, 850), Some(0));
        assert_eq!(agents(HELPER, 20, 1000, 850), None, "no number of agents answers everyone in time");
        assert_eq!(agents(HELPER, 20, 0, 1000), Some(11), "any service level, but a stable queue");
        assert_eq!(agents(HELPER, 20, 800, 0), None);
        assert_eq!(agents(HELPER, -1, 800, 850), None);
        assert_eq!(agents(Load { interval_seconds: 0, ..HELPER }, 20, 800, 850), None);
        assert_eq!(agents(Load { contacts: -1, ..HELPER }, 20, 800, 850), None);
        assert_eq!(agents(Load { handle_seconds: i64::MAX, ..HELPER }, 20, 800, 850), None);
        assert_eq!(agents(Load { handle_seconds: 0, ..HELPER }, 20, 800, 850), Some(1));
    }

    #[test]
    fn the_exponential_agrees_with_the_platforms() {
        for x in [0.0, 1e-9, 0.25, 0.5, 0.500_001, 1.0, 3.7, 20.0, 300.0] {
            let (found, expected) = (exp_of_minus(x), (-x).exp());
            assert!((found - expected).abs() <= 1e-12 * expected, "{x}: {found} is not {expected}");
        }
        assert_eq!(exp_of_minus(1e9), 0.0);
        assert_eq!(exp_of_minus(f64::INFINITY), 0.0);
    }
}
