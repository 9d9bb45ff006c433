//! Running the program as a process.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Set for a child that is the program.
pub(crate) const AS_PROGRAM: &str = "TIDINGS_TEST_PROGRAM";

/// What a process left behind.
#[derive(Debug)]
pub(crate) struct Ended {
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Ended {
    /// The output, after a check of the exit code.
    pub(crate) fn expect_code(self, code: i32) -> Self {
        assert_eq!(self.code, code, "stdout:\n{}\nstderr:\n{}", self.stdout, self.stderr);
        self
    }

    /// Standard output as JSON.
    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("no JSON ({error}):\n{}", self.stdout))
    }
}

/// Runs the program in a folder.
pub(crate) fn tidings(folder: &Path, arguments: &[&str]) -> Ended {
    tidings_with_input(folder, arguments, "")
}

/// Runs the program in a folder with something on standard input.
pub(crate) fn tidings_with_input(folder: &Path, arguments: &[&str], input: &str) -> Ended {
    let mut child = Command::new(std::env::current_exe().expect("this test knows its own path"))
        .args(arguments)
        .current_dir(folder)
        .env(AS_PROGRAM, "1")
        .env("NO_COLOR", "1")
        .env_remove("TIDINGS_PROJECT")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut stdin = child.stdin.take().expect("standard input is piped");
    let text = input.to_owned();
    let writer = std::thread::spawn(move || stdin.write_all(text.as_bytes()));
    let output = child.wait_with_output().expect("the program ends");
    drop(writer.join());
    Ended {
        code: output.status.code().unwrap_or(-1),
        stdout: String::from_utf8(output.stdout).expect("standard output is UTF-8"),
        stderr: String::from_utf8(output.stderr).expect("standard error is UTF-8"),
    }
}

/// The repository.
pub(crate) fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("tests/ lies in the repository").to_owned()
}

/// Real data beside the repository; nothing, with a printed reason, where they are absent. With
/// `TIDINGS_REQUIRE` naming `data`, absence fails.
pub(crate) fn real_data(path: &str) -> Option<PathBuf> {
    let file = repository().join("../shared/data").join(path);
    if file.exists() {
        return Some(file.canonicalize().expect("an existing path"));
    }
    assert!(!requires("data"), "TIDINGS_REQUIRE names `data`, but {} is absent", file.display());
    eprintln!("skipped: {} is absent", file.display());
    None
}

/// Whether a tool outside Rust must be there.
pub(crate) fn requires(name: &str) -> bool {
    std::env::var("TIDINGS_REQUIRE").unwrap_or_default().split([',', ' ']).any(|found| found == name)
}

/// Copies a folder, all levels.
pub(crate) fn copy_folder(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder for the copy");
    for entry in std::fs::read_dir(from).expect("a readable folder") {
        let entry = entry.expect("a readable entry");
        let target = to.join(entry.file_name());
        if entry.file_type().expect("a file type").is_dir() {
            // What an earlier run left in the folder is not part of the project.
            if !["warehouse", "out"].iter().any(|name| entry.file_name() == *name) {
                copy_folder(&entry.path(), &target);
            }
        } else {
            std::fs::copy(entry.path(), target).expect("a copied file");
        }
    }
}
