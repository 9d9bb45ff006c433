//! What holds of a plugin before it reads anything.

use serde_json::Value;
use tidings_connector::{Error, ErrorKind, SourcePlugin};

use crate::Failures;
use crate::case::{CANARY, Case, with_places};

/// What the plugin says of itself.
pub(crate) fn about(plugin: &dyn SourcePlugin, failures: &mut Failures) {
    let about = plugin.about();
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    failures.check(
        !about.name.is_empty() && about.name.chars().all(plain),
        "about",
        "the name is lower case, with `-`",
    );
    failures.check(!about.title.is_empty() && !about.title.contains('\n'), "about", "the title is one line");
    failures.check(!about.title.ends_with('.'), "about", "the title has no final dot");
    failures.check(about.readme.starts_with("# "), "about", "README.md begins with a heading");

    let schema = plugin.config_schema().to_value();
    failures.check(schema["type"] == "object", "config_schema", "it is an object");
    failures.check(schema["additionalProperties"] == false, "config_schema", "unknown keys are refused");
    for (name, property) in schema["properties"].as_object().into_iter().flatten() {
        let described = property["description"].as_str().is_some_and(|text| !text.is_empty());
        failures.check(described, "config_schema", format_args!("key `{name}` has a description"));
    }

    match serde_saphyr::from_str::<Value>(about.sample) {
        Ok(sample) => {
            let context = tidings_connector::Context::new(".", "sample");
            if let Err(error) = plugin.open(with_places(sample), &context) {
                failures.add("sample.yaml", format_args!("opens, but: {error}"));
            }
        }
        Err(error) => failures.add("sample.yaml", error),
    }
}

/// An unknown key is refused where it stands, with the name that was meant.
pub(crate) fn config(plugin: &dyn SourcePlugin, case: &Case, failures: &mut Failures) {
    let schema = plugin.config_schema().to_value();
    let properties = schema["properties"].as_object().cloned().unwrap_or_default();
    let Some(known) = properties.keys().find(|name| name.len() > 3) else { return };
    let mut misspelt = known.clone();
    misspelt.remove(1);
    if properties.contains_key(&misspelt) {
        return;
    }
    let mut config = case.config.clone();
    if let Value::Object(members) = &mut config {
        members.insert(misspelt.clone(), Value::Null);
    }
    let config = with_places(config);
    let place = config.positions.find(&format!("/{misspelt}")).cloned();
    let rule = format!("unknown key `{misspelt}`");
    match plugin.open(config, &case.context()) {
        Ok(_) => failures.add(&case.name, format_args!("{rule} is refused")),
        Err(error) => {
            failures.check(error.kind == ErrorKind::Config, &case.name, format_args!("{rule} is a config error"));
            failures.check(error.message.contains(&misspelt), &case.name, format_args!("{rule} is named"));
            failures.check(error.at == place, &case.name, format_args!("{rule} is placed"));
            let hinted = error.hint.as_ref().is_some_and(|hint| hint.contains(known.as_str()));
            failures.check(hinted, &case.name, format_args!("{rule} is answered with `{known}`"));
            words(&error, &case.name, failures);
        }
    }
}

/// How an error is worded.
pub(crate) fn words(error: &Error, place: &str, failures: &mut Failures) {
    let whole = format!("{error} {error:?} {}", error.hint.as_deref().unwrap_or_default());
    failures.check(!whole.contains(CANARY), place, "no secret in an error");
    let lower = !error.message.starts_with(|c: char| c.is_uppercase());
    failures.check(lower, place, format_args!("a message begins in lower case: {error}"));
    failures.check(!error.message.ends_with('.'), place, format_args!("a message has no final dot: {error}"));
    failures.check(error.kind != ErrorKind::Bug, place, format_args!("no bug: {error}"));
}
