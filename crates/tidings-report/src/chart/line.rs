//! A line over time, and its small sister.

use std::fmt::Write;

use rust_decimal::Decimal;

use super::{escape, place};
use crate::document::{Point, Trend};

const HEIGHT: i64 = 260;
const TOP: i64 = 18;
const BOTTOM: i64 = 226;
/// Between the frame and the right edge.
const MARGIN: i64 = 14;
/// Between two labels below the axis.
const GAP: i64 = 14;
/// More labels than this are crowded, however narrow they are.
const LABELS: usize = 12;
/// A column of a label: the page sets it in letters 12 units high, of which few are wider than this.
const COLUMN: i64 = 7;

/// How wide a chart is drawn. Letters have the same size in both, so a page shows the one that fits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Width {
    /// For a desk or paper.
    Wide,
    /// For a telephone.
    Narrow,
}

impl Width {
    const fn units(self) -> i64 {
        match self {
            Self::Wide => 720,
            Self::Narrow => 340,
        }
    }

    /// Between the ends of the frame and the first and last point.
    const fn padding(self) -> i64 {
        match self {
            Self::Wide => 24,
            Self::Narrow => 14,
        }
    }

    const fn class(self) -> &'static str {
        match self {
            Self::Wide => "wide",
            Self::Narrow => "narrow",
        }
    }
}

/// The columns of a label: wide letters take two.
fn columns(text: &str) -> i64 {
    text.chars().map(|character| if u32::from(character) >= 0x1100 { 2 } else { 1 }).sum()
}

/// The chart of a trend, from the first period with a value. `id` must be unique on the page; the ids of the parts begin
/// with it.
///
/// Colours come from the page: the classes are `grid`, `axis`, `band`, `target`, `line`, `dot`, `last`.
#[must_use]
pub fn line(trend: &Trend, id: &str, width: Width) -> String {
    let (id, class, units) = (escape(id), width.class(), width.units());
    let mut svg = String::new();
    let (title, summary) = (escape(&trend.title), escape(&trend.summary));
    // Writing to a string cannot fail.
    let _ = write!(
        svg,
        "<svg class=\"chart {class}\" role=\"img\" viewBox=\"0 0 {units} {HEIGHT}\" aria-labelledby=\"{id}-title {id}-desc\" \
         xmlns=\"http://www.w3.org/2000/svg\"><title id=\"{id}-title\">{title}</title><desc id=\"{id}-desc\">{summary}</desc>"
    );
    if let (Some(low), Some(high)) = (trend.ticks.first(), trend.ticks.last()) {
        let widest = trend.ticks.iter().map(|tick| columns(&tick.text)).max().unwrap_or_default();
        let first = trend.points.iter().position(|point| point.value.raw.is_some()).unwrap_or_default();
        let points = trend.points.get(first..).unwrap_or_default();
        let (left, right) = ((14 + widest * COLUMN).min(units / 2), units - MARGIN);
        let frame = Frame { left, right, padding: width.padding(), low: low.raw, high: high.raw, points };
        frame.grid(&mut svg, trend, &id);
        frame.marks(&mut svg, trend);
        frame.points(&mut svg);
    }
    svg.push_str("</svg>");
    svg
}

struct Frame<'a> {
    left: i64,
    right: i64,
    padding: i64,
    low: Decimal,
    high: Decimal,
    points: &'a [Point],
}

/// A label below the axis: where its text begins and ends, and how it is anchored at its point.
struct Label<'a> {
    text: &'a str,
    x: Decimal,
    from: Decimal,
    to: Decimal,
    anchor: &'static str,
}

impl Frame<'_> {
    fn x(&self, index: usize) -> Decimal {
        let last = Decimal::from(self.points.len().saturating_sub(1));
        place(Decimal::from(index), Decimal::ZERO, last, self.left + self.padding, self.right - self.padding)
    }

    fn y(&self, value: Decimal) -> Decimal {
        place(value.clamp(self.low, self.high), self.low, self.high, BOTTOM, TOP)
    }

    fn grid(&self, svg: &mut String, trend: &Trend, id: &str) {
        let (left, right) = (self.left, self.right);
        if let Some(band) = &trend.band {
            let (top, bottom) = (self.y(band.high), self.y(band.low));
            let (width, height) = (right - left, (bottom - top).normalize());
            let _ = write!(
                svg,
                "<defs><pattern id=\"{id}-hatch\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" \
                 patternTransform=\"rotate(45)\"><path class=\"hatch\" d=\"M0 0V6\"/></pattern></defs>\
                 <rect class=\"band\" x=\"{left}\" y=\"{top}\" width=\"{width}\" height=\"{height}\" fill=\"url(#{id}-hatch)\"/>"
            );
        }
        for (index, tick) in trend.ticks.iter().enumerate() {
            let y = self.y(tick.raw);
            let class = if index == 0 { "axis" } else { "grid" };
            let text = escape(&tick.text);
            let _ = write!(
                svg,
                "<path class=\"{class}\" d=\"M{left} {y}H{right}\"/>\
                 <text class=\"tick\" x=\"{}\" y=\"{y}\" dy=\"0.32em\" text-anchor=\"end\">{text}</text>",
                left - 8
            );
        }
        for Label { text, x, anchor, .. } in self.labels() {
            let text = escape(text);
            let _ = write!(
                svg,
                "<path class=\"axis\" d=\"M{x} {BOTTOM}v5\"/>\
                 <text class=\"tick\" x=\"{x}\" y=\"{}\" text-anchor=\"{anchor}\">{text}</text>",
                BOTTOM + 22
            );
        }
    }

    /// Labels in regular steps back from the last point, as close as they do not touch; from the left.
    fn labels(&self) -> Vec<Label<'_>> {
        for step in 1..=self.points.len() {
            let points = self.points.iter().enumerate().rev().step_by(step);
            let mut labels: Vec<Label<'_>> = points.map(|(index, point)| self.label(index, &point.axis)).collect();
            let touches =
                |pair: &[Label<'_>]| matches!(pair, [later, earlier] if later.from < earlier.to + Decimal::from(GAP));
            // The first label gives way alone where only it has to turn aside from the edge.
            let turned = labels.last().is_some_and(|label| label.anchor == "start");
            if turned && labels.len().checked_sub(2).and_then(|last| labels.get(last..)).is_some_and(touches) {
                labels.pop();
            }
            if labels.len() <= LABELS && !labels.windows(2).any(touches) {
                labels.reverse();
                return labels;
            }
        }
        Vec::new()
    }

    /// A label in the middle below its point, except where it would leave the drawing.
    fn label<'b>(&self, index: usize, text: &'b str) -> Label<'b> {
        let (x, width) = (self.x(index), Decimal::from(columns(text) * COLUMN));
        let half = width / Decimal::TWO;
        let (from, anchor) = if x + half > Decimal::from(self.right + MARGIN) {
            (x - width, "end")
        } else if x < half {
            (x, "start")
        } else {
            (x - half, "middle")
        };
        Label { text, x, from, to: from + width, anchor }
    }

    fn marks(&self, svg: &mut String, trend: &Trend) {
        if let Some(target) = &trend.target {
            let y = self.y(target.raw);
            let _ = write!(svg, "<path class=\"target\" d=\"M{} {y}H{}\"/>", self.left, self.right);
            // The label keeps clear of the frame's upper edge.
            let below = y < Decimal::from(TOP + 14);
            let baseline = if below { y + Decimal::from(14) } else { y - Decimal::from(6) };
            self.note(svg, &target.text, baseline);
        }
        if let Some(band) = &trend.band {
            self.note(svg, &band.text, self.y(band.high) + Decimal::from(14));
        }
    }

    /// Writes a note at the left, in the middle or at the right: where it is farthest from the line.
    fn note(&self, svg: &mut String, text: &str, baseline: Decimal) {
        let width = columns(text) * COLUMN;
        let right = self.right;
        let centre = (self.left + right) / 2;
        let sides = [
            (self.left + 8, self.left + 8, "start"),
            (right - 8 - width, right - 8, "end"),
            (centre - width / 2, centre, "middle"),
        ];
        let middle = baseline - Decimal::from(4);
        let clearance = |from: i64| {
            let (from, to) = (Decimal::from(from - 30), Decimal::from(from + width + 30));
            let near = self.points.iter().enumerate().filter_map(|(index, point)| {
                let x = self.x(index);
                point.value.raw.filter(|_| from <= x && x <= to).map(|raw| (self.y(raw) - middle).abs())
            });
            near.min().unwrap_or(Decimal::from(HEIGHT))
        };
        // Of equally good places the first counts.
        let mut best = sides[0];
        for side in sides {
            if clearance(side.0) > clearance(best.0) {
                best = side;
            }
        }
        let (_, x, anchor) = best;
        let text = escape(text);
        let _ = write!(svg, "<text class=\"note\" x=\"{x}\" y=\"{baseline}\" text-anchor=\"{anchor}\">{text}</text>");
    }

    fn points(&self, svg: &mut String) {
        let places: Vec<Option<(Decimal, Decimal)>> = self
            .points
            .iter()
            .enumerate()
            .map(|(index, point)| point.value.raw.map(|raw| (self.x(index), self.y(raw))))
            .collect();
        let _ = write!(svg, "<path class=\"line\" d=\"{}\"/>", path(&places));
        let few = places.len() <= 40;
        for (index, found) in places.iter().enumerate() {
            let Some((x, y)) = found else { continue };
            let alone = index.checked_sub(1).and_then(|before| places.get(before)).is_none_or(Option::is_none)
                && places.get(index + 1).is_none_or(Option::is_none);
            let last = index + 1 == places.len();
            if last {
                let _ = write!(svg, "<circle class=\"last\" cx=\"{x}\" cy=\"{y}\" r=\"4.5\"/>");
            } else if few || alone {
                let _ = write!(svg, "<circle class=\"dot\" cx=\"{x}\" cy=\"{y}\" r=\"2.5\"/>");
            }
        }
    }
}

/// The path through the places; a missing one leaves a gap.
fn path(places: &[Option<(Decimal, Decimal)>]) -> String {
    let mut out = String::new();
    let mut pen_down = false;
    for found in places {
        match found {
            Some((x, y)) => {
                let _ = write!(out, "{}{x} {y}", if pen_down { 'L' } else { 'M' });
                pen_down = true;
            }
            None => pen_down = false,
        }
    }
    if out.is_empty() { "M0 0".to_owned() } else { out }
}

/// The shape of a course without axes, for a card. It is an ornament beside the figure, so it is hidden from screen
/// readers. Nothing where there are fewer than three values.
#[must_use]
pub fn sparkline(values: &[Option<Decimal>]) -> Option<String> {
    let known: Vec<Decimal> = values.iter().flatten().copied().collect();
    let (low, high) = (known.iter().min().copied()?, known.iter().max().copied()?);
    if known.len() < 3 {
        return None;
    }
    let last = Decimal::from(values.len() - 1);
    let places: Vec<Option<(Decimal, Decimal)>> = values
        .iter()
        .enumerate()
        .map(|(index, value)| {
            value
                .map(|value| (place(Decimal::from(index), Decimal::ZERO, last, 3, 117), place(value, low, high, 25, 3)))
        })
        .collect();
    let mut svg = String::from(
        "<svg class=\"spark\" viewBox=\"0 0 120 28\" aria-hidden=\"true\" focusable=\"false\" \
         xmlns=\"http://www.w3.org/2000/svg\">",
    );
    let _ = write!(svg, "<path class=\"line\" d=\"{}\"/>", path(&places));
    if let Some(Some((x, y))) = places.last() {
        let _ = write!(svg, "<circle class=\"last\" cx=\"{x}\" cy=\"{y}\" r=\"2.5\"/>");
    }
    svg.push_str("</svg>");
    Some(svg)
}
