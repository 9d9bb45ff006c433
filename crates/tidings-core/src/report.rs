//! A report definition: for whom, which period, which sections. It holds no words, only message ids.

use crate::diagnostic::Diagnostic;
use crate::period::Grain;
use crate::yaml::Document;

/// For whom a report is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Deserialize, serde::Serialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum ForEach {
    /// One report a site, in each of the site's locales.
    Site,
    /// One report over all sites, in every locale that a site has.
    All,
}

/// A file format.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Deserialize, serde::Serialize, schemars::JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Format {
    /// One self-contained page.
    Html,
    /// CommonMark with tables.
    Markdown,
    /// Machine CSV: RFC 4180, ISO dates, decimal points, ids as headers.
    Csv,
    /// CSV for a spreadsheet in the reader's language.
    CsvExcel,
    /// The document and its raw values.
    Json,
}

impl Format {
    /// All formats.
    pub const ALL: [Self; 5] = [Self::Html, Self::Markdown, Self::Csv, Self::CsvExcel, Self::Json];

    /// The word in files and on the command line.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Html => "html",
            Self::Markdown => "markdown",
            Self::Csv => "csv",
            Self::CsvExcel => "csv-excel",
            Self::Json => "json",
        }
    }

    /// The end of a file's name.
    #[must_use]
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Html => "html",
            Self::Markdown => "md",
            Self::Csv => "csv",
            Self::CsvExcel => "excel.csv",
            Self::Json => "json",
        }
    }
}

/// A report file, as written.
#[derive(Debug, Clone, serde::Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "tidings report")]
pub struct ReportFile {
    /// The version of this format: 1.
    pub version: u32,
    /// The name of the report, which is the file's name.
    pub report: String,
    /// The message of its title.
    pub title: String,
    /// For whom it is made.
    pub for_each: ForEach,
    /// The length of its period.
    pub period: Grain,
    /// The formats; all where none is named.
    #[serde(default = "all_formats")]
    pub formats: Vec<Format>,
    /// What it shows, in order.
    pub sections: Vec<Section>,
}

fn all_formats() -> Vec<Format> {
    Format::ALL.to_vec()
}

/// One section.
#[derive(Debug, Clone, serde::Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Section {
    /// The headline figures, with target and change.
    Cards(Cards),
    /// A line over time.
    Trend(Trend),
    /// Rows by one dimension.
    Table(Table),
    /// Handle time beside the quality that it trades against.
    Balance(Balance),
    /// What was counted, by which version, since when.
    Definitions(Empty),
    /// How far the data reach, and what was rejected.
    DataQuality(Empty),
}

/// A section without settings, written `{}`.
#[derive(Debug, Clone, Default, serde::Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Empty {}

/// The headline figures.
#[derive(Debug, Clone, serde::Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Cards {
    /// KPIs by name, in order.
    pub kpis: Vec<String>,
}

/// A line over time.
#[derive(Debug, Clone, serde::Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Trend {
    /// KPIs by name; a chart for each.
    pub kpis: Vec<String>,
    /// The length of the periods on the time axis.
    pub grain: Grain,
    /// How many periods, up to and including the last of the report's period.
    pub periods: u16,
}

/// Rows by one dimension.
#[derive(Debug, Clone, serde::Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Table {
    /// The dimension whose members are the rows.
    pub by: String,
    /// KPIs by name, a column each.
    pub kpis: Vec<String>,
}

/// Handle time beside quality.
#[derive(Debug, Clone, serde::Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Balance {
    /// KPIs by name, the one to be balanced first.
    pub kpis: Vec<String>,
}

impl Section {
    /// The KPIs that the section shows.
    #[must_use]
    pub fn kpis(&self) -> &[String] {
        match self {
            Self::Cards(section) => &section.kpis,
            Self::Trend(section) => &section.kpis,
            Self::Table(section) => &section.kpis,
            Self::Balance(section) => &section.kpis,
            Self::Definitions(_) | Self::DataQuality(_) => &[],
        }
    }

    /// The key of the section in the file.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Cards(_) => "cards",
            Self::Trend(_) => "trend",
            Self::Table(_) => "table",
            Self::Balance(_) => "balance",
            Self::Definitions(_) => "definitions",
            Self::DataQuality(_) => "data_quality",
        }
    }
}

impl ReportFile {
    /// Reads `reports/<name>.yaml`.
    ///
    /// # Errors
    /// Every mistake, at its place.
    pub fn parse(file: &str, text: &str, name: &str) -> Result<(Self, Document), Vec<Diagnostic>> {
        let document = Document::parse(file, text).map_err(|finding| vec![finding])?;
        let report: Self = document.read().map_err(|finding| vec![finding])?;
        let mut findings = Vec::new();
        if report.version != 1 {
            findings.push(
                document
                    .error("/version", format!("found version {}, this program reads version 1", report.version))
                    .hint("write `version: 1`"),
            );
        }
        if report.report != name {
            findings.push(
                document
                    .error("/report", format!("the file says `{}`, it is called `{name}`", report.report))
                    .hint(format!("write `report: {name}` or rename the file")),
            );
        }
        if report.sections.is_empty() {
            findings
                .push(document.error("/sections", "a report needs a section").hint("add `- cards: { kpis: [...] }`"));
        }
        for (index, section) in report.sections.iter().enumerate() {
            if let Section::Trend(trend) = section
                && !(2..=400).contains(&trend.periods)
            {
                findings.push(
                    document
                        .error(
                            &format!("/sections/{index}/trend/periods"),
                            format!("found {} periods, expected 2 to 400", trend.periods),
                        )
                        .hint("a line needs at least two points"),
                );
            }
        }
        if findings.is_empty() { Ok((report, document)) } else { Err(findings) }
    }

    /// Every KPI that the report shows, each once, in order of appearance.
    #[must_use]
    pub fn kpis(&self) -> Vec<&str> {
        let mut names: Vec<&str> = Vec::new();
        for name in self.sections.iter().flat_map(Section::kpis) {
            if !names.contains(&name.as_str()) {
                names.push(name);
            }
        }
        names
    }
}
