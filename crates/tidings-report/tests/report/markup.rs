//! A small judge of markup: every tag closed in its order, every attribute quoted, every reference known.

use std::collections::BTreeSet;

/// The names of all elements, in order.
pub(crate) fn well_formed(text: &str) -> Result<Vec<String>, String> {
    let mut rest = text.strip_prefix("<!DOCTYPE html>").unwrap_or(text);
    let (mut open, mut seen, mut ids) = (Vec::<String>::new(), Vec::new(), BTreeSet::new());
    while let Some(at) = rest.find('<') {
        references(&rest[..at])?;
        if rest[..at].contains('>') && open.last().map(String::as_str) != Some("style") {
            return Err(format!("a lone `>` in {:?}", &rest[..at]));
        }
        let end = rest[at..].find('>').ok_or("an open tag at the end")? + at;
        let tag = &rest[at + 1..end];
        rest = &rest[end + 1..];
        if let Some(name) = tag.strip_prefix('/') {
            let last = open.pop().ok_or_else(|| format!("`</{name}>` closes nothing"))?;
            if last != name {
                return Err(format!("`</{name}>` closes `<{last}>`"));
            }
            continue;
        }
        let (tag, void) = tag.strip_suffix('/').map_or((tag, false), |tag| (tag, true));
        let (name, attributes) = tag.split_once(char::is_whitespace).unwrap_or((tag, ""));
        if !name.chars().all(|letter| letter.is_ascii_alphanumeric()) || name.is_empty() {
            return Err(format!("`{name}` is no element"));
        }
        for (attribute, value) in pairs(attributes)? {
            references(&value)?;
            if attribute.starts_with("on") {
                return Err(format!("`{attribute}` is a script"));
            }
            if attribute == "id" && !ids.insert(value.clone()) {
                return Err(format!("the id `{value}` is there twice"));
            }
        }
        seen.push(name.to_owned());
        if !void {
            open.push(name.to_owned());
        }
    }
    if open.is_empty() { Ok(seen) } else { Err(format!("never closed: {open:?}")) }
}

fn pairs(text: &str) -> Result<Vec<(String, String)>, String> {
    let mut out: Vec<(String, String)> = Vec::new();
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        let (name, after) = rest.split_once("=\"").ok_or_else(|| format!("no quoted value in `{rest}`"))?;
        let (value, next) = after.split_once('"').ok_or_else(|| format!("no closing quote in `{rest}`"))?;
        if out.iter().any(|(known, _)| known == name) {
            return Err(format!("`{name}` is there twice"));
        }
        if name.contains(char::is_whitespace) {
            return Err(format!("`{name}` is no attribute"));
        }
        out.push((name.to_owned(), value.to_owned()));
        rest = next.trim_start();
    }
    Ok(out)
}

fn references(text: &str) -> Result<(), String> {
    for part in text.split('&').skip(1) {
        let name = part.split_once(';').map(|(name, _)| name).unwrap_or_default();
        let numeric = name.strip_prefix('#').is_some_and(|digits| digits.chars().all(|digit| digit.is_ascii_digit()));
        if !numeric && !["amp", "lt", "gt", "quot"].contains(&name) {
            return Err(format!("a lone `&` before {:?}", part.chars().take(12).collect::<String>()));
        }
    }
    Ok(())
}

#[test]
fn the_judge_sees_faults() {
    assert_eq!(well_formed("<p id=\"a\">x &lt; y<br /></p>").unwrap(), ["p", "br"]);
    for wrong in
        ["<p>", "<p></b>", "<p a=b></p>", "<p>a & b</p>", "<p id=\"a\"></p><p id=\"a\"></p>", "<p onclick=\"x\"></p>"]
    {
        assert!(well_formed(wrong).is_err(), "{wrong}");
    }
}
