//! The exported semantic model has the shape of Apache Ossie 0.1.1: the keys that it requires, and no others.

use std::collections::BTreeSet;

use libtest_mimic::Trial;
use serde_json::Value;

use crate::program::{copy_folder, repository, tidings};

pub(crate) fn trials() -> Vec<Trial> {
    vec![Trial::test("osi::the_export_has_the_shape_of_the_format", || {
        let folder = tempfile::tempdir()?;
        let project = folder.path().join("project");
        copy_folder(&repository().join("pipelines/contact-centre"), &project);
        let document = tidings(&project, &["export", "osi"]).expect_code(0).json();
        check(&document);
        // The check must be able to fail.
        let mut wrong = document.clone();
        wrong["semantic_model"][0]["metrics"][0]["version"] = 2.into();
        assert!(std::panic::catch_unwind(|| check(&wrong)).is_err());
        Ok(())
    })]
}

fn check(document: &Value) {
    keys(document, &["version", "semantic_model"], &["dialects", "vendors"]);
    assert_eq!(document["version"], "0.1.1");
    let model = &document["semantic_model"][0];
    keys(model, &["name", "datasets"], &["description", "ai_context", "relationships", "metrics", "custom_extensions"]);
    let mut names = BTreeSet::new();
    for dataset in model["datasets"].as_array().unwrap() {
        let optional = ["primary_key", "unique_keys", "description", "ai_context", "fields", "custom_extensions"];
        keys(dataset, &["name", "source"], &optional);
        for field in dataset["fields"].as_array().unwrap() {
            let optional = ["dimension", "label", "description", "ai_context", "custom_extensions"];
            keys(field, &["name", "expression"], &optional);
            expression(field);
            if let Some(dimension) = field.get("dimension") {
                keys(dimension, &[], &["is_time"]);
                assert!(dimension["is_time"].is_boolean());
            }
            names.insert(format!("{}.{}", text(dataset, "name"), text(field, "name")));
        }
    }
    let metrics = model["metrics"].as_array().unwrap();
    assert!(metrics.len() > 5);
    for metric in metrics {
        keys(metric, &["name", "expression"], &["description", "ai_context", "custom_extensions"]);
        keys(&metric["ai_context"], &[], &["instructions", "synonyms", "examples"]);
        assert!(!text(metric, "description").is_empty());
        for extension in metric["custom_extensions"].as_array().unwrap() {
            keys(extension, &["vendor_name", "data"], &[]);
            assert!(serde_json::from_str::<Value>(text(extension, "data")).unwrap()["tidings"]["query"].is_string());
        }
        // Every field that a metric names is one of a dataset.
        let sql = expression(metric);
        let words = sql.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_' && letter != '.');
        for word in
            words.filter(|word| word.contains('.') && word.starts_with(|first: char| first.is_ascii_lowercase()))
        {
            assert!(names.contains(word), "{}: no field `{word}`", text(metric, "name"));
        }
        assert!(!sql.contains('$') && !sql.contains("(*)"), "{sql}");
    }
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap_or_else(|| panic!("no text `{key}` in {value}"))
}

fn expression(value: &Value) -> String {
    keys(&value["expression"], &["dialects"], &[]);
    let dialect = &value["expression"]["dialects"][0];
    keys(dialect, &["dialect", "expression"], &[]);
    assert_eq!(dialect["dialect"], "ANSI_SQL");
    text(dialect, "expression").to_owned()
}

fn keys(value: &Value, required: &[&str], optional: &[&str]) {
    let object = value.as_object().unwrap_or_else(|| panic!("{value} is no object"));
    for key in required {
        assert!(object.contains_key(*key), "no `{key}` in {value}");
    }
    for key in object.keys() {
        assert!(required.contains(&key.as_str()) || optional.contains(&key.as_str()), "`{key}` in {value}");
    }
}
