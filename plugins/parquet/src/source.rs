//! The source: a configuration resolved to streams, and what it has to offer.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;

use arrow_schema::{Field, Schema, SchemaRef};
use tidings_connector::{
    Cancel, Catalog, Context, Error, Messages, Positions, ReadRequest, Source, StreamDescription, nearest,
};
use tidings_plugin_csv::clock;
use tidings_plugin_csv::files::{self, FoundFile};
use tidings_plugin_csv::names::{self, snake_case};

use crate::columns::{Clock, Conversion};
use crate::config::{ColumnConfig, Limits, ParquetConfig};
use crate::open::open;
use crate::read::Reading;

/// Changes when the same file and configuration give other rows than before.
const READER_VERSION: u32 = 1;

/// A column as the project declares it.
#[derive(Clone, Debug)]
struct Column {
    name: String,
    from: Option<String>,
    clock: Option<Clock>,
    required: bool,
    optional: bool,
}

/// One stream, resolved.
#[derive(Clone, Debug)]
pub(crate) struct Stream {
    pub(crate) name: Arc<str>,
    pattern: String,
    columns: Vec<Column>,
    ignore: Vec<String>,
    /// Of all that decides which rows a file gives.
    pub(crate) definition: String,
    positions: Positions,
    pointer: String,
}

/// A column of a file on its way to one of the stream.
#[derive(Clone, Debug)]
pub(crate) struct Place {
    /// Its name in the stream.
    pub(crate) name: String,
    /// Its place in the file.
    pub(crate) index: usize,
    pub(crate) conversion: Conversion,
    pub(crate) clock: Option<Clock>,
    pub(crate) required: bool,
}

impl Stream {
    fn place(&self, column: &str, key: &str, error: Error) -> Error {
        let pointer = Positions::join(&Positions::join(&format!("{}/columns", self.pointer), column), key);
        self.positions.place(&pointer, error)
    }

    /// Holds a file's schema against the declared columns: declared ones first, then the others in
    /// the file's order.
    pub(crate) fn layout(&self, schema: &Schema, file: &str) -> Result<Vec<Place>, Error> {
        let mut used = BTreeSet::new();
        let mut places = Vec::new();
        for column in &self.columns {
            let found = schema.fields().iter().position(|field| match &column.from {
                Some(from) => field.name() == from,
                None => snake_case(field.name()) == column.name,
            });
            match found {
                Some(index) => {
                    used.insert(index);
                    places.push(self.column(column, index, schema.field(index), file)?);
                }
                None if column.optional => {}
                None => {
                    let wanted = column.from.as_ref().unwrap_or(&column.name);
                    let names = || schema.fields().iter().map(|field| field.name().as_str());
                    let hint = match nearest(wanted, names()) {
                        Some(near) => format!("did you mean `{near}`?"),
                        None => {
                            let known: Vec<String> = names().take(20).map(|name| format!("`{name}`")).collect();
                            format!("its columns are {}", known.join(", "))
                        }
                    };
                    let error = Error::schema(format!("`{file}` has no column `{wanted}`")).hint(hint);
                    return Err(self.place(&column.name, "from", error));
                }
            }
        }
        for (index, field) in schema.fields().iter().enumerate() {
            if used.contains(&index) || self.ignore.contains(field.name()) {
                continue;
            }
            let name = match snake_case(field.name()) {
                name if name.is_empty() => format!("column_{}", index + 1),
                name => name,
            };
            if places.iter().any(|place| place.name == name) {
                return Err(Error::schema(format!("two columns of `{file}` come to be called `{name}`")).hint(
                    format!(
                        "rename one by `columns: {{ other_name: {{ from: \"{}\" }} }}`, or list it under `ignore`",
                        field.name()
                    ),
                ));
            }
            let column = Column { name, from: None, clock: None, required: false, optional: false };
            places.push(self.column(&column, index, field, file)?);
        }
        Ok(places)
    }

    fn column(&self, column: &Column, index: usize, field: &Field, file: &str) -> Result<Place, Error> {
        let (found, data_type) = (field.name(), field.data_type());
        let Some(conversion) = Conversion::of(data_type) else {
            let kind = if data_type.is_nested() { "nested" } else { "of a type that is not kept" };
            return Err(Error::schema(format!("column `{found}` of `{file}` is {kind}: {data_type}"))
                .hint(format!("list it under `ignore: [{found}]`, or flatten it where the file is made")));
        };
        let local = conversion == Conversion::Local;
        if local && column.clock.is_none() {
            let error = Error::config(format!("column `{found}` of `{file}` holds local times and has no zone"));
            let hint = format!("declare `columns: {{ {}: {{ time_zone: Europe/Berlin }} }}`", column.name);
            return Err(self.place(&column.name, "", error.hint(hint)));
        }
        if !local && column.clock.is_some() {
            let error = Error::config(format!("column `{found}` of `{file}` is {data_type} and takes no `time_zone`"));
            return Err(self.place(&column.name, "time_zone", error.hint("leave `time_zone` out")));
        }
        let clock = column.clock.clone();
        Ok(Place { name: column.name.clone(), index, conversion, clock, required: column.required })
    }
}

/// A configured parquet source.
#[derive(Debug)]
pub(crate) struct Parquet {
    pub(crate) limits: Limits,
    pub(crate) cancel: Cancel,
    project_directory: PathBuf,
    streams: Vec<Stream>,
}

impl Parquet {
    pub(crate) fn new(config: ParquetConfig, positions: &Positions, context: &Context) -> Result<Parquet, Error> {
        let mut streams = Vec::new();
        match &config.path {
            Some(_) if !config.streams.is_empty() => {
                let error = Error::config("`path` and `streams` are both there").hint("leave one out");
                return Err(positions.place("/path", error));
            }
            Some(path) => {
                let name = only_name(context)?;
                streams.push(stream(&name, path, &config.columns, &config.ignore, "", positions)?);
            }
            None if config.streams.is_empty() => {
                let error = Error::config("missing key `path`").hint("name the files, such as `data/*.parquet`");
                return Err(positions.place("", error));
            }
            None => {
                let idle = [("columns", !config.columns.is_empty()), ("ignore", !config.ignore.is_empty())];
                if let Some((key, _)) = idle.into_iter().find(|(_, there)| *there) {
                    let error = Error::config(format!("`{key}` stands beside `streams`"));
                    let error = error.hint(format!("move `{key}` into the stream it belongs to"));
                    return Err(positions.place(&format!("/{key}"), error));
                }
                for (name, each) in &config.streams {
                    let pointer = Positions::join("/streams", name);
                    streams.push(stream(name, &each.path, &each.columns, &each.ignore, &pointer, positions)?);
                }
            }
        }
        Ok(Parquet {
            limits: config.limits,
            cancel: context.cancel.clone(),
            project_directory: context.project_directory.clone(),
            streams,
        })
    }

    pub(crate) fn stream(&self, name: &str) -> Result<&Stream, Error> {
        self.streams.iter().find(|stream| &*stream.name == name).ok_or_else(|| {
            let error = Error::not_found(format!("the source has no stream `{name}`"));
            match nearest(name, self.streams.iter().map(|stream| &*stream.name)) {
                Some(near) => error.hint(format!("did you mean `{near}`?")),
                None => error,
            }
        })
    }

    pub(crate) fn files(&self, stream: &Stream) -> Result<Vec<FoundFile>, Error> {
        files::find(&self.project_directory, &stream.pattern)
            .map_err(|error| stream.positions.place(&format!("{}/path", stream.pointer), error))
    }

    /// The columns of these files together.
    pub(crate) fn schema(
        &self,
        stream: &Stream,
        files: &[FoundFile],
        known: Option<&SchemaRef>,
    ) -> Result<SchemaRef, Error> {
        let mut fields: Vec<Field> =
            known.into_iter().flat_map(|schema| schema.fields().iter()).map(|field| field.as_ref().clone()).collect();
        // What the warehouse has and no file does has no values.
        let mut seen: BTreeSet<String> = BTreeSet::new();
        for file in files {
            for place in stream.layout(open(file, self.limits)?.schema(), &file.name)? {
                let found = Field::new(&place.name, place.conversion.data_type(), !place.required);
                match fields.iter_mut().find(|field| field.name() == found.name()) {
                    Some(field) if field.data_type() != found.data_type() => {
                        return Err(Error::schema(format!(
                            "column `{}` is {} in `{}`, but was {}",
                            found.name(),
                            found.data_type(),
                            file.name,
                            field.data_type()
                        ))
                        .hint("a column of a stream never changes its type; give it another name in `columns`"));
                    }
                    Some(field) => *field = found,
                    None => fields.push(found),
                }
                seen.insert(place.name);
            }
        }
        let nullable = |field: Field| {
            let absent = !seen.contains(field.name());
            if absent { field.with_nullable(true) } else { field }
        };
        Ok(Arc::new(Schema::new(fields.into_iter().map(nullable).collect::<Vec<_>>())))
    }
}

impl Source for Parquet {
    fn check(&self) -> Result<(), Error> {
        for stream in &self.streams {
            if let Some(file) = self.files(stream)?.first() {
                self.schema(stream, std::slice::from_ref(file), None)?;
            }
        }
        Ok(())
    }

    fn discover(&self) -> Result<Catalog, Error> {
        let mut catalog = Catalog::default();
        for stream in &self.streams {
            let schema = self.schema(stream, &self.files(stream)?, None)?;
            catalog.streams.push(StreamDescription::new(stream.name.clone(), schema));
        }
        Ok(catalog)
    }

    fn read<'a>(&'a self, request: &ReadRequest) -> Result<Messages<'a>, Error> {
        let mut readings = Vec::new();
        for stream in &request.streams {
            readings.push(Reading::new(self, stream.clone(), request.batch_rows)?);
        }
        let mut failed = false;
        Ok(Box::new(readings.into_iter().flatten().take_while(move |message| {
            let go_on = !failed;
            failed = message.is_err();
            go_on
        })))
    }
}

fn only_name(context: &Context) -> Result<String, Error> {
    match context.streams.as_slice() {
        [] => Ok(context.name.clone()),
        [name] => Ok(name.clone()),
        several => Err(Error::config(format!("one `path` is one stream, but the project names {}", several.len()))
            .hint("give each stream its files by `config: { streams: { name: { path: .. } } }`")),
    }
}

fn stream(
    name: &str,
    path: &str,
    columns: &BTreeMap<String, ColumnConfig>,
    ignore: &[String],
    pointer: &str,
    positions: &Positions,
) -> Result<Stream, Error> {
    let mut resolved = Vec::new();
    for (column, config) in columns {
        names::check(column)
            .map_err(|error| positions.place(&Positions::join(&format!("{pointer}/columns"), column), error))?;
        let clock = match &config.time_zone {
            None => None,
            Some(zone) => Some(Clock {
                zone: clock::zone(zone).ok_or_else(|| {
                    let error = Error::config(format!("unknown time zone `{zone}` of column `{column}`"));
                    let hint = clock::nearest_zone(zone).map_or_else(
                        || "zones have IANA names, such as `Europe/Berlin`".to_owned(),
                        |near| format!("did you mean `{near}`?"),
                    );
                    let place = Positions::join(&Positions::join(&format!("{pointer}/columns"), column), "time_zone");
                    positions.place(&place, error.hint(hint))
                })?,
                ambiguous: config.ambiguous,
                nonexistent: config.nonexistent,
            }),
        };
        resolved.push(Column {
            name: column.clone(),
            from: config.from.clone(),
            clock,
            required: config.required,
            optional: config.optional,
        });
    }
    let definition = files::fingerprint(&(READER_VERSION, columns, ignore))?;
    Ok(Stream {
        name: name.into(),
        pattern: path.to_owned(),
        columns: resolved,
        ignore: ignore.to_vec(),
        definition,
        positions: positions.clone(),
        pointer: pointer.to_owned(),
    })
}
