//! A line over time, and its small sister.

use std::fmt::Write;

use rust_decimal::Decimal;

use super::{escape, place};
use crate::document::Trend;

const WIDTH: i64 = 720;
const HEIGHT: i64 = 260;
const TOP: i64 = 18;
const BOTTOM: i64 = 226;
const RIGHT: i64 = 706;
/// Between the ends of the frame and the first and last point.
const PADDING: i64 = 24;
/// Below the axis there is room for this many labels.
const LABELS: usize = 6;

/// The columns of a label: wide letters take two.
fn columns(text: &str) -> i64 {
    text.chars().map(|character| if u32::from(character) >= 0x1100 { 2 } else { 1 }).sum()
}

/// The chart of a trend. `id` must be unique on the page; the ids of the parts begin with it.
///
/// Colours come from the page: the classes are `grid`, `axis`, `band`, `target`, `line`, `dot`, `last`.
#[must_use]
pub fn line(trend: &Trend, id: &str) -> String {
    let id = escape(id);
    let mut svg = String::new();
    let (title, summary) = (escape(&trend.title), escape(&trend.summary));
    // Writing to a string cannot fail.
    let _ = write!(
        svg,
        "<svg class=\"chart\" role=\"img\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" aria-labelledby=\"{id}-title {id}-desc\" \
         xmlns=\"http://www.w3.org/2000/svg\"><title id=\"{id}-title\">{title}</title><desc id=\"{id}-desc\">{summary}</desc>"
    );
    if let (Some(low), Some(high)) = (trend.ticks.first(), trend.ticks.last()) {
        let widest = trend.ticks.iter().map(|tick| columns(&tick.text)).max().unwrap_or_default();
        let frame = Frame { left: 14 + widest * 7, low: low.raw, high: high.raw, count: trend.points.len() };
        frame.grid(&mut svg, trend, &id);
        frame.marks(&mut svg, trend);
        frame.points(&mut svg, trend);
    }
    svg.push_str("</svg>");
    svg
}

struct Frame {
    left: i64,
    low: Decimal,
    high: Decimal,
    count: usize,
}

impl Frame {
    fn x(&self, index: usize) -> Decimal {
        let last = Decimal::from(self.count.saturating_sub(1));
        place(Decimal::from(index), Decimal::ZERO, last, self.left + PADDING, RIGHT - PADDING)
    }

    fn y(&self, value: Decimal) -> Decimal {
        place(value.clamp(self.low, self.high), self.low, self.high, BOTTOM, TOP)
    }

    fn grid(&self, svg: &mut String, trend: &Trend, id: &str) {
        let left = self.left;
        if let Some(band) = &trend.band {
            let (top, bottom) = (self.y(band.high), self.y(band.low));
            let (width, height) = (RIGHT - left, (bottom - top).normalize());
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
                "<path class=\"{class}\" d=\"M{left} {y}H{RIGHT}\"/>\
                 <text class=\"tick\" x=\"{}\" y=\"{y}\" dy=\"0.32em\" text-anchor=\"end\">{text}</text>",
                left - 8
            );
        }
        for index in labelled(trend) {
            let Some(point) = trend.points.get(index) else { continue };
            let x = self.x(index);
            let anchor = match index {
                _ if columns(&point.axis) <= 7 => "middle",
                0 => "start",
                last if last + 1 == self.count => "end",
                _ => "middle",
            };
            let text = escape(&point.axis);
            let _ = write!(
                svg,
                "<path class=\"axis\" d=\"M{x} {BOTTOM}v5\"/>\
                 <text class=\"tick\" x=\"{x}\" y=\"{}\" text-anchor=\"{anchor}\">{text}</text>",
                BOTTOM + 22
            );
        }
    }

    fn marks(&self, svg: &mut String, trend: &Trend) {
        if let Some(target) = &trend.target {
            let y = self.y(target.raw);
            let _ = write!(svg, "<path class=\"target\" d=\"M{} {y}H{RIGHT}\"/>", self.left);
            // The label keeps clear of the frame's upper edge.
            let below = y < Decimal::from(TOP + 14);
            let baseline = if below { y + Decimal::from(14) } else { y - Decimal::from(6) };
            self.note(svg, trend, &target.text, baseline);
        }
        if let Some(band) = &trend.band {
            self.note(svg, trend, &band.text, self.y(band.high) + Decimal::from(14));
        }
    }

    /// Writes a note at the left, in the middle or at the right: where it is farthest from the line.
    fn note(&self, svg: &mut String, trend: &Trend, text: &str, baseline: Decimal) {
        let width = columns(text) * 7;
        let centre = (self.left + RIGHT) / 2;
        let sides = [
            (self.left + 8, self.left + 8, "start"),
            (RIGHT - 8 - width, RIGHT - 8, "end"),
            (centre - width / 2, centre, "middle"),
        ];
        let middle = baseline - Decimal::from(4);
        let clearance = |from: i64| {
            let (from, to) = (Decimal::from(from - 30), Decimal::from(from + width + 30));
            let near = trend.points.iter().enumerate().filter_map(|(index, point)| {
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

    fn points(&self, svg: &mut String, trend: &Trend) {
        let places: Vec<Option<(Decimal, Decimal)>> = trend
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

/// Which points carry a label: the first, the last and some between, evenly apart and never crowded.
fn labelled(trend: &Trend) -> Vec<usize> {
    let last = trend.points.len().saturating_sub(1);
    let widest = trend.points.iter().map(|point| columns(&point.axis)).max().unwrap_or(1);
    let fitting = usize::try_from(620 / (widest * 7 + 18)).unwrap_or(2).clamp(2, LABELS + 6);
    let wanted = fitting.min(last + 1).max(1);
    if wanted == 1 || last == 0 {
        return vec![0];
    }
    let mut out: Vec<usize> = (0..wanted).map(|step| step * last / (wanted - 1)).collect();
    out.dedup();
    out
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
