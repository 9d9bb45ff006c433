//! The source: a configuration resolved to streams, and what it has to offer.

use std::path::PathBuf;
use std::sync::Arc;

use arrow_schema::{Field, SchemaRef};
use encoding_rs::Encoding;
use tidings_connector::{
    Cancel, Catalog, Context, Error, Messages, Notice, Positions, ReadRequest, Source, StreamDescription, nearest,
};

use crate::column::Column;
use crate::config::{ColumnConfig, CsvConfig, Limits, Ordered};
use crate::files::{self, FoundFile};
use crate::layout::{Layout, merge};
use crate::open;
use crate::read::Reading;

/// Changes when the same file and configuration give other rows than before.
const READER_VERSION: u32 = 1;

/// How all files of the source are written.
#[derive(Clone, Debug)]
pub(crate) struct Format {
    pub(crate) header: bool,
    pub(crate) delimiter: Option<u8>,
    pub(crate) quote: Option<u8>,
    pub(crate) escape: Option<u8>,
    pub(crate) encoding: Option<&'static Encoding>,
    pub(crate) limits: Limits,
}

/// One stream, resolved.
#[derive(Clone, Debug)]
pub(crate) struct Stream {
    pub(crate) name: Arc<str>,
    pub(crate) pattern: String,
    pub(crate) columns: Vec<Column>,
    pub(crate) names: Option<Vec<String>>,
    /// Of all that decides which rows a file gives.
    pub(crate) definition: String,
    positions: Positions,
    /// Where it stands in the configuration.
    pointer: String,
}

impl Stream {
    /// Places an error at a key of a column's configuration.
    pub(crate) fn place(&self, column: &str, key: &str, error: Error) -> Error {
        place_column(&self.positions, &self.pointer, column, key, error)
    }

    /// Places an error at the stream's path.
    pub(crate) fn place_path(&self, error: Error) -> Error {
        self.positions.place(&format!("{}/path", self.pointer), error)
    }
}

fn place_column(positions: &Positions, pointer: &str, column: &str, key: &str, error: Error) -> Error {
    let pointer = Positions::join(&Positions::join(&format!("{pointer}/columns"), column), key);
    positions.place(&pointer, error)
}

/// A configured csv source.
#[derive(Debug)]
pub(crate) struct Csv {
    pub(crate) format: Format,
    pub(crate) project_directory: PathBuf,
    pub(crate) cancel: Cancel,
    streams: Vec<Stream>,
}

impl Csv {
    pub(crate) fn new(config: CsvConfig, positions: &Positions, context: &Context) -> Result<Csv, Error> {
        let format = resolve_format(&config, positions)?;
        let mut streams = Vec::new();
        let several = !config.streams.0.is_empty();
        match (&config.path, several) {
            (Some(path), false) => {
                let name = only_name(context)?;
                streams.push(resolve_stream(&name, path, &config.columns, &config.names, "", &config, positions)?);
            }
            (None, true) => {
                let idle = [("columns", !config.columns.0.is_empty()), ("names", config.names.is_some())];
                if let Some((key, _)) = idle.into_iter().find(|(_, there)| *there) {
                    let error = Error::config(format!("`{key}` stands beside `streams`"));
                    let error = error.hint(format!("move `{key}` into the stream it belongs to"));
                    return Err(positions.place(&format!("/{key}"), error));
                }
                for (name, stream) in &config.streams.0 {
                    let pointer = Positions::join("/streams", name);
                    streams.push(resolve_stream(
                        name,
                        &stream.path,
                        &stream.columns,
                        &stream.names,
                        &pointer,
                        &config,
                        positions,
                    )?);
                }
            }
            (Some(_), true) => {
                let error = Error::config("`path` and `streams` are both there").hint("leave one out");
                return Err(positions.place("/path", error));
            }
            (None, false) => {
                let error = Error::config("missing key `path`").hint("name the files, such as `data/calls/*.csv`");
                return Err(positions.place("", error));
            }
        }
        Ok(Csv {
            format,
            project_directory: context.project_directory.clone(),
            cancel: context.cancel.clone(),
            streams,
        })
    }

    /// The stream of that name.
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
        files::find(&self.project_directory, &stream.pattern).map_err(|error| stream.place_path(error))
    }

    /// The columns of these files together, and what there is to know about them.
    pub(crate) fn schema(
        &self,
        stream: &Stream,
        files: &[FoundFile],
        known: Option<&SchemaRef>,
    ) -> Result<(SchemaRef, Vec<Notice>), Error> {
        let mut found: Vec<Field> = stream.columns.iter().map(Column::field).collect();
        let mut notices: Vec<Notice> = Vec::new();
        for file in files {
            let Some(header) = open::open(file, stream, &self.format)?.header else { continue };
            let layout = Layout::new(stream, &header, &file.name)?;
            for field in layout.fields(stream) {
                if !found.iter().any(|known| known.name() == field.name()) {
                    found.push(field);
                }
            }
            // Files of one export have the same header; one notice for all of them will do.
            let mut new = layout.notices;
            new.retain(|notice| !notices.iter().any(|known| known.hint == notice.hint));
            notices.extend(new);
        }
        Ok((merge(known, &found)?, notices))
    }
}

impl Source for Csv {
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
            let (schema, notices) = self.schema(stream, &self.files(stream)?, None)?;
            let mut description = StreamDescription::new(stream.name.clone(), schema);
            description.notices = notices;
            catalog.streams.push(description);
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

fn resolve_format(config: &CsvConfig, positions: &Positions) -> Result<Format, Error> {
    let ascii = |key: &str, character: char| match u8::try_from(character) {
        Ok(byte) if byte.is_ascii() && !byte.is_ascii_alphanumeric() && !matches!(byte, b'\n' | b'\r') => Ok(byte),
        _ => {
            let error = Error::config(format!("`{character}` cannot be the {key}")).hint("take an ASCII character");
            Err(positions.place(&format!("/{key}"), error))
        }
    };
    let mut quote_characters = config.quote.chars();
    let quote = match (quote_characters.next(), quote_characters.next()) {
        (None, _) => None,
        (Some(quote), None) => Some(ascii("quote", quote)?),
        _ => {
            let error = Error::config("`quote` has more than one character");
            return Err(positions.place("/quote", error));
        }
    };
    let delimiter = config.delimiter.map(|character| ascii("delimiter", character)).transpose()?;
    let escape = config.escape.map(|character| ascii("escape", character)).transpose()?;
    if delimiter.is_some() && (delimiter == quote || delimiter == escape) {
        let error = Error::config("`delimiter` is also the quote or the escape character");
        return Err(positions.place("/delimiter", error));
    }
    let encoding = match &config.encoding {
        None => None,
        Some(label) => Some(resolve_encoding(label).map_err(|error| positions.place("/encoding", error))?),
    };
    if config.header && (config.names.is_some() || config.streams.0.iter().any(|(_, stream)| stream.names.is_some())) {
        let error = Error::config("`names` are given, but the files have a header");
        return Err(positions.place("/names", error.hint("declare `header: false`, or leave `names` out")));
    }
    let mut limits = config.limits;
    // A cap below this could not hold a header.
    limits.record_bytes = limits.record_bytes.clamp(64, 1 << 30) & !1;
    limits.compression_ratio = limits.compression_ratio.max(1);
    Ok(Format { header: config.header, delimiter, quote, escape, encoding, limits })
}

fn resolve_encoding(label: &str) -> Result<&'static Encoding, Error> {
    match Encoding::for_label_no_replacement(label.as_bytes()) {
        Some(encoding) => Ok(encoding),
        None => {
            let names =
                ["utf-8", "windows-1252", "iso-8859-15", "utf-16le", "gb18030", "gbk", "big5", "euc-kr", "shift_jis"];
            let hint = match nearest(label, names) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "take a label of the WHATWG encoding standard, such as `windows-1252`".to_owned(),
            };
            Err(Error::config(format!("unknown encoding `{label}`")).hint(hint))
        }
    }
}

fn resolve_stream(
    name: &str,
    path: &str,
    columns: &Ordered<ColumnConfig>,
    names: &Option<Vec<String>>,
    pointer: &str,
    config: &CsvConfig,
    positions: &Positions,
) -> Result<Stream, Error> {
    let mut resolved = Vec::new();
    for (column, settings) in &columns.0 {
        let place = |key: &str, error| place_column(positions, pointer, column, key, error);
        resolved.push(Column::new(column, settings, &place)?);
    }
    let decisive = (
        READER_VERSION,
        &columns.0,
        names,
        (config.header, config.delimiter, &config.quote, config.escape, &config.encoding),
        (config.limits.record_bytes, config.limits.record_lines, config.limits.field_bytes),
    );
    let definition = files::fingerprint(&decisive)?;
    Ok(Stream {
        name: name.into(),
        pattern: path.to_owned(),
        columns: resolved,
        names: names.clone(),
        definition,
        positions: positions.clone(),
        pointer: pointer.to_owned(),
    })
}
