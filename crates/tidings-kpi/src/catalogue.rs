//! All KPIs of a project, by name and version.

use std::collections::BTreeMap;

use jiff::civil::Date;
use tidings_core::diagnostic::{Diagnostic, did_you_mean};
use tidings_core::kpi::{Kpi, KpiId, Status, is_snake_case};

/// A KPI file as found: the folder's name and the number in `v<N>.sql`.
#[derive(Debug, Clone)]
pub struct KpiFile {
    /// The path that errors show.
    pub path: String,
    /// The folder's name.
    pub name: String,
    /// The number in the file's name.
    pub version: u32,
    /// The content.
    pub text: String,
}

/// A KPI as asked for: with a version, or by whichever version is in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Selection {
    /// The name.
    pub name: String,
    /// The version, when one was named.
    pub version: Option<u32>,
}

/// All KPIs of a project.
#[derive(Debug, Clone, Default)]
pub struct Catalogue {
    kpis: BTreeMap<String, BTreeMap<u32, Kpi>>,
}

impl Catalogue {
    /// Reads KPI files. Files with mistakes stay out and are reported.
    #[must_use]
    pub fn load(files: Vec<KpiFile>) -> (Self, Vec<Diagnostic>) {
        let mut catalogue = Self::default();
        let mut findings = Vec::new();
        for file in files {
            if !is_snake_case(&file.name) {
                findings.push(
                    Diagnostic::configuration(&file.path, format!("`{}` is no KPI name", file.name))
                        .hint("name the folder in lower snake case"),
                );
                continue;
            }
            match Kpi::parse(&file.path, &file.text, &file.name, file.version) {
                Ok(kpi) => {
                    catalogue.kpis.entry(file.name).or_default().insert(file.version, kpi);
                }
                Err(mut found) => findings.append(&mut found),
            }
        }
        for versions in catalogue.kpis.values() {
            for kpi in versions.values() {
                findings.extend(catalogue.check_references(kpi, versions));
            }
        }
        (catalogue, findings)
    }

    fn check_references(&self, kpi: &Kpi, versions: &BTreeMap<u32, Kpi>) -> Vec<Diagnostic> {
        let header = &kpi.header;
        let mut findings = Vec::new();
        if let Some(before) = &header.supersedes {
            match versions.get(&before.version) {
                None => findings.push(
                    kpi.source
                        .header
                        .error("/supersedes", format!("`{before}` does not exist"))
                        .hint("name a version that has a file"),
                ),
                Some(earlier) if earlier.header.effective_date() >= header.effective_date() => findings.push(
                    kpi.source
                        .header
                        .error(
                            "/effective_from",
                            format!("`{}` does not begin after `{before}`, which it takes over from", header.kpi),
                        )
                        .hint(match &earlier.header.effective_from {
                            Some(from) => format!("choose a day after {from}"),
                            None => "a version begins after the one it takes over from".to_owned(),
                        }),
                ),
                Some(_) => {}
            }
        } else if versions.range(..header.kpi.version).next_back().is_some() {
            findings.push(
                kpi.source
                    .header
                    .error("/kpi", format!("`{}` does not say which version it takes over from", header.kpi))
                    .hint("add `supersedes:`, `effective_from:` and `reason:`"),
            );
        }
        for (index, name) in header.read_with.iter().enumerate() {
            if !self.kpis.contains_key(name) {
                findings.push(
                    kpi.source
                        .header
                        .error(&format!("/read_with/{index}"), format!("unknown KPI `{name}`"))
                        .hint(did_you_mean(name, self.kpis.keys().map(String::as_str)))
                        .as_warning(),
                );
            }
        }
        findings
    }

    /// The names, sorted.
    #[must_use]
    pub fn names(&self) -> Vec<&str> {
        self.kpis.keys().map(String::as_str).collect()
    }

    /// Every version of every KPI, sorted.
    pub fn all(&self) -> impl Iterator<Item = &Kpi> {
        self.kpis.values().flat_map(BTreeMap::values)
    }

    /// The versions of one KPI, ascending.
    #[must_use]
    pub fn versions(&self, name: &str) -> Vec<&Kpi> {
        self.kpis.get(name).map(|versions| versions.values().collect()).unwrap_or_default()
    }

    /// One version.
    #[must_use]
    pub fn get(&self, id: &KpiId) -> Option<&Kpi> {
        self.kpis.get(&id.name)?.get(&id.version)
    }

    /// The version in force on a day: the released one with the latest first day not after it. Before the
    /// first released version begins that version holds; where none is released, the newest draft does.
    #[must_use]
    pub fn in_force(&self, name: &str, day: Date) -> Option<&Kpi> {
        let versions = self.kpis.get(name)?;
        let released = || versions.values().filter(|kpi| kpi.header.status != Status::Draft);
        released()
            .filter(|kpi| kpi.header.effective_date() <= day)
            .max_by_key(|kpi| (kpi.header.effective_date(), kpi.header.kpi.version))
            .or_else(|| released().next())
            .or_else(|| versions.values().next_back())
    }

    /// The version that `kpi` takes over from.
    #[must_use]
    pub fn before(&self, kpi: &Kpi) -> Option<&Kpi> {
        self.get(kpi.header.supersedes.as_ref()?)
    }

    /// Finds `aht` or `aht@2`.
    ///
    /// # Errors
    /// What is unknown, and a hint.
    pub fn find(&self, text: &str) -> Result<Selection, (String, String)> {
        let (name, version) = match text.split_once('@') {
            None => (text, None),
            Some(_) => match text.parse::<KpiId>() {
                Ok(id) => (text.split('@').next().unwrap_or_default(), Some(id.version)),
                Err(message) => return Err((message, "`tidings kpi list` shows all".to_owned())),
            },
        };
        let Some(versions) = self.kpis.get(name) else {
            return Err((format!("unknown KPI `{name}`"), did_you_mean(name, self.kpis.keys().map(String::as_str))));
        };
        if let Some(version) = version
            && !versions.contains_key(&version)
        {
            let known: Vec<String> = versions.keys().map(|version| format!("{name}@{version}")).collect();
            return Err((format!("unknown version `{text}`"), format!("known: {}", known.join(", "))));
        }
        Ok(Selection { name: name.to_owned(), version })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn file(version: u32, more: &str) -> KpiFile {
        KpiFile {
            path: format!("kpis/aht/v{version}.sql"),
            name: "aht".into(),
            version,
            text: format!(
                "/* @kpi\nkpi: aht@{version}\nstatus: released\nunit: duration\nbetter: none\ntime: ended_date\n{more}@kpi */\nSELECT 1"
            ),
        }
    }

    #[test]
    fn the_version_in_force_follows_its_first_day() {
        let more = "supersedes: aht@1\neffective_from: 2026-07-01\nreason: kpi-aht-v2-reason\n";
        let (catalogue, findings) = Catalogue::load(vec![file(1, ""), file(2, more)]);
        assert!(findings.is_empty(), "{findings:#?}");
        let version = |day| catalogue.in_force("aht", day).map(|kpi| kpi.header.kpi.version);
        assert_eq!(version(date(2026, 6, 30)), Some(1));
        assert_eq!(version(date(2026, 7, 1)), Some(2));
        assert_eq!(catalogue.find("ath").unwrap_err().1, "did you mean `aht`?");
        assert_eq!(catalogue.find("aht@3").unwrap_err().1, "known: aht@1, aht@2");
    }

    #[test]
    fn a_second_version_says_what_it_replaces() {
        let (_, findings) = Catalogue::load(vec![file(1, ""), file(2, "")]);
        assert!(findings[0].message.contains("takes over"), "{findings:#?}");
    }
}
