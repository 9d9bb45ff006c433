//! Golden cases: what comes out of a case is what `expected.jsonl` says.

use std::path::Path;

use serde_json::{Value, json};
use tidings_connector::{Error, Message, ReadRequest, Source, SourcePlugin, StreamRequest};

use crate::{Case, Failures, rows};

/// Runs every case of a folder and compares it with its `expected.jsonl`: a line a schema, row,
/// rejected record or error. With `UPDATE=1` in the environment the files are written instead.
pub fn golden(plugin: &dyn SourcePlugin, cases: &Path) -> Result<(), Failures> {
    let update = std::env::var_os("UPDATE").is_some_and(|value| value == "1");
    let mut failures = Failures::default();
    for case in Case::all(cases)? {
        let found = match run(plugin, &case) {
            Ok(lines) => lines,
            Err(error) => {
                failures.add(&case.name, error);
                continue;
            }
        };
        let path = case.folder.join("expected.jsonl");
        if update {
            if let Err(error) = std::fs::write(&path, &found) {
                failures.add(&case.name, error);
            }
            continue;
        }
        let expected = std::fs::read_to_string(&path).unwrap_or_default();
        if expected != found {
            failures.add(&case.name, difference(&expected, &found));
        }
    }
    failures.into_result()
}

fn difference(expected: &str, found: &str) -> String {
    let (mut expected, mut found) = (expected.lines(), found.lines());
    for number in 1.. {
        match (expected.next(), found.next()) {
            (None, None) => break,
            (a, b) if a == b => {}
            (a, b) => {
                let (a, b) = (a.unwrap_or("(nothing)"), b.unwrap_or("(nothing)"));
                return format!(
                    "expected.jsonl line {number}\n    expected {a}\n    found    {b}\n    UPDATE=1 rewrites it"
                );
            }
        }
    }
    "line ends differ".to_owned()
}

/// What comes out of a case, as lines of JSON.
fn run(plugin: &dyn SourcePlugin, case: &Case) -> Result<String, String> {
    let mut lines = Vec::new();
    let source = match case.open(plugin, &case.context()) {
        Ok(source) => source,
        Err(error) => return Ok(text(&[error_line(case, &error)])),
    };
    match source.discover() {
        Err(error) => lines.push(error_line(case, &error)),
        Ok(catalog) => {
            let requests = case.requests(&catalog);
            for (stream, request) in catalog.streams.iter().zip(requests) {
                let notices: Vec<&String> = stream.notices.iter().map(|notice| &notice.message).collect();
                lines.push(json!({
                    "stream": &*stream.name, "schema": rows::schema(&stream.schema), "key": request.key,
                    "mode": request.mode.name(), "notices": notices,
                }));
                read(case, source.as_ref(), request, &mut lines)?;
            }
        }
    }
    Ok(text(&lines))
}

fn read(case: &Case, source: &dyn Source, request: StreamRequest, lines: &mut Vec<Value>) -> Result<(), String> {
    let messages = match source.read(&ReadRequest::one(request)) {
        Ok(messages) => messages,
        Err(error) => {
            lines.push(error_line(case, &error));
            return Ok(());
        }
    };
    for message in messages {
        match message {
            Err(error) => lines.push(error_line(case, &error)),
            Ok(Message::Schema { stream, schema, .. }) => {
                lines.push(json!({ "stream": &*stream, "schema": rows::schema(&schema) }));
            }
            Ok(Message::Batch { stream, rows: batch }) => {
                for row in rows::rows(&batch)? {
                    lines.push(json!({ "stream": &*stream, "row": row }));
                }
            }
            Ok(Message::Delete { stream, keys }) => {
                for key in rows::rows(&keys)? {
                    lines.push(json!({ "stream": &*stream, "delete": key }));
                }
            }
            Ok(Message::Complete { stream }) => lines.push(json!({ "stream": &*stream, "complete": true })),
            Ok(Message::Rejected(rejected)) => lines.push(json!({
                "stream": &*rejected.stream,
                "rejected": {
                    "file": rejected.where_.file, "line": rejected.where_.line,
                    "byte_offset": rejected.where_.byte_offset, "code": rejected.why.code,
                    "column": rejected.why.column, "text": rejected.why.text,
                    "raw_bytes": rejected.raw().map(<[u8]>::len),
                },
            })),
            // Hashes say nothing to a reader; `conformance` holds states to their meaning.
            Ok(Message::State(state)) => lines.push(json!({ "stream": state.stream, "state": state.version })),
        }
    }
    Ok(())
}

fn error_line(case: &Case, error: &Error) -> Value {
    let at = error.at.as_ref().map(|at| match case.pointer(at) {
        Some(pointer) if &*at.file == "config.yaml" => pointer.to_owned(),
        _ => at.to_string(),
    });
    json!({ "error": { "kind": error.kind.name(), "message": error.message, "hint": error.hint, "at": at } })
}

fn text(lines: &[Value]) -> String {
    lines.iter().map(|line| format!("{line}\n")).collect()
}
