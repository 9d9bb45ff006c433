//! A source of seven rows that does one thing wrong, or nothing.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::json;
use tidings_connector::arrow_array::{ArrayRef, Int64Array, RecordBatch, StringArray};
use tidings_connector::arrow_schema::{DataType, Field, Schema, SchemaRef};
use tidings_connector::*;

#[derive(Debug)]
pub(crate) struct Faulty;

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Settings {
    /// What it does wrong.
    fault: String,
    /// A secret.
    token: SecretRef,
}

impl TypedSource for Faulty {
    type Config = Settings;
    const ABOUT: &'static About = &About {
        name: "faulty",
        title: "Seven rows",
        readme: "# faulty",
        sample: "{ fault: none, token: { env: PATH } }",
        stability: Stability::Experimental,
    };

    fn connect(&self, config: Settings, _: &Positions, context: &Context) -> Result<Box<dyn Source>, Error> {
        let token = context.secret(&config.token)?;
        let shown = if config.fault == "tells_secret" { token.expose().to_owned() } else { String::new() };
        let (fault, cancel) = (config.fault, context.cancel.clone());
        Ok(Box::new(Rows { fault, shown, cancel, turned: AtomicBool::new(false) }))
    }
}

#[derive(Debug)]
struct Rows {
    fault: String,
    #[expect(dead_code, reason = "seen in the Debug text only")]
    shown: String,
    cancel: Cancel,
    turned: AtomicBool,
}

impl Rows {
    fn has(&self, fault: &str) -> bool {
        self.fault == fault
    }

    fn schema(&self) -> SchemaRef {
        let id = if self.has("upper_case") { "ID" } else { "id" };
        Arc::new(Schema::new(vec![Field::new(id, DataType::Int64, true), Field::new("text", DataType::Utf8, true)]))
    }

    fn batch(&self, ids: &[i64], request: &StreamRequest) -> RecordBatch {
        let columns: [ArrayRef; 2] = [
            Arc::new(Int64Array::from(ids.to_vec())),
            Arc::new(StringArray::from_iter_values(ids.iter().map(|id| format!("é{id}")))),
        ];
        let schema = self.schema();
        let wanted = |name: &String| {
            let chosen = request.columns.as_ref().is_none_or(|columns| columns.contains(name));
            chosen || request.key.contains(name) || self.has("all_columns")
        };
        let chosen: Vec<usize> = (0..2).filter(|index| wanted(schema.field(*index).name())).collect();
        let chosen = if self.has("other_columns") { vec![0] } else { chosen };
        RecordBatch::try_new(schema, columns.to_vec()).unwrap().project(&chosen).unwrap()
    }
}

impl Source for Rows {
    fn check(&self) -> Result<(), Error> {
        Ok(())
    }

    fn discover(&self) -> Result<Catalog, Error> {
        let mut streams =
            vec![StreamDescription::new("rows", self.schema()), StreamDescription::new("more", self.schema())];
        if self.has("shuffled") && self.turned.fetch_xor(true, Ordering::Relaxed) {
            streams.reverse();
        }
        Ok(Catalog { streams, interleaved: false })
    }

    fn read<'a>(&'a self, request: &ReadRequest) -> Result<Messages<'a>, Error> {
        let stream = request.streams[0].clone();
        let known = matches!(&*stream.name, "rows" | "more");
        if !known && !self.has("any_stream") {
            return Err(Error::not_found("no such stream"));
        }
        let done = match &stream.state {
            Some(_) if self.has("any_state") => 0,
            Some(state) => state.decode::<usize>(1)?,
            None => 0,
        };
        let start = if self.has("forgets") { 0 } else { done };
        let ids: Vec<i64> = (1..=6).collect();
        let size = if self.has("large_batches") { 6 } else { request.batch_rows };
        let mut messages = Vec::new();
        let state = |row: usize| Message::State(State::of_stream(&*stream.name, 1, json!(row)));
        if stream.schema.as_ref().is_some_and(|known| known.fields().len() < 2) {
            let (stream, schema) = (stream.name.clone(), self.schema());
            messages.push(Message::Schema { stream, schema, notices: Vec::new() });
        }
        for (index, chunk) in ids[start.min(6)..].chunks(size.min(6)).enumerate() {
            messages.push(Message::Batch { stream: stream.name.clone(), rows: self.batch(chunk, &stream) });
            messages.push(state(start + (index * size.min(6)) + chunk.len()));
        }
        if start < 7 {
            let text = if self.has("tells_data") { "found `seven7`" } else { "expected a whole number" };
            let place = Location { file: Some("memory".to_owned()), line: Some(7), byte_offset: None };
            let rejected = Rejected::new(stream.name.clone(), place, Reason::new("bad_id", text)).with_raw(b"seven7,x");
            messages.push(Message::Rejected(rejected));
            messages.push(state(7));
        }
        if self.has("state_first") && !messages.is_empty() {
            messages.rotate_right(1);
        }
        let promises = self.has("promises");
        Ok(Box::new(messages.into_iter().map(Ok).take_while(move |_| promises || !self.cancel.is_cancelled())))
    }
}
