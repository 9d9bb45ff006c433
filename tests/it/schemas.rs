//! The committed JSON Schemas are those of the program.

use libtest_mimic::Trial;

use crate::program::repository;

/// The guide's page for editors names schemas; each must be one that the program writes.
fn guide() -> Trial {
    Trial::test("schemas::the_guide_names_schemas_that_exist", || {
        let page = std::fs::read_to_string(repository().join("docs/guide/src/editors.md"))?;
        let known: Vec<String> = tidings::schemas::all().into_iter().map(|(name, _)| name).collect();
        let named: Vec<&str> = page
            .split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '-' && letter != '.')
            .filter(|word| word.ends_with(".schema.json"))
            .collect();
        assert!(named.len() > 4, "{named:?}");
        for name in named {
            assert!(known.iter().any(|one| one == name), "docs/guide/src/editors.md names `{name}`");
        }
        Ok(())
    })
}

pub(crate) fn trials() -> Vec<Trial> {
    vec![
        guide(),
        Trial::test("schemas::committed_schemas_are_fresh", || {
            let folder = repository().join("schemas");
            let update = std::env::var_os("UPDATE").is_some();
            let mut expected: Vec<String> = Vec::new();
            for (name, text) in tidings::schemas::all() {
                let path = folder.join(&name);
                if update {
                    std::fs::write(&path, &text)?;
                }
                let committed = std::fs::read_to_string(&path).unwrap_or_default();
                if committed != text {
                    return Err(format!(
                        "schemas/{name} is stale: run the tests with UPDATE=1, or `tidings schemas schemas`"
                    )
                    .into());
                }
                expected.push(name);
            }
            let mut found: Vec<String> = std::fs::read_dir(&folder)?
                .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
                .collect();
            found.sort();
            expected.sort();
            if found == expected {
                Ok(())
            } else {
                Err(format!("schemas/ holds {found:?}, expected {expected:?}").into())
            }
        }),
    ]
}
