//! Names of columns in a stream.

use tidings_connector::Error;

/// A name in lower snake case: letters and digits of any script, all else is `_` between words.
///
/// A name that begins with a digit gets a `_` in front, since SQL would need quotes around it.
pub fn snake_case(text: &str) -> String {
    let mut name = String::new();
    let mut before: Option<char> = None;
    for c in text.chars() {
        if c.is_alphanumeric() {
            let word_begins = c.is_uppercase() && before.is_some_and(|b| b.is_lowercase() || b.is_numeric());
            let gap = before.is_some_and(|b| !b.is_alphanumeric());
            if (word_begins || gap) && !name.is_empty() {
                name.push('_');
            }
            name.extend(c.to_lowercase().filter(|c| c.is_alphanumeric()));
        }
        before = Some(c);
    }
    if name.starts_with(|c: char| c.is_numeric()) {
        name.insert(0, '_');
    }
    name
}

/// Refuses a name that a project gives to a column and that would need quotes in SQL.
pub fn check(name: &str) -> Result<(), Error> {
    let plain = snake_case(name);
    if plain == name && !name.is_empty() {
        return Ok(());
    }
    let error = Error::config(format!("column `{name}` is not named in lower snake case"));
    Err(if plain.is_empty() { error } else { error.hint(format!("call it `{plain}`")) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn snake_case_names() {
        for (text, expected) in [
            ("Call ID", "call_id"),
            (" Answer Speed (AVG) ", "answer_speed_avg"),
            ("Service Level (20 Seconds)", "service_level_20_seconds"),
            ("callId", "call_id"),
            ("通话编号", "通话编号"),
            ("Größe", "größe"),
            ("2020", "_2020"),
            ("---", ""),
            ("İd", "id"),
        ] {
            assert_eq!(snake_case(text), expected);
        }
    }
}
