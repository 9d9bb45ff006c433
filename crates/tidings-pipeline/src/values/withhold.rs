//! A withheld figure must not follow from those beside it: the whole less the others is the one that is missing.

use std::collections::BTreeMap;

use arrow::array::{Array as _, Int64Array};
use tidings_core::figure::{Figure, Flag};
use tidings_core::kpi::{Kpi, Unit};
use tidings_core::period::Period;

/// Keys but one, and the name of that one.
type Family = (Period, String, BTreeMap<String, Option<String>>);

/// Withholds one more figure wherever exactly one of those that add up to a shown whole is hidden, and that one for the
/// sake of few people: the figure with the fewest people behind it goes too. Values that do not add up, such as
/// percentiles, give nothing away.
pub(super) fn partners(kpi: &Kpi, figures: &mut [Figure], people: &Int64Array) {
    let adds_up = kpi.header.unit == Unit::Count || figures.iter().any(|figure| figure.numerator.is_some());
    if !adds_up {
        return;
    }
    let mut families: BTreeMap<Family, Vec<usize>> = BTreeMap::new();
    for (row, figure) in figures.iter().enumerate() {
        for key in figure.keys.keys().filter(|key| *key != "site") {
            let mut others = figure.keys.clone();
            others.remove(key);
            families.entry((figure.period, key.clone(), others)).or_default().push(row);
        }
    }
    let few = |row: usize| if people.is_valid(row) { people.value(row) } else { 0 };
    for rows in families.into_values() {
        let hidden: Vec<usize> = rows.iter().copied().filter(|row| figures[*row].is_hidden()).collect();
        let [only] = hidden.as_slice() else { continue };
        if !figures[*only].flags.contains(&Flag::Withheld) {
            continue;
        }
        let shown = rows.iter().copied().filter(|row| !figures[*row].is_hidden());
        if let Some(partner) = shown.min_by_key(|row| (few(*row), figures[*row].n, *row)) {
            figures[partner].mark(Flag::Withheld);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use tidings_core::period::Grain;

    fn figure(team: &str, n: i64, flags: &[Flag]) -> Figure {
        let mut figure = Figure {
            kpi: "aht@1".parse().unwrap(),
            unit: Unit::Duration,
            period: Grain::Week.period(date(2026, 3, 2)),
            keys: [("site".to_owned(), Some("ams".to_owned())), ("team".to_owned(), Some(team.to_owned()))].into(),
            numerator: Some(n.into()),
            denominator: Some(n.into()),
            value: Some(1.into()),
            n: Some(n),
            flags: Vec::new(),
        };
        flags.iter().for_each(|flag| figure.mark(*flag));
        figure
    }

    fn hidden(figures: &[Figure]) -> Vec<bool> {
        figures.iter().map(Figure::is_hidden).collect()
    }

    #[test]
    fn nothing_follows_by_subtraction() {
        let text = "/* @kpi\nkpi: aht@1\nunit: duration\nbetter: none\ntime: ended_date\n@kpi */\nSELECT 1";
        let kpi = Kpi::parse("k.sql", text, "aht", 1).unwrap();
        let people = Int64Array::from(vec![2, 9, 6]);
        let mut figures = vec![figure("a", 30, &[Flag::Withheld]), figure("b", 40, &[]), figure("c", 50, &[])];
        partners(&kpi, &mut figures, &people);
        assert_eq!(hidden(&figures), [true, false, true], "the team with the fewest people goes too");
        // Two unknowns beside one sum say nothing of either.
        let mut figures = vec![figure("a", 30, &[Flag::Withheld]), figure("b", 4, &[Flag::Thin]), figure("c", 50, &[])];
        partners(&kpi, &mut figures, &people);
        assert_eq!(hidden(&figures), [true, true, false]);
        // A thin value is hidden for its own sake, not for people's.
        let mut figures = vec![figure("a", 3, &[Flag::Thin]), figure("b", 40, &[]), figure("c", 50, &[])];
        partners(&kpi, &mut figures, &people);
        assert_eq!(hidden(&figures), [true, false, false]);
    }
}
