//! `percentile_cont(p) WITHIN GROUP (ORDER BY x)` over whole numbers and decimals, exact.
//!
//! Of n sorted values the percentile is the one at place p (n - 1), counted from 0; between two places it lies between
//! their values in proportion. `p` is read as the decimal that it is written as, everything is computed in whole
//! numbers, and the result has twelve decimals, rounded half away from zero. The engine's own function of that name
//! rounds the proportion to a millionth, so that the 90th percentile of 210 and 220 need not be 219.

use std::fmt::Debug;
use std::sync::Arc;

use arrow::array::{
    Array as _, ArrayRef, ArrowPrimitiveType, AsArray as _, BooleanArray, Decimal128Array, ListArray, PrimitiveArray,
};
use arrow::buffer::{OffsetBuffer, ScalarBuffer};
use arrow::datatypes::{DECIMAL128_MAX_PRECISION, DataType, Decimal128Type, Field, FieldRef, Int64Type};
use datafusion::common::{Result, ScalarValue, plan_err};
use datafusion::logical_expr::expr::AggregateFunction;
use datafusion::logical_expr::function::{AccumulatorArgs, AggregateFunctionSimplification, StateFieldsArgs};
use datafusion::logical_expr::utils::{AggregateOrderSensitivity, format_state_name};
use datafusion::logical_expr::{
    Accumulator, AggregateUDF, AggregateUDFImpl, ColumnarValue, EmitTo, Expr, GroupsAccumulator, Signature, Volatility,
};
use datafusion::prelude::SessionContext;
use tidings_core::figure::{VALUE_SCALE, ratio};

use crate::error::{Error, ErrorKind};

const NAME: &str = "percentile_cont";
/// Digits that a share may have after the point.
const MOST_DIGITS: usize = 12;
const RESULT: DataType = DataType::Decimal128(DECIMAL128_MAX_PRECISION, VALUE_SCALE as i8);

/// Takes the place of the engine's own function.
pub(crate) fn register(ctx: &SessionContext) {
    ctx.register_udaf(AggregateUDF::new_from_impl(Percentile {
        signature: Signature::user_defined(Volatility::Immutable),
        aliases: vec!["quantile_cont".to_owned()],
    }));
}

/// The share as it is written: a number of parts out of a power of ten.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Share {
    parts: i128,
    whole: i128,
}

impl Share {
    fn of(share: &ScalarValue) -> Result<Self> {
        let ScalarValue::Float64(Some(number)) = share else { return Err(no_share("something else")) };
        if !(0.0..=1.0).contains(number) {
            return Err(no_share(&format!("{number}")));
        }
        let text = number.to_string();
        let (whole, behind) = text.split_once('.').unwrap_or((&text, ""));
        let parts = format!("{whole}{behind}").parse();
        match (parts, u32::try_from(behind.len())) {
            (Ok(parts), Ok(digits)) if behind.len() <= MOST_DIGITS => Ok(Self { parts, whole: 10_i128.pow(digits) }),
            _ => Err(no_share(&format!("{text}, which has more than {MOST_DIGITS} digits"))),
        }
    }

    /// The percentile of some values with `scale` digits behind the point. The values end in another order.
    fn among<N: Copy + Ord + Into<i128>>(self, values: &mut [N], scale: u32) -> Result<Option<i128>> {
        let Some(last) = values.len().checked_sub(1).and_then(|last| i128::try_from(last).ok()) else {
            return Ok(None);
        };
        let place = self.parts * last;
        let (before, rest) = (place / self.whole, place % self.whole);
        let before = usize::try_from(before).map_err(|_| too_large())?;
        let (_, low, above) = values.select_nth_unstable(before);
        let low: i128 = (*low).into();
        let exact = match above.iter().min().filter(|_| rest > 0) {
            None => 10_i128.checked_pow(scale).and_then(|unit| ratio(low, unit)),
            Some(high) => self.between(low, (*high).into(), rest, scale),
        };
        let limit = 10_i128.pow(u32::from(DECIMAL128_MAX_PRECISION));
        exact.filter(|exact| exact.abs() < limit).map(Some).ok_or_else(too_large)
    }

    fn between(self, low: i128, high: i128, rest: i128, scale: u32) -> Option<i128> {
        let more = high.checked_sub(low)?.checked_mul(rest)?;
        let parts = low.checked_mul(self.whole)?.checked_add(more)?;
        ratio(parts, 10_i128.checked_pow(scale)?.checked_mul(self.whole)?)
    }
}

fn no_share(found: &str) -> datafusion::common::DataFusionError {
    Error::new(ErrorKind::Query, format!("`{NAME}` takes a literal between 0 and 1, and found {found}"))
        .with_hint(format!("write the share as in `{NAME}(0.9) WITHIN GROUP (ORDER BY wait_seconds)`"))
        .into()
}

fn too_large() -> datafusion::common::DataFusionError {
    Error::data(format!("a number is too large for `{NAME}`")).into()
}

#[derive(Debug, PartialEq, Eq, Hash)]
struct Percentile {
    signature: Signature,
    aliases: Vec<String>,
}

impl AggregateUDFImpl for Percentile {
    fn name(&self) -> &str {
        NAME
    }

    fn aliases(&self) -> &[String] {
        &self.aliases
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn coerce_types(&self, arg_types: &[DataType]) -> Result<Vec<DataType>> {
        let [values, share] = arg_types else {
            return plan_err!("`{NAME}` has no share or no order; write `{NAME}(0.9) WITHIN GROUP (ORDER BY x)`");
        };
        let values = match values {
            DataType::Null => DataType::Int64,
            DataType::UInt64 => DataType::Decimal128(20, 0),
            whole if whole.is_integer() => DataType::Int64,
            DataType::Decimal128(digits, scale) if *scale >= 0 => DataType::Decimal128(*digits, *scale),
            DataType::Decimal32(digits, scale) | DataType::Decimal64(digits, scale) if *scale >= 0 => {
                DataType::Decimal128(*digits, *scale)
            }
            other => {
                return plan_err!("`{NAME}` orders whole numbers or decimals, not {other}; cast to one of them");
            }
        };
        if !share.is_numeric() && !share.is_null() {
            return plan_err!("`{NAME}` takes a literal between 0 and 1, not {share}");
        }
        Ok(vec![values, DataType::Float64])
    }

    fn return_type(&self, _arg_types: &[DataType]) -> Result<DataType> {
        Ok(RESULT)
    }

    fn state_fields(&self, args: StateFieldsArgs<'_>) -> Result<Vec<FieldRef>> {
        let item = Field::new_list_field(args.input_fields[0].data_type().clone(), true);
        let kept = DataType::List(Arc::new(item));
        Ok(vec![Arc::new(Field::new(format_state_name(args.name, NAME), kept, true))])
    }

    fn accumulator(&self, args: AccumulatorArgs<'_>) -> Result<Box<dyn Accumulator>> {
        let share = share(&args)?;
        match args.expr_fields[0].data_type() {
            DataType::Decimal128(_, _) => Ok(Box::new(Whole(Groups::<Decimal128Type>::new(&args, share)?))),
            _ => Ok(Box::new(Whole(Groups::<Int64Type>::new(&args, share)?))),
        }
    }

    fn groups_accumulator_supported(&self, _args: AccumulatorArgs<'_>) -> bool {
        true
    }

    fn create_groups_accumulator(&self, args: AccumulatorArgs<'_>) -> Result<Box<dyn GroupsAccumulator>> {
        let share = share(&args)?;
        match args.expr_fields[0].data_type() {
            DataType::Decimal128(_, _) => Ok(Box::new(Groups::<Decimal128Type>::new(&args, share)?)),
            _ => Ok(Box::new(Groups::<Int64Type>::new(&args, share)?)),
        }
    }

    /// Changes nothing: a share that is no literal is refused before any row is read.
    fn simplify(&self) -> Option<AggregateFunctionSimplification> {
        Some(Box::new(|aggregate: AggregateFunction, _| {
            if aggregate.params.distinct {
                return plan_err!("`{NAME}` counts every value; leave DISTINCT out");
            }
            match aggregate.params.args.get(1) {
                Some(Expr::Literal(share, _)) => Share::of(share).map(|_| Expr::AggregateFunction(aggregate)),
                Some(other) => Err(no_share(&format!("`{other}`"))),
                None => Err(no_share("none")),
            }
        }))
    }

    /// The values are put in order where they are kept.
    fn order_sensitivity(&self) -> AggregateOrderSensitivity {
        AggregateOrderSensitivity::Insensitive
    }

    fn supports_within_group_clause(&self) -> bool {
        true
    }
}

/// From the top for a descending order.
fn share(args: &AccumulatorArgs<'_>) -> Result<Share> {
    let empty = arrow::array::RecordBatch::new_empty(Arc::new(arrow::datatypes::Schema::empty()));
    let Some(Ok(ColumnarValue::Scalar(literal))) = args.exprs.get(1).map(|share| share.evaluate(&empty)) else {
        return Err(no_share("a column"));
    };
    let share = Share::of(&literal)?;
    let is_descending = args.order_bys.first().is_some_and(|order| order.options.descending);
    Ok(if is_descending { Share { parts: share.whole - share.parts, ..share } } else { share })
}

/// The values of each group, each kept once.
#[derive(Debug)]
struct Groups<T: ArrowPrimitiveType> {
    share: Share,
    input: DataType,
    scale: u32,
    groups: Vec<Vec<T::Native>>,
    /// Bytes of the values' own room.
    held: usize,
}

impl<T> Groups<T>
where
    T: ArrowPrimitiveType + Debug,
    T::Native: Ord + Into<i128>,
{
    fn new(args: &AccumulatorArgs<'_>, share: Share) -> Result<Self> {
        let input = args.expr_fields[0].data_type().clone();
        let scale = match input {
            DataType::Decimal128(_, scale) => u32::try_from(scale).map_err(|_| too_large())?,
            _ => 0,
        };
        Ok(Self { share, input, scale, groups: Vec::new(), held: 0 })
    }

    fn keep(&mut self, group: usize, more: impl Iterator<Item = T::Native>) {
        if let Some(values) = self.groups.get_mut(group) {
            let before = values.capacity();
            values.extend(more);
            self.held += (values.capacity() - before) * size_of::<T::Native>();
        }
    }

    fn taken(&mut self, emit_to: EmitTo) -> Vec<Vec<T::Native>> {
        let taken = emit_to.take_needed(&mut self.groups);
        self.held = self.groups.iter().map(|values| values.capacity() * size_of::<T::Native>()).sum();
        taken
    }

    /// A list for each group.
    fn lists(&self, groups: Vec<Vec<T::Native>>) -> Result<ArrayRef> {
        let mut ends = Vec::with_capacity(groups.len() + 1);
        let mut end = 0_usize;
        ends.push(0_i32);
        for values in &groups {
            end += values.len();
            ends.push(i32::try_from(end).map_err(|_| too_large())?);
        }
        let mut all = Vec::with_capacity(end);
        // Each group's room is given back as soon as its values have moved.
        groups.into_iter().for_each(|values| all.extend_from_slice(&values));
        self.list(ends, all)
    }

    fn list(&self, ends: Vec<i32>, all: Vec<T::Native>) -> Result<ArrayRef> {
        let values = PrimitiveArray::<T>::try_new(ScalarBuffer::from(all), None)?.with_data_type(self.input.clone());
        let item = Arc::new(Field::new_list_field(self.input.clone(), true));
        let ends = OffsetBuffer::new(ScalarBuffer::from(ends));
        Ok(Arc::new(ListArray::try_new(item, ends, Arc::new(values), None)?))
    }
}

/// Whether a row counts: it has a value, and the filter lets it pass.
fn counts(values: &dyn arrow::array::Array, filter: Option<&BooleanArray>, row: usize) -> bool {
    values.is_valid(row) && filter.is_none_or(|filter| filter.is_valid(row) && filter.value(row))
}

impl<T> GroupsAccumulator for Groups<T>
where
    T: ArrowPrimitiveType + Debug,
    T::Native: Ord + Into<i128>,
{
    fn update_batch(
        &mut self,
        values: &[ArrayRef],
        group_indices: &[usize],
        opt_filter: Option<&BooleanArray>,
        total_num_groups: usize,
    ) -> Result<()> {
        self.groups.resize_with(total_num_groups, Vec::new);
        let values = values[0].as_primitive::<T>();
        for (row, group) in group_indices.iter().enumerate() {
            if counts(values, opt_filter, row) {
                self.keep(*group, std::iter::once(values.value(row)));
            }
        }
        Ok(())
    }

    fn evaluate(&mut self, emit_to: EmitTo) -> Result<ArrayRef> {
        let mut numbers = Vec::new();
        for mut values in self.taken(emit_to) {
            numbers.push(self.share.among(&mut values, self.scale)?);
        }
        Ok(Arc::new(Decimal128Array::from(numbers).with_data_type(RESULT)))
    }

    fn state(&mut self, emit_to: EmitTo) -> Result<Vec<ArrayRef>> {
        let groups = self.taken(emit_to);
        Ok(vec![self.lists(groups)?])
    }

    fn merge_batch(&mut self, values: &[ArrayRef], group_indices: &[usize], total_num_groups: usize) -> Result<()> {
        self.groups.resize_with(total_num_groups, Vec::new);
        let lists = values[0].as_list::<i32>();
        let (all, ends) = (lists.values().as_primitive::<T>().values(), lists.value_offsets());
        for (row, group) in group_indices.iter().enumerate().filter(|(row, _)| lists.is_valid(*row)) {
            let (from, to) = (usize::try_from(ends[row]).unwrap_or(0), usize::try_from(ends[row + 1]).unwrap_or(0));
            self.keep(*group, all[from..to].iter().copied());
        }
        Ok(())
    }

    fn convert_to_state(&self, values: &[ArrayRef], opt_filter: Option<&BooleanArray>) -> Result<Vec<ArrayRef>> {
        let values = values[0].as_primitive::<T>();
        let (mut ends, mut all) = (vec![0], Vec::with_capacity(values.len()));
        for row in 0..values.len() {
            if counts(values, opt_filter, row) {
                all.push(values.value(row));
            }
            ends.push(i32::try_from(all.len()).map_err(|_| too_large())?);
        }
        Ok(vec![self.list(ends, all)?])
    }

    fn size(&self) -> usize {
        size_of_val(self) + self.groups.capacity() * size_of::<Vec<T::Native>>() + self.held
    }
}

/// All rows as one group.
#[derive(Debug)]
struct Whole<T: ArrowPrimitiveType>(Groups<T>);

impl<T> Accumulator for Whole<T>
where
    T: ArrowPrimitiveType + Debug,
    T::Native: Ord + Into<i128>,
{
    fn update_batch(&mut self, values: &[ArrayRef]) -> Result<()> {
        let values = values[0].as_primitive::<T>();
        self.0.groups.resize_with(1, Vec::new);
        self.0.keep(0, values.iter().flatten());
        Ok(())
    }

    /// A window asks more than once, so the values stay.
    fn evaluate(&mut self) -> Result<ScalarValue> {
        let (share, scale) = (self.0.share, self.0.scale);
        let number = match self.0.groups.first_mut() {
            Some(values) => share.among(values, scale)?,
            None => None,
        };
        Ok(ScalarValue::Decimal128(number, DECIMAL128_MAX_PRECISION, VALUE_SCALE as i8))
    }

    fn size(&self) -> usize {
        self.0.size()
    }

    fn state(&mut self) -> Result<Vec<ScalarValue>> {
        self.0.groups.resize_with(1, Vec::new);
        let groups = self.0.taken(EmitTo::All);
        Ok(vec![ScalarValue::try_from_array(&self.0.lists(groups)?, 0)?])
    }

    fn merge_batch(&mut self, states: &[ArrayRef]) -> Result<()> {
        let one = vec![0; states[0].len()];
        self.0.merge_batch(states, &one, 1)
    }
}
