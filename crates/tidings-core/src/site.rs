//! Sites: the centres a project reports on, each with a time zone, languages and a calendar.

use crate::diagnostic::Diagnostic;
use crate::table::{self, Row};
use jiff::tz::TimeZone;

/// The language of a recipient: which words, and which way to write numbers and dates.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub struct RecipientLocale {
    /// The locale of the words, such as `nl`.
    pub message: String,
    /// The locale of numbers and dates, such as `nl-BE`.
    pub format: String,
}

impl RecipientLocale {
    /// Reads `nl` or `nl+nl-BE`.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        match text.split_once('+') {
            Some((message, format)) => Self { message: message.trim().to_owned(), format: format.trim().to_owned() },
            None => Self { message: text.trim().to_owned(), format: text.trim().to_owned() },
        }
    }
}

/// One centre.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Site {
    /// The id in data and paths: lower case letters, digits, `-`, `_`.
    pub id: String,
    /// The name that people read. It is data: it is printed as it is.
    pub name: String,
    /// An IANA zone, such as `Europe/Amsterdam`.
    pub time_zone: String,
    /// For whom reports are written; the first is the main one.
    pub locales: Vec<RecipientLocale>,
    /// The calendar of opening hours and holidays, when there is one.
    pub calendar: Option<String>,
    /// A free grouping, such as a country.
    pub region: Option<String>,
    /// A free size class.
    pub size: Option<String>,
}

impl Site {
    /// The zone, resolved. Zones are checked when sites are read.
    #[must_use]
    pub fn zone(&self) -> TimeZone {
        TimeZone::get(&self.time_zone).unwrap_or(TimeZone::UTC)
    }
}

/// Reads `sites.csv`: `site,name,time_zone,locales,calendar,region,size`.
///
/// # Errors
/// One finding for each row with an unknown zone, a bad id, a double id or no locale.
pub fn read_sites(file: &str, text: &str) -> Result<Vec<Site>, Vec<Diagnostic>> {
    let rows = table::read(file, text, &["site", "name", "time_zone", "locales"], &["calendar", "region", "size"])?;
    let mut findings = Vec::new();
    let mut sites: Vec<Site> = Vec::new();
    for row in rows {
        match read_site(file, &row) {
            Ok(site) if sites.iter().any(|known| known.id == site.id) => {
                findings.push(row.error(file, "site", format!("site `{}` is listed twice", site.id)));
            }
            Ok(site) => sites.push(site),
            Err(finding) => findings.push(*finding),
        }
    }
    if sites.is_empty() && findings.is_empty() {
        findings.push(Diagnostic::configuration(file, "no site is listed").hint("add a row for each centre"));
    }
    if findings.is_empty() { Ok(sites) } else { Err(findings) }
}

fn read_site(file: &str, row: &Row) -> Result<Site, Box<Diagnostic>> {
    let id = row.get("site");
    let allowed =
        |character: char| character.is_ascii_lowercase() || character.is_ascii_digit() || "-_".contains(character);
    if id.is_empty() || !id.chars().all(allowed) {
        return Err(Box::new(
            row.error(file, "site", format!("`{id}` is no site id"))
                .hint("a site id has lower case letters, digits, `-` and `_`"),
        ));
    }
    let time_zone = row.get("time_zone");
    if TimeZone::get(time_zone).is_err() {
        return Err(Box::new(
            row.error(file, "time_zone", format!("unknown time zone `{time_zone}`"))
                .hint("use an IANA name such as `Europe/Amsterdam`"),
        ));
    }
    let locales: Vec<RecipientLocale> =
        row.get("locales").split([';', ' ']).filter(|part| !part.is_empty()).map(RecipientLocale::parse).collect();
    if locales.is_empty() {
        return Err(Box::new(
            row.error(file, "locales", format!("site `{id}` has no locale"))
                .hint("write one or more, such as `nl;en+en-GB`"),
        ));
    }
    let optional = |name: &str| Some(row.get(name)).filter(|text| !text.is_empty()).map(str::to_owned);
    Ok(Site {
        id: id.to_owned(),
        name: row.get("name").to_owned(),
        time_zone: time_zone.to_owned(),
        locales,
        calendar: optional("calendar"),
        region: optional("region"),
        size: optional("size"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sites_are_read() {
        let text =
            "site,name,time_zone,locales,calendar,region,size\nbrugge,Brugge,Europe/Brussels,nl+nl-BE;en,be,BE,small\n";
        let sites = read_sites("sites.csv", text).unwrap();
        assert_eq!(sites[0].locales[0], RecipientLocale { message: "nl".into(), format: "nl-BE".into() });
        assert_eq!(sites[0].locales[1].format, "en");
    }

    #[test]
    fn a_wrong_zone_names_its_line() {
        let text = "site,name,time_zone,locales\na,A,Europe/Amsterdam,nl\nb,B,Europe/Amstredam,nl\n";
        let findings = read_sites("sites.csv", text).unwrap_err();
        assert_eq!(findings[0].position.unwrap().line, 3);
        assert!(findings[0].message.contains("Europe/Amstredam"));
    }
}
