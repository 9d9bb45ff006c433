//! A read: files in turn, their batches as messages.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::Arc;

use arrow_array::{ArrayRef, BooleanArray, RecordBatch, new_null_array};
use arrow_schema::{Schema, SchemaRef};
use arrow_select::filter::filter_record_batch;
use tidings_connector::{Error, Location, Message, Mode, Reason, Rejected, StreamRequest, nearest};
use tidings_plugin_csv::files::{FoundFile, Progress, remaining};

use crate::columns::convert;
use crate::open::{Reader, open};
use crate::source::{Parquet, Place, Stream};

/// The messages of one stream.
pub(crate) struct Reading<'a> {
    source: &'a Parquet,
    stream: &'a Stream,
    request: StreamRequest,
    batch_rows: usize,
    step: Step,
    ready: VecDeque<Message>,
}

enum Step {
    Start,
    Files(Box<Files>),
    Done,
}

/// What is being read.
struct Files {
    schema: SchemaRef,
    progress: Progress,
    left: VecDeque<FoundFile>,
    current: Option<Current>,
}

struct Current {
    file: FoundFile,
    sha256: String,
    reader: Reader,
    /// Columns of the reader's batches, in their order.
    places: Vec<Place>,
    rows: u64,
}

impl<'a> Reading<'a> {
    pub(crate) fn new(source: &'a Parquet, request: StreamRequest, batch_rows: usize) -> Result<Reading<'a>, Error> {
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
            batch_rows: batch_rows.max(1),
            step: Step::Start,
            ready: VecDeque::new(),
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
        let all = self.source.schema(self.stream, &found, known)?;
        let schema = self.wanted(&all)?;
        if known.is_some_and(|known| known.fields().len() != all.fields().len()) {
            let (stream, schema) = (self.stream.name.clone(), schema.clone());
            self.ready.push_back(Message::Schema { stream, schema, notices: Vec::new() });
        }
        let files = Files { schema, progress: work.progress, left: work.files.into(), current: None };
        Ok(Step::Files(Box::new(files)))
    }

    /// The columns asked for, and the key.
    fn wanted(&self, schema: &SchemaRef) -> Result<SchemaRef, Error> {
        let asked = self.request.columns.iter().flatten().chain(&self.request.key);
        for name in asked.clone() {
            if schema.field_with_name(name).is_err() {
                let error = Error::config(format!("stream `{}` has no column `{name}`", self.stream.name));
                return Err(match nearest(name, schema.fields().iter().map(|field| field.name().as_str())) {
                    Some(near) => error.hint(format!("did you mean `{near}`?")),
                    None => error.hint("name a column that the source shows in `discover`"),
                });
            }
        }
        if self.request.columns.is_none() {
            return Ok(schema.clone());
        }
        let wanted: BTreeSet<&String> = asked.collect();
        let fields: Vec<_> = schema.fields().iter().filter(|field| wanted.contains(field.name())).cloned().collect();
        Ok(Arc::new(Schema::new(fields)))
    }

    fn open_next(&self, files: &Files, file: FoundFile) -> Result<Current, Error> {
        let opened = open(&file, self.source.limits)?;
        let mut places = self.stream.layout(opened.schema(), &file.name)?;
        places.retain(|place| place.required || files.schema.field_with_name(&place.name).is_ok());
        places.sort_by_key(|place| place.index);
        let indices: Vec<usize> = places.iter().map(|place| place.index).collect();
        let sha256 = file.sha256()?;
        Ok(Current { reader: opened.read(&indices, self.batch_rows)?, file, sha256, places, rows: 0 })
    }

    fn end_file(&mut self, files: &mut Files) -> Result<(), Error> {
        let Some(Current { file, sha256, .. }) = files.current.take() else { return Ok(()) };
        file.still_the_same()?;
        files.progress.add(&file, sha256);
        if self.request.mode != Mode::Replace {
            self.ready.push_back(Message::State(files.progress.to_state(&self.stream.name)?));
        }
        Ok(())
    }

    /// Converts a batch; rows that cannot be kept are rejected one by one.
    fn batch(&mut self, schema: &SchemaRef, current: &mut Current, batch: &RecordBatch) -> Result<(), Error> {
        let mut converted: BTreeMap<&str, ArrayRef> = BTreeMap::new();
        let mut rejected: BTreeMap<usize, Reason> = BTreeMap::new();
        for (place, array) in current.places.iter().zip(batch.columns()) {
            let column = convert(&place.name, array, &place.conversion, place.clock.as_ref()).map_err(|_| {
                // The error's own text may hold the value.
                Error::schema(format!(
                    "column `{}` of `{}` has a value that does not fit {}",
                    place.name,
                    current.file.name,
                    place.conversion.data_type()
                ))
                .hint("list it under `ignore`, or correct it where the file is made")
            })?;
            for (row, why) in column.rejected {
                rejected.entry(row).or_insert(why);
            }
            let key = self.request.key.contains(&place.name);
            if (place.required || key) && column.array.null_count() > 0 {
                let (code, text) = if key {
                    ("missing_key", "a column of the key has no value")
                } else {
                    ("missing_value", "a required value is missing")
                };
                for row in (0..batch.num_rows()).filter(|row| column.array.is_null(*row)) {
                    rejected.entry(row).or_insert_with(|| Reason::in_column(code, &place.name, text));
                }
            }
            converted.insert(&place.name, column.array);
        }
        let columns: Vec<ArrayRef> = schema
            .fields()
            .iter()
            .map(|field| match converted.get(field.name().as_str()) {
                Some(array) => array.clone(),
                None => new_null_array(field.data_type(), batch.num_rows()),
            })
            .collect();
        // A key that the file does not have at all.
        for key in self.request.key.iter().filter(|key| !converted.contains_key(key.as_str())) {
            for row in 0..batch.num_rows() {
                let why = Reason::in_column("missing_key", key, "a column of the key has no value");
                rejected.entry(row).or_insert(why);
            }
        }
        let unfit = |error| Error::bug("the columns of a batch do not fit together").caused_by(error);
        // Rows without required values are still in it, so the check of nulls waits.
        let loose: Vec<_> = schema.fields().iter().map(|field| field.as_ref().clone().with_nullable(true)).collect();
        let mut rows = RecordBatch::try_new(Arc::new(Schema::new(loose)), columns).map_err(unfit)?;
        if !rejected.is_empty() {
            let keep: BooleanArray = (0..rows.num_rows()).map(|row| Some(!rejected.contains_key(&row))).collect();
            rows = filter_record_batch(&rows, &keep).map_err(unfit)?;
        }
        for (row, mut why) in rejected {
            why.text = format!("row {} of the file: {}", current.rows + row as u64 + 1, why.text);
            let location = Location { file: Some(current.file.name.clone()), line: None, byte_offset: None };
            self.ready.push_back(Message::Rejected(Rejected::new(self.stream.name.clone(), location, why)));
        }
        current.rows += batch.num_rows() as u64;
        if rows.num_rows() > 0 {
            let rows = RecordBatch::try_new(schema.clone(), rows.columns().to_vec()).map_err(unfit)?;
            self.ready.push_back(Message::Batch { stream: self.stream.name.clone(), rows });
        }
        Ok(())
    }

    /// Reads on until a message is ready. Gives whether there is more.
    fn go_on(&mut self, files: &mut Files) -> Result<bool, Error> {
        while self.ready.is_empty() {
            if self.source.cancel.is_cancelled() {
                return Ok(false);
            }
            match &mut files.current {
                Some(current) => match current.reader.next()? {
                    Some(batch) => self.batch(&files.schema, current, &batch)?,
                    None => self.end_file(files)?,
                },
                None => match files.left.pop_front() {
                    Some(file) => files.current = Some(self.open_next(files, file)?),
                    None => {
                        if self.request.mode == Mode::Replace {
                            self.ready.push_back(Message::Complete { stream: self.stream.name.clone() });
                            self.ready.push_back(Message::State(files.progress.to_state(&self.stream.name)?));
                        }
                        return Ok(false);
                    }
                },
            }
        }
        Ok(true)
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
            // After an error the step stays `Done`.
            match std::mem::replace(&mut self.step, Step::Done) {
                Step::Start => self.step = self.start()?,
                Step::Files(mut files) => {
                    if self.go_on(&mut files)? {
                        self.step = Step::Files(files);
                    }
                }
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
