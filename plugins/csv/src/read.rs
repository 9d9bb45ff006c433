//! A read: files in turn, their records as messages.

use std::borrow::Cow;
use std::collections::{BTreeSet, VecDeque};
use std::sync::Arc;

use arrow_schema::{Schema, SchemaRef};
use tidings_connector::{Error, Location, Message, Mode, Reason, Rejected, StreamRequest, nearest};

use crate::column::{Value, Zones};
use crate::files::{FoundFile, Progress, remaining};
use crate::layout::{Layout, Slot};
use crate::open::open;
use crate::records::{BadRecord, Next, Record, Records};
use crate::rows::Rows;
use crate::source::{Csv, Stream};

/// The messages of one stream.
pub(crate) struct Reading<'a> {
    source: &'a Csv,
    stream: &'a Stream,
    request: StreamRequest,
    batch_rows: usize,
    step: Step,
    ready: VecDeque<Message>,
    zones: Zones,
}

enum Step {
    Start,
    Files(Box<Files>),
    Done,
}

/// How far a call went.
enum Progressed {
    Ready,
    Over,
    Cancelled,
}

/// The columns that rows are read into.
struct Target {
    schema: SchemaRef,
    key: Vec<usize>,
}

/// What is being read.
struct Files {
    target: Target,
    rows: Rows,
    progress: Progress,
    left: VecDeque<FoundFile>,
    current: Option<Current>,
}

struct Current {
    file: FoundFile,
    records: Records,
    slots: Vec<Slot>,
}

impl<'a> Reading<'a> {
    pub(crate) fn new(source: &'a Csv, request: StreamRequest, batch_rows: usize) -> Result<Reading<'a>, Error> {
        let stream = source.stream(&request.name)?;
        match request.mode {
            Mode::Upsert if request.key.is_empty() => {
                return Err(Error::config(format!("stream `{}` is to be upserted and has no key", stream.name))
                    .hint("name the columns of its key, or leave the stream to be replaced"));
            }
            Mode::Append => {
                return Err(Error::config(format!("stream `{}` cannot be appended to", stream.name))
                    .hint("files change: name a key, or leave the stream to be replaced"));
            }
            Mode::Upsert | Mode::Replace => {}
        }
        Ok(Reading {
            source,
            stream,
            request,
            batch_rows,
            step: Step::Start,
            ready: VecDeque::new(),
            zones: Zones::default(),
        })
    }

    fn start(&mut self) -> Result<Step, Error> {
        let found = self.source.files(self.stream)?;
        // Another key rejects other rows.
        let definition = format!("{} {}", self.stream.definition, self.request.key.join(","));
        let work = remaining(found.clone(), self.request.state.as_ref(), &definition, self.request.mode)?;
        if work.files.is_empty() {
            return Ok(Step::Done);
        }
        let known = self.request.schema.as_ref();
        // The catalog's schema is that of all files.
        let (catalog, notices) = self.source.schema(self.stream, &found, known)?;
        let schema = self.wanted(&catalog)?;
        if known.is_some_and(|known| known.fields().len() != catalog.fields().len()) {
            let stream = self.stream.name.clone();
            self.ready.push_back(Message::Schema { stream, schema: schema.clone(), notices });
        }
        let key = self.key(&schema)?;
        Ok(Step::Files(Box::new(Files {
            rows: Rows::new(schema.clone(), self.batch_rows)?,
            target: Target { schema, key },
            progress: work.progress,
            left: work.files.into(),
            current: None,
        })))
    }

    /// The columns asked for.
    fn wanted(&self, schema: &SchemaRef) -> Result<SchemaRef, Error> {
        let Some(columns) = &self.request.columns else { return Ok(schema.clone()) };
        let wanted: BTreeSet<&str> = columns.iter().chain(&self.request.key).map(String::as_str).collect();
        for name in &wanted {
            self.index(schema, name)?;
        }
        let fields: Vec<_> =
            schema.fields().iter().filter(|field| wanted.contains(field.name().as_str())).cloned().collect();
        Ok(Arc::new(Schema::new(fields)))
    }

    fn key(&self, schema: &SchemaRef) -> Result<Vec<usize>, Error> {
        self.request.key.iter().map(|name| self.index(schema, name)).collect()
    }

    fn index(&self, schema: &SchemaRef, name: &str) -> Result<usize, Error> {
        schema.fields().iter().position(|field| field.name() == name).ok_or_else(|| {
            let error = Error::config(format!("stream `{}` has no column `{name}`", self.stream.name));
            match nearest(name, schema.fields().iter().map(|field| field.name().as_str())) {
                Some(near) => error.hint(format!("did you mean `{near}`?")),
                None => error.hint("name a column that the source shows in `discover`"),
            }
        })
    }

    /// Reads on until a message is ready or all is read.
    fn go_on(&mut self, files: &mut Files) -> Result<Progressed, Error> {
        while self.ready.is_empty() {
            if self.source.cancel.is_cancelled() {
                return Ok(Progressed::Cancelled);
            }
            let Some(current) = &mut files.current else {
                match files.left.pop_front() {
                    Some(file) => self.open_next(files, file)?,
                    None => {
                        self.end(files)?;
                        return Ok(Progressed::Over);
                    }
                }
                continue;
            };
            let location = |line, byte_offset| Location {
                file: Some(current.file.name.clone()),
                line: Some(line),
                byte_offset: Some(byte_offset),
            };
            let rejected = match current.records.next()? {
                Next::Record(record) => {
                    match values(self.stream, &files.target, &current.slots, &record, &mut self.zones) {
                        Ok(mut values) => {
                            files.rows.push(&mut values)?;
                            None
                        }
                        Err(why) => Some((location(record.line, record.offset), why, record.raw().to_vec())),
                    }
                }
                Next::Bad(BadRecord { line, offset, why, raw }) => Some((location(line, offset), why, raw)),
                Next::End => {
                    self.end_file(files)?;
                    continue;
                }
            };
            if let Some((location, why, raw)) = rejected {
                let rejected = Rejected::new(self.stream.name.clone(), location, why).with_raw(&raw);
                self.ready.push_back(Message::Rejected(rejected));
            }
            if files.rows.is_full() {
                self.flush(files)?;
            }
        }
        Ok(Progressed::Ready)
    }

    fn open_next(&mut self, files: &mut Files, file: FoundFile) -> Result<(), Error> {
        let opened = open(&file, self.stream, &self.source.format)?;
        let slots = match &opened.header {
            Some(header) => Layout::new(self.stream, header, &file.name)?.slots(self.stream, &files.target.schema),
            None => Vec::new(),
        };
        files.current = Some(Current { file, records: opened.records, slots });
        Ok(())
    }

    fn end_file(&mut self, files: &mut Files) -> Result<(), Error> {
        let Some(Current { file, records, .. }) = files.current.take() else { return Ok(()) };
        let sha256 = records.into_lines().into_bytes().finish()?;
        file.still_the_same()?;
        files.progress.add(&file, sha256);
        if self.request.mode != Mode::Replace {
            self.flush(files)?;
            self.ready.push_back(Message::State(files.progress.to_state(&self.stream.name)?));
        }
        Ok(())
    }

    fn flush(&mut self, files: &mut Files) -> Result<(), Error> {
        if let Some(rows) = files.rows.take()? {
            self.ready.push_back(Message::Batch { stream: self.stream.name.clone(), rows });
        }
        Ok(())
    }

    /// All files are read.
    fn end(&mut self, files: &mut Files) -> Result<(), Error> {
        if self.request.mode == Mode::Replace {
            self.flush(files)?;
            self.ready.push_back(Message::Complete { stream: self.stream.name.clone() });
            self.ready.push_back(Message::State(files.progress.to_state(&self.stream.name)?));
        }
        Ok(())
    }

    fn advance(&mut self) -> Result<Option<Message>, Error> {
        loop {
            if self.source.cancel.is_cancelled() {
                // What is ready may promise more than the host will take.
                self.ready.clear();
                self.step = Step::Done;
            }
            if let Some(message) = self.ready.pop_front() {
                return Ok(Some(message));
            }
            // After an error or a cancel the step stays `Done`.
            match std::mem::replace(&mut self.step, Step::Done) {
                Step::Start => self.step = self.start()?,
                Step::Files(mut files) => match self.go_on(&mut files)? {
                    Progressed::Ready => self.step = Step::Files(files),
                    Progressed::Over => {}
                    Progressed::Cancelled => return Ok(None),
                },
                Step::Done => return Ok(None),
            }
        }
    }
}

impl Iterator for Reading<'_> {
    type Item = Result<Message, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        self.advance().transpose()
    }
}

/// The values of a row, or why it is none.
fn values<'r>(
    stream: &Stream,
    target: &Target,
    slots: &[Slot],
    record: &Record<'r>,
    zones: &mut Zones,
) -> Result<Vec<Value<'r>>, Reason> {
    let mut values = Vec::with_capacity(slots.len());
    for (slot, field) in slots.iter().zip(target.schema.fields()) {
        values.push(match slot {
            Slot::Absent => Value::Null,
            Slot::Plain(index) => match record.field(*index) {
                "" => Value::Null,
                text => Value::Text(Cow::Borrowed(text)),
            },
            Slot::Declared(index, sources) => {
                let column = &stream.columns[*index];
                let zone = sources.zone.map_or("", |field| record.field(field));
                let value = match joined(record, &sources.fields) {
                    Some(text) => column.parse(text, zone, zones)?,
                    None => Value::Null,
                };
                if column.required && value == Value::Null {
                    return Err(Reason::in_column("missing_value", field.name(), "a required value is missing"));
                }
                value
            }
        });
    }
    match target.key.iter().find(|index| values.get(**index) == Some(&Value::Null)) {
        None => Ok(values),
        Some(index) => {
            let text = "a column of the key has no value";
            Err(Reason::in_column("missing_key", target.schema.field(*index).name(), text))
        }
    }
}

/// The texts of several fields with a space between; none if one of them is empty.
fn joined<'r>(record: &Record<'r>, fields: &[usize]) -> Option<Cow<'r, str>> {
    if let [field] = fields {
        return Some(Cow::Borrowed(record.field(*field)));
    }
    let texts: Vec<&str> = fields.iter().map(|field| record.field(*field).trim()).collect();
    let whole = texts.iter().all(|text| !text.is_empty());
    whole.then(|| Cow::Owned(texts.join(" ")))
}
