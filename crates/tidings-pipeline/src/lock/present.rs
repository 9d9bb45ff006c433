//! What released versions are in the files of a project.

use std::collections::{BTreeMap, BTreeSet};

use tidings_core::calendar::CalendarFile;
use tidings_core::kpi::{Kpi, KpiId, Status};
use tidings_core::yaml::Document;
use tidings_kpi::version::{Definition, calendar};

use super::{Entry, KpiEntry};
use crate::project::Project;

/// The functions that read calendars.
const CALENDAR_FUNCTIONS: [&str; 3] = ["business_seconds(", "open_seconds(", "open_seconds_at_end("];

/// Whether a query reads calendars.
pub(crate) fn asks_calendars(sql: &str) -> bool {
    CALENDAR_FUNCTIONS.iter().any(|name| sql.contains(name))
}

/// Definitions of a project as its files have them.
#[derive(Debug, Clone, Default)]
pub(crate) struct Present {
    /// Released and deprecated versions. One whose query cannot be read is not in it.
    pub(crate) kpis: BTreeMap<KpiId, KpiEntry>,
    pub(crate) models: BTreeMap<String, Entry>,
    pub(crate) calendars: BTreeMap<String, Entry>,
}

impl Present {
    pub(crate) fn of(project: &Project) -> Self {
        let mut present = Self::default();
        for model in &project.models {
            if let Some(definition) = Definition::of_model(model) {
                present.models.insert(model.header.model.clone(), Entry::new("model", definition));
            }
        }
        for (name, text) in &project.calendars {
            let file = Document::parse(&text.path, &text.text).and_then(|document| document.read::<CalendarFile>());
            if let Ok(file) = file {
                present.calendars.insert(name.clone(), Entry::new("calendar", calendar(&file)));
            }
        }
        for kpi in project.catalogue.all().filter(|kpi| kpi.header.status != Status::Draft) {
            if let Some(entry) = present.kpi(project, kpi) {
                present.kpis.insert(kpi.header.kpi.clone(), entry);
            }
        }
        present
    }

    /// The entry that a version would have; nothing where its query cannot be read.
    pub(crate) fn kpi(&self, project: &Project, kpi: &Kpi) -> Option<KpiEntry> {
        let definition = Definition::of(kpi)?;
        let mut models: BTreeMap<String, String> = BTreeMap::new();
        let mut queries = vec![definition.query.as_str()];
        let mut waiting: Vec<&String> = definition.reads.iter().collect();
        while let Some(name) = waiting.pop() {
            if let Some(model) = self.models.get(name).filter(|_| !models.contains_key(name)) {
                models.insert(name.clone(), model.fingerprint.clone());
                queries.push(&model.definition.query);
                waiting.extend(&model.definition.reads);
            }
        }
        let mut calendars = BTreeMap::new();
        if queries.iter().any(|query| asks_calendars(query)) {
            // Which site and queue have which calendar is a setting. Every calendar that one of them has may be read.
            let mut named: BTreeSet<&String> = project.sites.iter().filter_map(|site| site.calendar.as_ref()).collect();
            named.extend(project.schedules.iter().map(|change| &change.calendar));
            for (name, found) in &self.calendars {
                let literal = format!("'{name}'");
                if named.contains(name) || queries.iter().any(|query| query.contains(&literal)) {
                    calendars.insert(name.clone(), found.fingerprint.clone());
                }
            }
        }
        Some(KpiEntry { entry: Entry::new("kpi", definition), models, calendars })
    }
}
