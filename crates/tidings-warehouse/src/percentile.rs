//! `percentile_cont`, exact: DataFusion cuts the weight between two neighbours to a millionth, which moves the value.
//!
//! DataFusion still gathers the values. Shares are whole millionths, and between two whole numbers the value is the
//! floating-point number nearest to the true one, so that its shortest text is the value.

use std::sync::Arc;

use arrow::array::{ArrayRef, AsArray as _, BooleanArray, Float64Array, RecordBatch};
use arrow::datatypes::{DataType, FieldRef, Float64Type, Schema};
use datafusion::common::{Result, ScalarValue, internal_err, plan_err};
use datafusion::functions_aggregate::percentile_cont::percentile_cont_udaf;
use datafusion::logical_expr::function::{AccumulatorArgs, AggregateFunctionSimplification, StateFieldsArgs};
use datafusion::logical_expr::{
    Accumulator, AggregateUDF, AggregateUDFImpl, ColumnarValue, EmitTo, GroupsAccumulator, Signature,
};
use datafusion::prelude::SessionContext;

const MILLION: u32 = 1_000_000;

/// Beyond it not every whole number is a floating-point number.
const LARGEST_WHOLE: f64 = 9_007_199_254_740_992.0;

/// Gives a session the exact `percentile_cont` in place of DataFusion's.
pub(crate) fn register(ctx: &SessionContext) {
    ctx.register_udaf(AggregateUDF::new_from_impl(Percentile { gathering: percentile_cont_udaf() }));
}

#[derive(Debug, PartialEq, Eq, Hash)]
struct Percentile {
    gathering: Arc<AggregateUDF>,
}

impl AggregateUDFImpl for Percentile {
    fn name(&self) -> &str {
        self.gathering.name()
    }

    fn aliases(&self) -> &[String] {
        self.gathering.aliases()
    }

    fn signature(&self) -> &Signature {
        self.gathering.signature()
    }

    fn return_type(&self, arg_types: &[DataType]) -> Result<DataType> {
        self.gathering.return_type(arg_types)
    }

    fn state_fields(&self, args: StateFieldsArgs<'_>) -> Result<Vec<FieldRef>> {
        self.gathering.state_fields(args)
    }

    fn accumulator(&self, args: AccumulatorArgs<'_>) -> Result<Box<dyn Accumulator>> {
        if *args.expr_fields[0].data_type() != DataType::Float64 {
            return self.gathering.accumulator(args);
        }
        let share = share_of(&args)?;
        Ok(Box::new(One { gathered: self.gathering.accumulator(args)?, share }))
    }

    fn groups_accumulator_supported(&self, args: AccumulatorArgs<'_>) -> bool {
        *args.expr_fields[0].data_type() == DataType::Float64 && self.gathering.groups_accumulator_supported(args)
    }

    fn create_groups_accumulator(&self, args: AccumulatorArgs<'_>) -> Result<Box<dyn GroupsAccumulator>> {
        let share = share_of(&args)?;
        Ok(Box::new(Groups { gathered: self.gathering.create_groups_accumulator(args)?, share }))
    }

    fn simplify(&self) -> Option<AggregateFunctionSimplification> {
        self.gathering.simplify()
    }

    fn supports_within_group_clause(&self) -> bool {
        self.gathering.supports_within_group_clause()
    }
}

/// The share in millionths, counted from the least value.
fn share_of(args: &AccumulatorArgs<'_>) -> Result<u32> {
    let nothing = RecordBatch::new_empty(Arc::new(Schema::empty()));
    let ColumnarValue::Scalar(ScalarValue::Float64(Some(share))) = args.exprs[1].evaluate(&nothing)? else {
        return plan_err!("the share of `percentile_cont` is no number");
    };
    let millionths = (share * f64::from(MILLION)).round();
    if !(0.0..=f64::from(MILLION)).contains(&millionths) || (share - millionths / f64::from(MILLION)).abs() > 1e-12 {
        return plan_err!(
            "`percentile_cont` cannot take {share}; expected 0 to 1, with up to six digits after the point"
        );
    }
    let descends = args.order_bys.first().is_some_and(|order| order.options.descending);
    Ok(if descends { MILLION - millionths as u32 } else { millionths as u32 })
}

/// The value at a share of the way from the least to the greatest.
fn value_at(values: &mut [f64], share: u32) -> Option<f64> {
    let last = values.len().checked_sub(1)? as u128;
    let (million, place) = (u128::from(MILLION), last * u128::from(share));
    let (index, weight) = (usize::try_from(place / million).ok()?, (place % million) as u32);
    let (_, lower, above) = values.select_nth_unstable_by(index, f64::total_cmp);
    let lower = *lower;
    if weight == 0 {
        return Some(lower);
    }
    let upper = above.iter().copied().min_by(f64::total_cmp)?;
    let is_whole = |value: f64| value.trunc() == value && value.abs() < LARGEST_WHOLE;
    if is_whole(lower) && is_whole(upper) {
        let sum = lower as i128 * i128::from(MILLION - weight) + upper as i128 * i128::from(weight);
        return Some(sum as f64 / f64::from(MILLION));
    }
    Some(lower + (upper - lower) * (f64::from(weight) / f64::from(MILLION)))
}

/// The values of one row of the result.
#[derive(Debug)]
struct One {
    gathered: Box<dyn Accumulator>,
    share: u32,
}

impl Accumulator for One {
    fn update_batch(&mut self, values: &[ArrayRef]) -> Result<()> {
        self.gathered.update_batch(values)
    }

    fn evaluate(&mut self) -> Result<ScalarValue> {
        let state = self.gathered.state()?;
        let Some(ScalarValue::List(lists)) = state.first() else {
            return internal_err!("`percentile_cont` gathers {state:?}, expected a list");
        };
        let mut values = lists.values().as_primitive::<Float64Type>().values().to_vec();
        let value = value_at(&mut values, self.share);
        // What was gathered is given back: a window asks more than once.
        self.gathered.merge_batch(&[Arc::clone(lists) as ArrayRef])?;
        Ok(ScalarValue::Float64(value))
    }

    fn size(&self) -> usize {
        self.gathered.size()
    }

    fn state(&mut self) -> Result<Vec<ScalarValue>> {
        self.gathered.state()
    }

    fn merge_batch(&mut self, states: &[ArrayRef]) -> Result<()> {
        self.gathered.merge_batch(states)
    }

    fn retract_batch(&mut self, values: &[ArrayRef]) -> Result<()> {
        self.gathered.retract_batch(values)
    }

    fn supports_retract_batch(&self) -> bool {
        self.gathered.supports_retract_batch()
    }
}

/// The values of many rows of the result.
struct Groups {
    gathered: Box<dyn GroupsAccumulator>,
    share: u32,
}

impl GroupsAccumulator for Groups {
    fn update_batch(
        &mut self,
        values: &[ArrayRef],
        group_indices: &[usize],
        opt_filter: Option<&BooleanArray>,
        total_num_groups: usize,
    ) -> Result<()> {
        self.gathered.update_batch(values, group_indices, opt_filter, total_num_groups)
    }

    fn evaluate(&mut self, emit_to: EmitTo) -> Result<ArrayRef> {
        let state = self.gathered.state(emit_to)?;
        let Some(lists) = state.first().and_then(|state| state.as_list_opt::<i32>()) else {
            return internal_err!("`percentile_cont` gathers {state:?}, expected lists");
        };
        let values = lists.values().as_primitive::<Float64Type>().values();
        let mut group = Vec::new();
        let at_share = lists.value_offsets().windows(2).map(|ends| {
            group.clear();
            group.extend_from_slice(&values[ends[0] as usize..ends[1] as usize]);
            value_at(&mut group, self.share)
        });
        Ok(Arc::new(at_share.collect::<Float64Array>()))
    }

    fn state(&mut self, emit_to: EmitTo) -> Result<Vec<ArrayRef>> {
        self.gathered.state(emit_to)
    }

    fn merge_batch(&mut self, values: &[ArrayRef], group_indices: &[usize], total_num_groups: usize) -> Result<()> {
        self.gathered.merge_batch(values, group_indices, total_num_groups)
    }

    fn convert_to_state(&self, values: &[ArrayRef], opt_filter: Option<&BooleanArray>) -> Result<Vec<ArrayRef>> {
        self.gathered.convert_to_state(values, opt_filter)
    }

    fn size(&self) -> usize {
        self.gathered.size()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_lie_on_the_straight_line() {
        // Ranks: the share of the way over three steps is 2.7, over nine 8.1, over seven 6.3.
        assert_eq!(value_at(&mut [40.0, 10.0, 30.0, 20.0], 900_000), Some(37.0));
        assert_eq!(value_at(&mut [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 100.0], 900_000), Some(18.1));
        assert_eq!(value_at(&mut [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 19_000.0, 19_002.0], 900_000), Some(19_000.6));
        assert_eq!(value_at(&mut [3.0, 1.0, 2.0], 500_000), Some(2.0));
        assert_eq!(value_at(&mut [-3.0, 0.5], 500_000), Some(-1.25));
        assert_eq!(value_at(&mut [7.0], 900_000), Some(7.0));
        assert_eq!(value_at(&mut [2.0, 1.0], 0), Some(1.0));
        assert_eq!(value_at(&mut [2.0, 1.0], 1_000_000), Some(2.0));
        assert_eq!(value_at(&mut [], 500_000), None);
    }
}
