//! The names of a file's columns.

use std::collections::BTreeSet;

use tidings_connector::Notice;

use crate::names::snake_case;

/// A column as a file has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct HeaderColumn {
    /// What stands in the header, trimmed.
    pub(crate) text: String,
    /// The name it has in a stream, unless the project gives it another: snake case, unique.
    pub(crate) name: String,
}

/// Names the columns of a header. `taken` are names that the project gives to columns.
pub(crate) fn name_columns(texts: &[String], taken: &BTreeSet<&str>, file: &str) -> (Vec<HeaderColumn>, Vec<Notice>) {
    let plain: Vec<String> = texts
        .iter()
        .enumerate()
        .map(|(index, text)| match snake_case(text) {
            name if name.is_empty() => format!("column_{}", index + 1),
            name => name,
        })
        .collect();
    let natural: BTreeSet<&str> = plain.iter().map(String::as_str).collect();
    let mut used: BTreeSet<String> = BTreeSet::new();
    let mut notices = Vec::new();
    let mut columns = Vec::new();
    for (index, (text, plain)) in texts.iter().zip(&plain).enumerate() {
        let mut name = plain.clone();
        let mut nth = texts[..index].iter().filter(|earlier| earlier.trim() == text.trim()).count() + 1;
        while used.contains(&name)
            || (name != *plain && natural.contains(name.as_str()))
            || (taken.contains(name.as_str()) && nth > 1)
        {
            nth = nth.max(2);
            name = format!("{plain}_{nth}");
            nth += 1;
        }
        let text = text.trim();
        if text.is_empty() {
            notices.push(Notice {
                message: format!("column {} of `{file}` has no name and is called `{name}`", index + 1),
                hint: Some(format!("name it by `columns: {{ name: {{ from: \"#{}\" }} }}`", index + 1)),
            });
        } else if name != *plain {
            let same = texts[..index].iter().filter(|earlier| earlier.trim() == text).count();
            notices.push(Notice {
                message: format!(
                    "column {} of `{file}` bears the name of an earlier one and is called `{name}`",
                    index + 1
                ),
                hint: (same > 0)
                    .then(|| format!("name it by `columns: {{ name: {{ from: \"{text}#{}\" }} }}`", same + 1)),
            });
        }
        used.insert(name.clone());
        columns.push(HeaderColumn { text: text.to_owned(), name });
    }
    (columns, notices)
}

/// Why a column that the project names is not found.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum NotFound {
    /// No column bears the name.
    Missing,
    /// So many columns bear the name.
    Ambiguous(usize),
}

/// Finds a column by its text in the header, by `text#2` (the second of that text), or by `#3` (the
/// third of all).
pub(crate) fn find_column(columns: &[HeaderColumn], wanted: &str) -> Result<usize, NotFound> {
    let wanted = wanted.trim();
    let named = |text: &str| -> Vec<usize> {
        columns.iter().enumerate().filter(|(_, column)| column.text == text).map(|(index, _)| index).collect()
    };
    match named(wanted).as_slice() {
        [] => {}
        [one] => return Ok(*one),
        several => return Err(NotFound::Ambiguous(several.len())),
    }
    let nth = wanted.rsplit_once('#').and_then(|(text, nth)| Some((text, nth.parse::<usize>().ok()?.checked_sub(1)?)));
    match nth {
        Some(("", index)) if index < columns.len() => Ok(index),
        Some((text, nth)) => named(text).get(nth).copied().ok_or(NotFound::Missing),
        None => Err(NotFound::Missing),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(texts: &[&str]) -> Vec<String> {
        let texts: Vec<String> = texts.iter().map(|text| (*text).to_owned()).collect();
        name_columns(&texts, &BTreeSet::new(), "f").0.into_iter().map(|column| column.name).collect()
    }

    #[test]
    fn every_column_has_a_name_of_its_own() {
        assert_eq!(names(&["Variant", "x", "Variant"]), ["variant", "x", "variant_2"]);
        assert_eq!(names(&["A", "A", "A_2"]), ["a", "a_3", "a_2"]);
        assert_eq!(names(&["A_2", "A", "A", "a"]), ["a_2", "a", "a_3", "a_4"]);
        assert_eq!(names(&["", "column_1", ""]), ["column_1", "column_1_2", "column_3"]);
    }

    #[test]
    fn columns_are_found_by_text_and_place() {
        let texts = ["A", "B", "A", "C#9"].map(str::to_owned);
        let (columns, notices) = name_columns(&texts, &BTreeSet::new(), "f");
        assert_eq!(notices.len(), 1);
        assert_eq!(find_column(&columns, "B"), Ok(1));
        assert_eq!(find_column(&columns, "A"), Err(NotFound::Ambiguous(2)));
        assert_eq!(find_column(&columns, "A#2"), Ok(2));
        assert_eq!(find_column(&columns, "C#9"), Ok(3));
        assert_eq!(find_column(&columns, "#4"), Ok(3));
        assert_eq!(find_column(&columns, "#5"), Err(NotFound::Missing));
        assert_eq!(find_column(&columns, "#0"), Err(NotFound::Missing));
    }
}
