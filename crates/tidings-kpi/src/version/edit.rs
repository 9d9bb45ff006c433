//! Changing single fields of a KPI file's header. All other text stays as it is.

use tidings_core::diagnostic::Position;
use tidings_core::header::SqlFile;
use tidings_core::kpi::{Kpi, KpiId, Status};

/// The text of a KPI file with another status; nothing where the header is written so that one word cannot be changed.
#[must_use]
pub fn with_status(kpi: &Kpi, status: Status) -> Option<String> {
    let text = with_field(&kpi.source, "status", status.name())?;
    let read = Kpi::parse(&kpi.source.file, &text, &kpi.header.kpi.name, kpi.header.kpi.version).ok()?;
    (read.header.status == status && read.source.body == kpi.source.body).then_some(text)
}

/// The text of a draft that takes over from `former` on a day, equal to `kpi` but for name, status and reason.
#[must_use]
pub fn drafted(kpi: &Kpi, former: &KpiId, version: u32, from: jiff::civil::Date) -> Option<String> {
    let id = KpiId { name: kpi.header.kpi.name.clone(), version };
    let reason = format!("{}-v{version}-reason", kpi.header.message());
    let day = from.to_string();
    let fields = [
        ("reason", reason.as_str()),
        ("effective_from", day.as_str()),
        ("supersedes", &former.to_string()),
        ("status", Status::Draft.name()),
        ("kpi", &id.to_string()),
    ];
    let mut source = kpi.source.clone();
    for (name, value) in fields {
        // Places move with each change, so the header is read again after it.
        let text = with_field(&source, name, value)?;
        source = SqlFile::parse(&kpi.source.file, &text, "kpi").ok()?;
    }
    Kpi::parse(&kpi.source.file, &source.text, &id.name, version).ok().map(|draft| draft.source.text)
}

/// Replaces the word behind a key, or adds the key below `kpi:`.
fn with_field(source: &SqlFile, name: &str, value: &str) -> Option<String> {
    let (header, text) = (&source.header, source.text.as_str());
    if let Some(place) = header.position(&format!("/{name}")) {
        let start = offset(text, place)?;
        let colon = start + text.get(start..)?.find(':')? + 1;
        let rest = text.get(colon..)?;
        let begin = colon + rest.len() - rest.trim_start_matches([' ', '\t']).len();
        let tail = text.get(begin..)?;
        let length = tail.find([' ', '\t', '\r', '\n', ',', '}', '#']).unwrap_or(tail.len());
        if length == 0 {
            return None;
        }
        return Some(format!("{}{value}{}", text.get(..begin)?, text.get(begin + length..)?));
    }
    let start = offset(text, header.position("/kpi")?)?;
    let end = start + text.get(start..)?.find('\n')?;
    let line_start = text.get(..start)?.rfind('\n').map_or(0, |at| at + 1);
    let indent = text.get(line_start..start)?;
    let ending = if text.get(..end)?.ends_with('\r') { "\r\n" } else { "\n" };
    indent.trim().is_empty().then(|| format!("{}\n{indent}{name}: {value}{ending}{}", &text[..end], &text[end + 1..]))
}

/// The byte at which a place begins.
fn offset(text: &str, place: Position) -> Option<usize> {
    let line_start: usize = text.split_inclusive('\n').take(place.line.saturating_sub(1) as usize).map(str::len).sum();
    let line = text.get(line_start..)?;
    Some(line_start + line.chars().take(place.column.saturating_sub(1) as usize).map(char::len_utf8).sum::<usize>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_word_changes() {
        let text = "/* @kpi\nkpi: aht@1   # name\nstatus: draft   # for now\nunit: count\nbetter: none\ntime: day\n@kpi */\n-- words\nSELECT 1 AS value FROM contact\n";
        let kpi = Kpi::parse("v1.sql", text, "aht", 1).unwrap();
        let released = with_status(&kpi, Status::Released).unwrap();
        assert_eq!(released, text.replace("draft   #", "released   #"));
        let silent = Kpi::parse("v1.sql", &text.replace("status: draft   # for now\n", ""), "aht", 1).unwrap();
        let released = with_status(&silent, Status::Released).unwrap();
        assert_eq!(released, text.replace("draft   # for now", "released"));
    }

    #[test]
    fn a_draft_takes_over() {
        let text = "/* @kpi\nkpi: aht@1\nstatus: released\nunit: count\nbetter: none\ntime: day\n@kpi */\nSELECT 1 AS value FROM contact\n";
        let kpi = Kpi::parse("v1.sql", text, "aht", 1).unwrap();
        let draft = drafted(&kpi, &kpi.header.kpi, 2, jiff::civil::date(2026, 7, 1)).unwrap();
        assert_eq!(
            draft,
            "/* @kpi\nkpi: aht@2\nsupersedes: aht@1\neffective_from: 2026-07-01\nreason: kpi-aht-v2-reason\nstatus: draft\nunit: count\nbetter: none\ntime: day\n@kpi */\nSELECT 1 AS value FROM contact\n"
        );
    }
}
