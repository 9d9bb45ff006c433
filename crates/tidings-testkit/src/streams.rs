//! What holds of the streams of every source.

use std::sync::Arc;

use arrow_schema::{DataType, Schema, SchemaRef, TimeUnit};
use serde_json::{Value, json};
use tidings_connector::{
    Catalog, Error, ErrorKind, Message, ReadRequest, Rejected, Source, SourcePlugin, State, StreamRequest,
};

use crate::case::{CANARY, Case};
use crate::checks::words;
use crate::{Failures, rows};

/// Checks the streams of a case. Gives whether some text beyond ASCII came through.
///
/// A case that fails on purpose is held to the wording of its error only.
pub(crate) fn check(plugin: &dyn SourcePlugin, case: &Case, failures: &mut Failures) -> bool {
    let at = case.name.as_str();
    let context = case.context();
    let opened = case.open(plugin, &context).and_then(|source| {
        let catalog = source.discover()?;
        Ok((source, catalog))
    });
    let (source, catalog) = match opened {
        Ok(opened) => opened,
        Err(error) => {
            words(&error, at, failures);
            return false;
        }
    };
    failures.check(!format!("{source:?}").contains(CANARY), at, "no secret in a source's Debug text");
    match source.discover() {
        Ok(again) => failures.check(again == catalog, at, "discover gives the same twice"),
        Err(error) => failures.add(at, format_args!("discover works twice: {error}")),
    }
    if let Err(error) = source.check() {
        failures.add(at, format_args!("check passes where discover does: {error}"));
    }
    self::catalog(&catalog, at, failures);
    let mut foreign_letters = false;
    for request in case.requests(&catalog) {
        let at = format!("{at}, stream `{}`", request.name);
        let schema = catalog.stream(&request.name).map(|stream| stream.schema.clone());
        let schema = schema.unwrap_or_else(|| Arc::new(Schema::empty()));
        match read(source.as_ref(), request.clone(), 3) {
            Ok(messages) => {
                foreign_letters |= stream(source.as_ref(), &request, &schema, &messages, &at, failures);
                cancel(plugin, case, &request, &at, failures);
            }
            Err(error) => words(&error, &at, failures),
        }
    }
    if let Some(stream) = catalog.streams.first() {
        let mut request = StreamRequest::new(stream);
        request.name = "no_such_stream".into();
        match read(source.as_ref(), request, 3) {
            Err(error) => failures.check(error.kind == ErrorKind::NotFound, at, "an unknown stream is not found"),
            Ok(_) => failures.add(at, "an unknown stream is refused"),
        }
    }
    foreign_letters
}

fn catalog(catalog: &Catalog, at: &str, failures: &mut Failures) {
    let mut names: Vec<&str> = catalog.streams.iter().map(|stream| &*stream.name).collect();
    names.sort_unstable();
    names.dedup();
    failures.check(names.len() == catalog.streams.len(), at, "each stream has a name of its own");
    for stream in &catalog.streams {
        let at = format!("{at}, stream `{}`", stream.name);
        let fields = stream.schema.fields();
        let known = |name: &String| fields.iter().any(|field| field.name() == name);
        let named = stream.key.iter().chain(&stream.version_order).chain(&stream.cursor);
        for name in named.filter(|name| !known(name)) {
            failures.add(&at, format_args!("key, order and cursor are columns, `{name}` is not"));
        }
        let mut names: Vec<&str> = fields.iter().map(|field| field.name().as_str()).collect();
        names.sort_unstable();
        names.dedup();
        failures.check(names.len() == fields.len(), &at, "each column has a name of its own");
        for field in fields {
            let name = field.name();
            let snake = !name.is_empty()
                && name.chars().all(|c| c == '_' || (c.is_alphanumeric() && !c.is_uppercase()))
                && !name.starts_with(|c: char| c.is_numeric());
            failures.check(snake, &at, format_args!("columns are named in lower snake case, `{name}` is not"));
            let narrow = matches!(
                field.data_type(),
                DataType::Utf8 | DataType::Int64 | DataType::Float64 | DataType::Boolean | DataType::Date32
            ) || matches!(field.data_type(), DataType::Decimal128(..))
                || *field.data_type() == DataType::Timestamp(TimeUnit::Microsecond, Some("UTC".into()));
            failures.check(
                narrow,
                &at,
                format_args!("`{name}` has a type the warehouse keeps, not {}", field.data_type()),
            );
        }
    }
}

fn read(source: &dyn Source, request: StreamRequest, batch_rows: usize) -> Result<Vec<Message>, Error> {
    let request = ReadRequest { streams: vec![request], state: None, batch_rows };
    source.read(&request)?.collect()
}

/// The records of some messages, comparable; batches may be cut elsewhere.
fn records(messages: &[Message]) -> Vec<Value> {
    let mut records = Vec::new();
    for message in messages {
        match message {
            Message::Batch { rows: batch, .. } => {
                records.extend(rows::rows(batch).unwrap_or_else(|error| vec![json!({ "unprintable": error })]));
            }
            Message::Delete { keys, .. } => {
                records.extend(rows::rows(keys).unwrap_or_default().into_iter().map(|key| json!({ "delete": key })));
            }
            Message::Rejected(rejected) => records.push(json!({ "rejected": format!("{rejected:?}") })),
            Message::Complete { .. } => records.push(json!("complete")),
            Message::Schema { .. } | Message::State(_) => {}
        }
    }
    records
}

/// Rows and rejected records may overtake each other.
fn sorted(mut records: Vec<Value>) -> Vec<String> {
    let mut texts: Vec<String> = records.drain(..).map(|record| record.to_string()).collect();
    texts.sort_unstable();
    texts
}

fn stream(
    source: &dyn Source,
    request: &StreamRequest,
    catalog: &SchemaRef,
    messages: &[Message],
    at: &str,
    failures: &mut Failures,
) -> bool {
    let mut schema = catalog.clone();
    for message in messages {
        match message {
            Message::Schema { schema: next, .. } => {
                let kept = schema
                    .fields()
                    .iter()
                    .all(|old| next.field_with_name(old.name()).is_ok_and(|new| new.data_type() == old.data_type()));
                failures.check(kept, at, "a schema only adds columns");
                schema = next.clone();
            }
            Message::Batch { rows, .. } => {
                let same = rows.schema().fields() == schema.fields();
                failures.check(same, at, "batches have the columns of the schema");
                failures.check((1..=3).contains(&rows.num_rows()), at, "a batch has rows, and not more than asked for");
            }
            Message::Rejected(rejected) => reject(rejected, at, failures),
            Message::State(state) => {
                failures.check(state.version > 0, at, "states have a version from 1");
                failures.check(state.stream.as_deref() == Some(&*request.name), at, "a state names its stream");
            }
            Message::Delete { .. } | Message::Complete { .. } => {}
        }
    }
    for name in &request.key {
        failures.check(schema.field_with_name(name).is_ok(), at, format_args!("key column `{name}` exists"));
    }
    let ended = messages.is_empty() || matches!(messages.last(), Some(Message::State(_)));
    failures.check(ended, at, "a read that ends well ends in a state");
    let all = records(messages);
    match read(source, request.clone(), usize::MAX) {
        Ok(again) => {
            failures.check(
                sorted(records(&again)) == sorted(all.clone()),
                at,
                "batch size changes nothing but batches",
            );
        }
        Err(error) => failures.add(at, format_args!("a second read works: {error}")),
    }
    resume(source, request, messages, at, failures);
    columns(source, request, &schema, at, failures);
    all.iter().any(|record| !record.to_string().is_ascii())
}

fn reject(rejected: &Rejected, at: &str, failures: &mut Failures) {
    let code = &rejected.why.code;
    let plain = !code.is_empty() && code.chars().all(|c| c.is_ascii_lowercase() || c == '_');
    failures.check(plain, at, format_args!("a reason's code is lower snake case, `{code}` is not"));
    failures.check(
        rejected.where_.file.is_some() || rejected.where_.line.is_some(),
        at,
        "a rejected record has a place",
    );
    let raw = String::from_utf8_lossy(rejected.raw().unwrap_or_default()).into_owned();
    let tokens = raw
        .split(|c: char| !c.is_alphanumeric())
        .filter(|token| token.chars().count() >= 5 && token.chars().any(char::is_numeric));
    for _ in tokens.filter(|token| rejected.why.text.contains(token)) {
        failures.add(at, format_args!("a reason holds no data of its record, `{code}` does"));
    }
}

/// Reading from each state gives the rest, and from the last one nothing.
fn resume(source: &dyn Source, request: &StreamRequest, messages: &[Message], at: &str, failures: &mut Failures) {
    for (index, message) in messages.iter().enumerate() {
        let Message::State(state) = message else { continue };
        let kept: Option<State> = serde_json::to_string(state).ok().and_then(|text| serde_json::from_str(&text).ok());
        failures.check(kept.as_ref() == Some(state), at, "a state survives being stored as JSON");
        let rest = records(&messages[index + 1..]);
        match read(source, request.clone().from_state(kept), 3) {
            Ok(resumed) => {
                let same = sorted(records(&resumed)) == sorted(rest);
                failures.check(same, at, format_args!("reading from state {index} gives exactly the rest"));
            }
            Err(error) => failures.add(at, format_args!("reading from state {index} works: {error}")),
        }
    }
    let last =
        messages.iter().rev().find_map(|message| if let Message::State(state) = message { Some(state) } else { None });
    let Some(last) = last else { return };
    let future = State { version: u32::MAX, ..last.clone() };
    let garbage = State { value: json!({ "\u{0}": [1e300, "garbage"] }), ..last.clone() };
    for (name, state) in [("a future", future), ("a garbage", garbage)] {
        match read(source, request.clone().from_state(Some(state)), 3) {
            Ok(messages) => failures.check(
                records(&messages).is_empty(),
                at,
                format_args!("{name} state is refused or gives nothing"),
            ),
            Err(error) => words(&error, at, failures),
        }
    }
}

/// Columns can be chosen, and the host learns of new ones.
fn columns(source: &dyn Source, request: &StreamRequest, schema: &SchemaRef, at: &str, failures: &mut Failures) {
    let Some(last) = schema.fields().last().map(|field| field.name().clone()) else { return };
    let wanted = |name: &String| *name == last || request.key.contains(name);
    let names: Vec<&String> = schema.fields().iter().map(|field| field.name()).filter(|name| wanted(name)).collect();
    let only = StreamRequest { columns: Some(vec![last.clone()]), ..request.clone() };
    match read(source, only, 3) {
        Ok(messages) => {
            for rows in batches(&messages) {
                let batch = rows.schema();
                let found: Vec<&String> = batch.fields().iter().map(|field| field.name()).collect();
                failures.check(found == names, at, "the columns asked for are sent, with the key, in order");
            }
        }
        Err(error) => failures.add(at, format_args!("columns can be chosen: {error}")),
    }
    let older: Vec<_> = schema.fields().iter().filter(|field| *field.name() != last).cloned().collect();
    let older = StreamRequest { schema: Some(Arc::new(Schema::new(older))), ..request.clone() };
    match read(source, older, 3) {
        Ok(messages) => {
            let first =
                messages.iter().find(|message| matches!(message, Message::Schema { .. } | Message::Batch { .. }));
            let told = match first {
                Some(Message::Schema { schema, .. }) => schema.field_with_name(&last).is_ok(),
                Some(_) => false,
                None => true,
            };
            failures.check(told, at, "a column that the warehouse has not is told of before its rows");
        }
        Err(error) => failures.add(at, format_args!("a stream can gain columns: {error}")),
    }
}

fn batches(messages: &[Message]) -> impl Iterator<Item = &arrow_array::RecordBatch> {
    messages.iter().filter_map(|message| match message {
        Message::Batch { rows, .. } => Some(rows),
        _ => None,
    })
}

/// A cancelled read ends within a batch and promises nothing.
fn cancel(plugin: &dyn SourcePlugin, case: &Case, request: &StreamRequest, at: &str, failures: &mut Failures) {
    let context = case.context();
    let Ok(source) = case.open(plugin, &context) else { return };
    let Ok(mut messages) = source.read(&ReadRequest { streams: vec![request.clone()], state: None, batch_rows: 1 })
    else {
        return;
    };
    let Some(first) = messages.next() else { return };
    if matches!(first, Ok(Message::State(_) | Message::Complete { .. })) {
        return;
    }
    context.cancel.cancel();
    let mut batches = 0;
    for message in messages {
        match message {
            Ok(Message::Batch { .. }) => batches += 1,
            Ok(Message::State(_) | Message::Complete { .. }) => failures.add(at, "a cancelled read promises nothing"),
            _ => {}
        }
    }
    failures.check(batches <= 1, at, "a cancelled read ends within a batch");
}
