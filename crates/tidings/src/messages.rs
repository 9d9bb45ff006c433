//! The messages of the product, embedded: `locales/<tag>/*.ftl`.

use include_dir::{Dir, include_dir};

static LOCALES: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/../../locales");

/// Every message file: locale, path, text. Sorted.
pub(crate) fn files() -> Vec<(String, String, String)> {
    let mut files = Vec::new();
    for folder in LOCALES.dirs() {
        let locale = folder.path().to_string_lossy().into_owned();
        for file in folder.files().filter(|file| file.path().extension().is_some_and(|end| end == "ftl")) {
            if let Some(text) = file.contents_utf8() {
                files.push((locale.clone(), format!("locales/{}", file.path().to_string_lossy()), text.to_owned()));
            }
        }
    }
    files.sort();
    files
}
