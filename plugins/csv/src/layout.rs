//! How a file's fields make the columns of its stream.

use std::collections::BTreeSet;
use std::sync::Arc;

use arrow_schema::{DataType, Field, Schema, SchemaRef};
use tidings_connector::{Error, Notice, nearest};

use crate::header::{HeaderColumn, NotFound, find_column, name_columns};
use crate::names::snake_case;
use crate::source::Stream;

/// A header held against the declared columns.
#[derive(Debug)]
pub(crate) struct Layout {
    /// Where each declared column's texts stand; none where an optional one is missing.
    declared: Vec<Option<Sources>>,
    /// Columns that are not declared: field and name.
    extra: Vec<(usize, String)>,
    /// What the user should know about the header.
    pub(crate) notices: Vec<Notice>,
}

/// The fields that a declared column is made of.
#[derive(Clone, Debug)]
pub(crate) struct Sources {
    pub(crate) fields: Vec<usize>,
    pub(crate) zone: Option<usize>,
}

/// Where the values of a column of the stream come from.
#[derive(Clone, Debug)]
pub(crate) enum Slot {
    /// A declared column, by its place among them.
    Declared(usize, Sources),
    /// A field as it stands.
    Plain(usize),
    /// The file has nothing for it.
    Absent,
}

impl Layout {
    /// Finds the declared columns in a header and names the others.
    pub(crate) fn new(stream: &Stream, texts: &[String], file: &str) -> Result<Layout, Error> {
        let taken: BTreeSet<&str> = stream.columns.iter().map(|column| column.name.as_str()).collect();
        let (header, mut notices) = name_columns(texts, &taken, file);
        let mut used = BTreeSet::new();
        let mut declared = Vec::new();
        for column in &stream.columns {
            let missing = |error: Error, key: &str| stream.place(&column.name, key, error);
            let mut sources = Sources { fields: Vec::new(), zone: None };
            let by_name = [column.name.clone()];
            let (wanted, by_text) =
                if column.from.is_empty() { (by_name.as_slice(), false) } else { (column.from.as_slice(), true) };
            let mut absent = false;
            for text in wanted {
                let found = if by_text { find_column(&header, text) } else { by_snake_case(&header, text) };
                match found {
                    Ok(index) => sources.fields.push(index),
                    Err(NotFound::Missing) if column.optional => absent = true,
                    Err(fault) => return Err(missing(explain(&header, text, &fault, file), "from")),
                }
            }
            if let Some(text) = column.zone_from.as_ref().filter(|_| !absent) {
                let found = find_column(&header, text).or_else(|fault| match fault {
                    NotFound::Missing => by_snake_case(&header, text),
                    NotFound::Ambiguous(_) => Err(fault),
                });
                match found {
                    Ok(index) => sources.zone = Some(index),
                    Err(fault) => return Err(missing(explain(&header, text, &fault, file), "time_zone_from")),
                }
            }
            used.extend(sources.fields.iter().copied());
            declared.push((!absent).then_some(sources));
        }
        let extra = extra_columns(&header, &used, &taken);
        // A name that the project gives is known to it.
        notices
            .retain(|notice| !used.iter().any(|index| notice.message.starts_with(&format!("column {} of", index + 1))));
        Ok(Layout { declared, extra, notices })
    }

    /// The declared columns, then the others in the file's order.
    pub(crate) fn fields(&self, stream: &Stream) -> Vec<Field> {
        let declared = stream.columns.iter().map(crate::column::Column::field);
        let extra = self.extra.iter().map(|(_, name)| Field::new(name, DataType::Utf8, true));
        declared.chain(extra).collect()
    }

    /// Where the values of each column come from.
    pub(crate) fn slots(&self, stream: &Stream, schema: &Schema) -> Vec<Slot> {
        let slot = |field: &Arc<Field>| {
            let name = field.name();
            if let Some(index) = stream.columns.iter().position(|column| column.name == *name) {
                return match self.declared.get(index) {
                    Some(Some(sources)) => Slot::Declared(index, sources.clone()),
                    _ => Slot::Absent,
                };
            }
            self.extra.iter().find(|(_, extra)| extra == name).map_or(Slot::Absent, |(field, _)| Slot::Plain(*field))
        };
        schema.fields().iter().map(slot).collect()
    }
}

fn by_snake_case(header: &[HeaderColumn], name: &str) -> Result<usize, NotFound> {
    let name = snake_case(name);
    header.iter().position(|column| column.name == name).ok_or(NotFound::Missing)
}

fn extra_columns(header: &[HeaderColumn], used: &BTreeSet<usize>, taken: &BTreeSet<&str>) -> Vec<(usize, String)> {
    let mut names: BTreeSet<String> = taken.iter().map(|name| (*name).to_owned()).collect();
    names.extend(header.iter().map(|column| column.name.clone()));
    let mut extra = Vec::new();
    for (index, column) in header.iter().enumerate().filter(|(index, _)| !used.contains(index)) {
        let mut name = column.name.clone();
        let mut nth = 2;
        // The project gave the name to another column.
        while taken.contains(name.as_str()) || (name != column.name && names.contains(&name)) {
            name = format!("{}_{nth}", column.name);
            nth += 1;
        }
        names.insert(name.clone());
        extra.push((index, name));
    }
    extra
}

fn explain(header: &[HeaderColumn], wanted: &str, fault: &NotFound, file: &str) -> Error {
    match fault {
        NotFound::Ambiguous(count) => {
            Error::schema(format!("`{wanted}` stands {count} times in the header of `{file}`"))
                .hint(format!("write `{wanted}#1` or `{wanted}#2`"))
        }
        NotFound::Missing => {
            let texts = || header.iter().map(|column| column.text.as_str()).filter(|text| !text.is_empty());
            let hint = match nearest(wanted, texts()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => {
                    let known: Vec<String> = texts().take(20).map(|text| format!("`{text}`")).collect();
                    format!("its columns are {}", known.join(", "))
                }
            };
            Error::schema(format!("`{file}` has no column `{wanted}`")).hint(hint)
        }
    }
}

/// The schema of a stream: what was known before, in its order, then what files add to it.
pub(crate) fn merge(known: Option<&SchemaRef>, found: &[Field]) -> Result<SchemaRef, Error> {
    let mut fields: Vec<Field> = Vec::new();
    for old in known.map(|schema| schema.fields().iter()).into_iter().flatten() {
        match found.iter().find(|field| field.name() == old.name()) {
            Some(new) if new.data_type() != old.data_type() => {
                let message = format!("column `{}` was {} and is now {}", old.name(), old.data_type(), new.data_type());
                return Err(Error::schema(message)
                    .hint("declare it under another name; a column of a stream never changes its type"));
            }
            Some(new) => fields.push(new.clone()),
            None => fields.push(old.as_ref().clone().with_nullable(true)),
        }
    }
    for field in found {
        if !fields.iter().any(|known| known.name() == field.name()) {
            fields.push(field.clone());
        }
    }
    Ok(Arc::new(Schema::new(fields)))
}
