//! The catalogue as CommonMark with tables.

use std::fmt::Write;

use super::CataloguePage;
use crate::render::{escape, grid};

// Writing to a string cannot fail.
pub(super) fn render(page: &CataloguePage) -> String {
    let mut out = String::new();
    let heads = &page.heads;
    // A full-width colon brings its own space.
    let gap = if heads.colon.is_ascii() { " " } else { "" };
    let after = |text: &str| format!("{}{gap}{text}", heads.colon);
    let _ = writeln!(out, "# {}\n\n**{}**\n\n{}\n", escape(&page.title), escape(&page.project), escape(&page.intro));
    let _ = writeln!(out, "## {}\n", escape(&heads.contents));
    for kpi in &page.kpis {
        let _ = writeln!(out, "- [{}](#{})", escape(&kpi.name), kpi.anchor);
    }
    for kpi in &page.kpis {
        let _ = writeln!(out, "\n<a id=\"{}\"></a>\n\n## {}\n\n`{}`\n", kpi.anchor, escape(&kpi.name), kpi.id);
        if let Some(definition) = &kpi.definition {
            let _ = writeln!(out, "{}\n", escape(definition));
        }
        if let Some(caution) = &kpi.caution {
            let _ = writeln!(out, "> **{}{}** {}\n", escape(&heads.caution), heads.colon, escape(caution));
        }
        for (label, text) in &kpi.facts {
            let _ = writeln!(out, "- {}{}", escape(label), after(&escape(text)));
        }
        if !kpi.read_with.is_empty() {
            let names: Vec<String> = kpi.read_with.iter().map(|(_, name)| escape(name)).collect();
            let _ = writeln!(out, "- {}{}", escape(&heads.read_with), after(&names.join(" · ")));
        }
        out.push('\n');
        if !kpi.parameters.is_empty() {
            let _ = writeln!(out, "### {}\n", escape(&heads.parameters));
            for (label, text) in &kpi.parameters {
                let _ = writeln!(out, "- {}{}", escape(label), after(&escape(text)));
            }
            out.push('\n');
        }
        let _ = writeln!(out, "### {}\n", escape(&heads.formula));
        for (label, expression) in &kpi.formula {
            let _ = writeln!(out, "- {}{}", escape(label), after(&format!("`{expression}`")));
        }
        if kpi.is_quotient {
            let _ = writeln!(out, "\n{}", escape(&heads.quotient));
        }
        let _ = writeln!(out, "\n```sql\n{}\n```\n", kpi.query);
        let _ = writeln!(out, "### {}\n", escape(&heads.reads));
        for (model, columns) in &kpi.reads {
            let columns: Vec<String> = columns.iter().map(|column| format!("`{column}`")).collect();
            let _ = writeln!(out, "- `{model}`{}", after(&columns.join(", ")));
        }
        let _ = writeln!(out, "\n### {}\n", escape(&heads.versions));
        let rows = kpi.versions.iter().map(|row| {
            let change =
                [Some(&row.change), row.definition.as_ref()].into_iter().flatten().filter(|text| !text.is_empty());
            let change = change.map(String::as_str).collect::<Vec<_>>().join(" ");
            vec![row.version.clone(), row.since.clone(), row.status.clone(), change]
        });
        grid(&mut out, &heads.columns, heads.columns.len(), rows);
    }
    out
}
