//! The columns of a KPI's query as text: what is counted above and below the line.

/// The expressions of a query by the name of their column. Empty where the query is no plain SELECT.
#[must_use]
pub fn outputs(query: &str) -> Vec<(String, String)> {
    let plain = without_comments(query);
    let text = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    let Some(list) = text.get(..7).filter(|word| word.eq_ignore_ascii_case("select ")).map(|_| &text[7..]) else {
        return Vec::new();
    };
    let mut items = vec![String::new()];
    let (mut depth, mut quote) = (0_usize, None);
    for (at, letter) in list.char_indices() {
        match (quote, letter) {
            (Some(open), _) if letter == open => quote = None,
            (Some(_), _) => {}
            (None, '\'' | '"') => quote = Some(letter),
            (None, '(') => depth += 1,
            (None, ')') => depth = depth.saturating_sub(1),
            (None, ',') if depth == 0 => {
                items.push(String::new());
                continue;
            }
            (None, ' ')
                if depth == 0 && list[at..].get(..6).is_some_and(|word| word.eq_ignore_ascii_case(" from ")) =>
            {
                break;
            }
            _ => {}
        }
        if let Some(item) = items.last_mut() {
            item.push(letter);
        }
    }
    let named = items.iter().filter_map(|item| {
        let at = item.to_ascii_lowercase().rfind(" as ")?;
        Some((item[at + 4..].trim().to_ascii_lowercase(), item[..at].trim().to_owned()))
    });
    named.collect()
}

/// The query without `--` comments; a comment's dashes in a text stay.
fn without_comments(query: &str) -> String {
    let kept = query.lines().map(|line| {
        let comment = line.match_indices("--").find(|(at, _)| line[..*at].matches('\'').count() % 2 == 0);
        comment.map_or(line, |(at, _)| &line[..at])
    });
    kept.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_told_apart() {
        let query = "-- In time, by the threshold.\nSELECT count(*) FILTER (WHERE a IN ('x, y', '--')) AS numerator,\n       count(*) AS denominator -- all, from everywhere\nFROM contact WHERE b";
        let expected = [("numerator", "count(*) FILTER (WHERE a IN ('x, y', '--'))"), ("denominator", "count(*)")];
        assert_eq!(outputs(query), expected.map(|(name, text)| (name.to_owned(), text.to_owned())));
        let nested = "SELECT (SELECT sum(a) FROM contact) AS numerator, (SELECT sum(b) FROM shift) AS denominator";
        assert_eq!(outputs(nested)[1].1, "(SELECT sum(b) FROM shift)");
        assert!(outputs("WITH x AS (SELECT 1) SELECT 2 AS value FROM x").is_empty());
    }
}
