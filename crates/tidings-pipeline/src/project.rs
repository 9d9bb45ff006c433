//! A project: every file of its folder, read and parsed once.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tidings_core::calendar::Calendar;
use tidings_core::diagnostic::Diagnostic;
use tidings_core::model::Model;
use tidings_core::project::ProjectFile;
use tidings_core::report::ReportFile;
use tidings_core::schedule::{self, OpeningHours, ScheduleChange};
use tidings_core::setting::{self, Benchmark, ParameterSetting, Target};
use tidings_core::site::{self, Site};
use tidings_core::yaml::Document;
use tidings_kpi::testing::TestFile;
use tidings_kpi::{Catalogue, KpiFile};
use tidings_locale::Messages;

use crate::error::{Error, ErrorKind};

/// The name of a project's main file.
pub const PROJECT_FILE: &str = "pipeline.yaml";

/// One message file of the product, which the binary embeds.
#[derive(Debug, Clone)]
pub struct MessageFile {
    /// The message locale: the folder's name.
    pub locale: String,
    /// The path that errors show.
    pub file: String,
    /// The content.
    pub text: String,
}

/// What a project is loaded with.
#[derive(Debug, Clone, Default)]
pub struct LoadOptions {
    /// The product's own messages.
    pub messages: Vec<MessageFile>,
    /// The folder of the warehouse; `warehouse` in the project where none is given.
    pub warehouse: Option<PathBuf>,
    /// The folder that reports are written to; `out` in the project where none is given.
    pub out: Option<PathBuf>,
}

/// A report file with its places.
#[derive(Debug, Clone)]
pub struct Report {
    /// The path that errors show.
    pub path: String,
    /// What it says.
    pub file: ReportFile,
    /// Where it says it.
    pub document: Document,
}

/// A calendar with its text, by which a change is noticed.
#[derive(Debug, Clone)]
pub struct CalendarText {
    /// The path that errors show.
    pub path: String,
    /// What it says.
    pub calendar: Calendar,
    /// The file.
    pub text: String,
}

/// One CSV table of a project as it was read: its path and text.
#[derive(Debug, Clone)]
pub(crate) struct TableText {
    pub(crate) path: String,
    pub(crate) text: String,
}

/// A loaded project. Files with mistakes are left out of it and reported.
#[derive(Debug)]
pub struct Project {
    /// The folder of `pipeline.yaml`.
    pub directory: PathBuf,
    /// `pipeline.yaml`.
    pub file: ProjectFile,
    /// The places in `pipeline.yaml`.
    pub document: Document,
    pub(crate) text: String,
    /// The sites, in the order of their table.
    pub sites: Vec<Site>,
    pub(crate) sites_table: TableText,
    /// The models, by name.
    pub models: Vec<Model>,
    /// The KPIs.
    pub catalogue: Catalogue,
    /// The tests of each KPI, by name.
    pub tests: BTreeMap<String, TestFile>,
    /// The reports, by name.
    pub reports: Vec<Report>,
    /// The calendars, by name.
    pub calendars: BTreeMap<String, CalendarText>,
    /// Calendars by site and queue.
    pub schedules: Vec<ScheduleChange>,
    /// Targets.
    pub targets: Vec<Target>,
    /// Benchmarks.
    pub benchmarks: Vec<Benchmark>,
    /// Parameters by site.
    pub parameters: Vec<ParameterSetting>,
    pub(crate) schedules_table: Option<TableText>,
    pub(crate) targets_table: Option<TableText>,
    pub(crate) benchmarks_table: Option<TableText>,
    pub(crate) parameters_table: Option<TableText>,
    /// Messages of the product and of the project.
    pub messages: Arc<Messages>,
    /// The folder of the warehouse.
    pub warehouse: PathBuf,
    /// The folder that reports are written to.
    pub out: PathBuf,
}

impl Project {
    /// Reads a project folder, or the `pipeline.yaml` in it. Findings are not sorted yet: [`crate::check`] adds to them.
    ///
    /// # Errors
    /// No `pipeline.yaml`, or one that cannot be understood at all.
    pub fn load(directory: &Path, options: &LoadOptions) -> Result<(Self, Vec<Diagnostic>), Error> {
        let directory = if directory.file_name().is_some_and(|name| name == PROJECT_FILE) {
            directory.parent().map(Path::to_path_buf).unwrap_or_default()
        } else {
            directory.to_path_buf()
        };
        let path = directory.join(PROJECT_FILE);
        let text = std::fs::read_to_string(&path).map_err(|error| {
            Error::new(ErrorKind::Configuration, format!("`{}` cannot be read: {error}", path.display()))
                .hint("name the folder of a project, or make one with `tidings init`")
        })?;
        let (file, document) = ProjectFile::parse(PROJECT_FILE, &text).map_err(|findings| {
            Error::of_findings(findings).unwrap_or_else(|| Error::bug("a project is refused without a finding"))
        })?;
        let mut reader = Reader { directory: &directory, findings: Vec::new() };
        let sites_table = reader
            .table(&document, "/sites", Some(&file.sites))
            .unwrap_or_else(|| TableText { path: file.sites.clone(), text: String::new() });
        let sites =
            if sites_table.text.is_empty() { Vec::new() } else { reader.parsed(&sites_table, site::read_sites) };
        let schedules_table = reader.table(&document, "/schedules", file.schedules.as_ref());
        let schedules = schedules_table
            .as_ref()
            .map(|table| reader.parsed(table, |file, text| schedule::read_schedules(file, text, &sites)))
            .unwrap_or_default();
        let targets_table = reader.table(&document, "/targets", file.targets.as_ref());
        let benchmarks_table = reader.table(&document, "/benchmarks", file.benchmarks.as_ref());
        let parameters_table = reader.table(&document, "/parameters", file.parameters.as_ref());
        let targets =
            targets_table.as_ref().map(|table| reader.parsed(table, setting::read_targets)).unwrap_or_default();
        let benchmarks =
            benchmarks_table.as_ref().map(|table| reader.parsed(table, setting::read_benchmarks)).unwrap_or_default();
        let parameters =
            parameters_table.as_ref().map(|table| reader.parsed(table, setting::read_parameters)).unwrap_or_default();
        let models = reader.models(&file.models);
        let (catalogue, tests) = reader.kpis(&file.kpis);
        let reports = reader.reports(&file.reports);
        let calendars = reader.calendars(&file.calendars);
        let messages = reader.messages(&options.messages, &file.locales);
        let findings = reader.findings;
        let warehouse = options.warehouse.clone().unwrap_or_else(|| directory.join("warehouse"));
        let out = options.out.clone().unwrap_or_else(|| directory.join("out"));
        let project = Self {
            directory,
            file,
            document,
            text,
            sites,
            sites_table,
            models,
            catalogue,
            tests,
            reports,
            calendars,
            schedules,
            targets,
            benchmarks,
            parameters,
            schedules_table,
            targets_table,
            benchmarks_table,
            parameters_table,
            messages: Arc::new(messages),
            warehouse,
            out,
        };
        Ok((project, findings))
    }

    /// The site of that id.
    #[must_use]
    pub fn site(&self, id: &str) -> Option<&Site> {
        self.sites.iter().find(|site| site.id == id)
    }

    /// The calendars with the sites and queues where they are in force.
    #[must_use]
    pub fn opening_hours(&self) -> OpeningHours {
        let calendars = self.calendars.iter().map(|(name, found)| (name.clone(), found.calendar.clone())).collect();
        OpeningHours::new(calendars, &self.sites, &self.schedules)
    }

    /// The model of that name.
    #[must_use]
    pub fn model(&self, name: &str) -> Option<&Model> {
        self.models.iter().find(|model| model.header.model == name)
    }
}

/// Reads the files of one folder and collects what is wrong with them.
struct Reader<'a> {
    directory: &'a Path,
    findings: Vec<Diagnostic>,
}

impl Reader<'_> {
    fn text(&mut self, path: &str) -> Option<String> {
        match std::fs::read_to_string(self.directory.join(path)) {
            Ok(text) => Some(text),
            Err(error) => {
                self.findings.push(Diagnostic::configuration(path, format!("`{path}` cannot be read: {error}")));
                None
            }
        }
    }

    /// A table that the project file names at `pointer`.
    fn table(&mut self, document: &Document, pointer: &str, path: Option<&String>) -> Option<TableText> {
        let path = path?;
        match std::fs::read_to_string(self.directory.join(path)) {
            Ok(text) => Some(TableText { path: path.clone(), text }),
            Err(error) => {
                let finding = document.error(pointer, format!("`{path}` cannot be read: {error}"));
                self.findings.push(finding.hint("make the file, or correct its name"));
                None
            }
        }
    }

    fn parsed<T>(&mut self, table: &TableText, read: impl Fn(&str, &str) -> Result<Vec<T>, Vec<Diagnostic>>) -> Vec<T> {
        read(&table.path, &table.text).unwrap_or_else(|findings| {
            self.findings.extend(findings);
            Vec::new()
        })
    }

    /// The names in a folder, sorted; none where there is no folder.
    fn names(&self, folder: &str) -> Vec<String> {
        let Ok(entries) = std::fs::read_dir(self.directory.join(folder)) else { return Vec::new() };
        let mut names: Vec<String> =
            entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
        names.retain(|name| !name.starts_with('.'));
        names.sort_unstable();
        names
    }

    /// The files of a folder that end in `.extension`: path, name without the end, text.
    fn files(&mut self, folder: &str, extension: &str) -> Vec<(String, String, String)> {
        let end = format!(".{extension}");
        let mut files = Vec::new();
        for name in self.names(folder) {
            if let Some(stem) = name.strip_suffix(&end) {
                let path = joined(folder, &name);
                if let Some(text) = self.text(&path) {
                    files.push((path, stem.to_owned(), text));
                }
            }
        }
        files
    }

    fn models(&mut self, folder: &str) -> Vec<Model> {
        let mut models = Vec::new();
        for (path, name, text) in self.files(folder, "sql") {
            match Model::parse(&path, &text, &name) {
                Ok(model) => models.push(model),
                Err(findings) => self.findings.extend(findings),
            }
        }
        models
    }

    fn kpis(&mut self, folder: &str) -> (Catalogue, BTreeMap<String, TestFile>) {
        let mut files = Vec::new();
        let mut tests = BTreeMap::new();
        for name in self.names(folder) {
            let inner = joined(folder, &name);
            for (path, stem, text) in self.files(&inner, "sql") {
                match stem.strip_prefix('v').and_then(|number| number.parse::<u32>().ok()).filter(|number| *number > 0)
                {
                    Some(version) => files.push(KpiFile { path, name: name.clone(), version, text }),
                    None => self.findings.push(
                        Diagnostic::configuration(&path, format!("`{stem}.sql` is no version of a KPI"))
                            .hint("name the file `v1.sql`, `v2.sql`, ..."),
                    ),
                }
            }
            for (path, stem, text) in self.files(&inner, "yaml") {
                if stem != "tests" {
                    continue;
                }
                match TestFile::parse(&path, &text) {
                    Ok(file) => drop(tests.insert(name.clone(), file)),
                    Err(finding) => self.findings.push(finding),
                }
            }
        }
        let (catalogue, findings) = Catalogue::load(files);
        self.findings.extend(findings);
        (catalogue, tests)
    }

    fn reports(&mut self, folder: &str) -> Vec<Report> {
        let mut reports = Vec::new();
        for (path, name, text) in self.files(folder, "yaml") {
            match ReportFile::parse(&path, &text, &name) {
                Ok((file, document)) => reports.push(Report { path, file, document }),
                Err(findings) => self.findings.extend(findings),
            }
        }
        reports
    }

    fn calendars(&mut self, folder: &str) -> BTreeMap<String, CalendarText> {
        let mut calendars: BTreeMap<String, CalendarText> = BTreeMap::new();
        for (path, _, text) in self.files(folder, "yaml") {
            match Calendar::parse(&path, &text) {
                Ok(calendar) => {
                    if let Some(other) = calendars.get(&calendar.name) {
                        let message = format!("calendar `{}` stands in `{}` too", calendar.name, other.path);
                        self.findings.push(Diagnostic::configuration(&path, message).hint("rename one of the two"));
                    } else {
                        calendars.insert(calendar.name.clone(), CalendarText { path, calendar, text });
                    }
                }
                Err(findings) => self.findings.extend(findings),
            }
        }
        calendars
    }

    fn messages(&mut self, product: &[MessageFile], folder: &str) -> Messages {
        let mut messages = Messages::new();
        for file in product {
            self.add(&mut messages, &file.locale, &file.file, &file.text);
        }
        for locale in self.names(folder) {
            for (path, _, text) in self.files(&joined(folder, &locale), "ftl") {
                self.add(&mut messages, &locale, &path, &text);
            }
        }
        messages
    }

    fn add(&mut self, messages: &mut Messages, locale: &str, file: &str, text: &str) {
        use tidings_locale::Error as LocaleError;
        match messages.add(locale, file, text) {
            Ok(()) => {}
            Err(LocaleError::MessageFile { line, reason, hint, .. }) => {
                let position =
                    tidings_core::diagnostic::Position { line: u32::try_from(line).unwrap_or(u32::MAX), column: 1 };
                self.findings.push(Diagnostic::configuration(file, reason).at(text, position, 1).hint(hint));
            }
            Err(error) => self.findings.push(Diagnostic::configuration(file, error.to_string())),
        }
    }
}

/// A path in the project with forward slashes, as errors show it.
fn joined(folder: &str, name: &str) -> String {
    format!("{}/{name}", folder.trim_end_matches('/'))
}
