//! Files in a drop folder: found by a pattern, known again by their content.
//!
//! A file's name is no identity: exports are replaced under the same name and moved about. Its
//! SHA-256 is.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs::File;
use std::io::Read;
use std::path::{Component, Path, PathBuf};
use std::time::SystemTime;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use tidings_connector::{Error, ErrorKind, Mode, State};

/// The version of the state's format.
const STATE_VERSION: u32 = 1;

/// A file that a pattern names.
#[derive(Clone, Debug)]
pub struct FoundFile {
    /// Where it is.
    pub path: PathBuf,
    /// What to call it: the path as the project writes it.
    pub name: String,
    /// Its size in bytes when it was found.
    pub size: u64,
    modified: Option<SystemTime>,
}

impl FoundFile {
    /// Opens the file.
    pub fn open(&self) -> Result<File, Error> {
        File::open(&self.path).map_err(|error| io_error(&self.name, &error))
    }

    /// The content's SHA-256, in hex.
    pub fn sha256(&self) -> Result<String, Error> {
        let mut file = self.open()?;
        let mut hasher = Sha256::new();
        let mut buffer = vec![0; 64 * 1024];
        loop {
            match file.read(&mut buffer).map_err(|error| io_error(&self.name, &error))? {
                0 => return Ok(hex(&hasher.finalize())),
                count => hasher.update(&buffer[..count]),
            }
        }
    }

    /// Fails if the file was written to since it was found: half a file is no file.
    pub fn still_the_same(&self) -> Result<(), Error> {
        let now = std::fs::metadata(&self.path).map_err(|error| io_error(&self.name, &error))?;
        if now.len() == self.size && now.modified().ok() == self.modified {
            return Ok(());
        }
        Err(Error::new(ErrorKind::Unavailable, format!("`{}` was written to while it was read", self.name))
            .hint("have the export write to another name and rename the file when it is whole"))
    }
}

/// An I/O error of a file, with the file's name.
pub fn io_error(name: &str, error: &std::io::Error) -> Error {
    let kind = match error.kind() {
        std::io::ErrorKind::NotFound => ErrorKind::NotFound,
        std::io::ErrorKind::PermissionDenied => ErrorKind::Auth,
        _ => ErrorKind::Unavailable,
    };
    Error::new(kind, format!("`{name}` cannot be read: {error}"))
}

/// Bytes as lower case hex.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a text never fails.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// A fingerprint of the settings that decide which rows a file gives.
pub fn fingerprint(settings: &impl Serialize) -> Result<String, Error> {
    let text = serde_json::to_vec(settings)
        .map_err(|error| Error::bug("a configuration cannot be written").caused_by(error))?;
    Ok(hex(&Sha256::digest(&text)[..16]))
}

/// The files that a pattern names, sorted by name. In a pattern `*` is any part of a name, `?` any
/// character of it, and `**` any number of folders; they never match a leading dot. A relative
/// pattern starts at `base`.
///
/// No file at all is an error: an export that did not arrive must not look like an empty one.
pub fn find(base: &Path, pattern: &str) -> Result<Vec<FoundFile>, Error> {
    let mut places = vec![(PathBuf::new(), String::new())];
    for component in Path::new(pattern).components() {
        let mut next = Vec::new();
        for (path, name) in places {
            match component {
                Component::Normal(part) => {
                    let part = part.to_string_lossy();
                    match &*part {
                        "**" => folders_below(base, path, name, &mut next)?,
                        part if part.contains(['*', '?']) => {
                            for (entry, _) in entries(&base.join(&path), &name)? {
                                if matches(part, &entry) {
                                    next.push((path.join(&entry), joined(&name, &entry)));
                                }
                            }
                        }
                        part => next.push((path.join(part), joined(&name, part))),
                    }
                }
                other => {
                    let part = other.as_os_str();
                    let shown = part.to_string_lossy();
                    let name = if shown == "." { name } else { joined(&name, &shown) };
                    next.push((path.join(part), name));
                }
            }
        }
        places = next;
    }
    let mut found = Vec::new();
    for (path, name) in places {
        let path = base.join(path);
        match std::fs::metadata(&path) {
            Ok(data) if data.is_file() => {
                found.push(FoundFile { path, name, size: data.len(), modified: data.modified().ok() });
            }
            Ok(_) => {}
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
            Err(error) => return Err(io_error(&name, &error)),
        }
    }
    found.sort_by(|a, b| a.name.cmp(&b.name));
    if found.is_empty() {
        return Err(Error::not_found(format!("`{pattern}` matches no file"))
            .hint("a relative path starts at the project directory; `*` matches within one folder, `**` any folders"));
    }
    Ok(found)
}

fn joined(name: &str, part: &str) -> String {
    if name.is_empty() || name.ends_with('/') { format!("{name}{part}") } else { format!("{name}/{part}") }
}

/// The names in a folder, and whether each is a folder itself (a link to one is not). A folder that
/// does not exist has none.
fn entries(folder: &Path, name: &str) -> Result<Vec<(String, bool)>, Error> {
    let listing = match std::fs::read_dir(folder) {
        Ok(listing) => listing,
        Err(error) if matches!(error.kind(), std::io::ErrorKind::NotFound | std::io::ErrorKind::NotADirectory) => {
            return Ok(Vec::new());
        }
        Err(error) => return Err(io_error(name, &error)),
    };
    let mut names = Vec::new();
    for entry in listing {
        let entry = entry.map_err(|error| io_error(name, &error))?;
        let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
        // A name that is not Unicode cannot be written in a project file either.
        if let Ok(entry) = entry.file_name().into_string() {
            names.push((entry, is_folder));
        }
    }
    names.sort();
    Ok(names)
}

fn folders_below(base: &Path, path: PathBuf, name: String, out: &mut Vec<(PathBuf, String)>) -> Result<(), Error> {
    for (entry, is_folder) in entries(&base.join(&path), &name)? {
        if is_folder && !entry.starts_with('.') {
            folders_below(base, path.join(&entry), joined(&name, &entry), out)?;
        }
    }
    out.push((path, name));
    Ok(())
}

fn matches(pattern: &str, name: &str) -> bool {
    if name.starts_with('.') && !pattern.starts_with('.') {
        return false;
    }
    let (pattern, name): (Vec<char>, Vec<char>) = (pattern.chars().collect(), name.chars().collect());
    let (mut p, mut n) = (0, 0);
    // Where to go on if the last star must take one character more.
    let mut retry = None;
    while n < name.len() {
        match pattern.get(p) {
            Some('*') => {
                retry = Some((p + 1, n + 1));
                p += 1;
            }
            Some(c) if *c == '?' || *c == name[n] => {
                p += 1;
                n += 1;
            }
            _ => match retry {
                Some((star, taken)) => {
                    (p, n) = (star, taken);
                    retry = Some((star, taken + 1));
                }
                None => return false,
            },
        }
    }
    pattern[p..].iter().all(|c| *c == '*')
}

/// A file that was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KnownFile {
    /// The path as the project wrote it; for people.
    pub path: String,
    /// The content.
    pub sha256: String,
    /// Bytes.
    pub size: u64,
}

/// What a stream's [`State`] holds: the files that were read, and a fingerprint of how.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Progress {
    /// Changes when the configuration reads the same file into other rows.
    pub definition: String,
    /// The files, by path.
    pub files: Vec<KnownFile>,
}

impl Progress {
    /// The state that holds it.
    pub fn to_state(&self, stream: &str) -> Result<State, Error> {
        let value = serde_json::to_value(self)
            .map_err(|error| Error::bug(format!("the state of `{stream}` cannot be written")).caused_by(error))?;
        Ok(State::of_stream(stream, STATE_VERSION, value))
    }

    /// Notes that a file was read.
    pub fn add(&mut self, file: &FoundFile, sha256: String) {
        self.files.push(KnownFile { path: file.name.clone(), sha256, size: file.size });
        self.files.sort_by(|a, b| a.path.cmp(&b.path));
    }
}

/// What is left to do of the files found.
#[derive(Debug)]
pub struct Work {
    /// The files to read, in order.
    pub files: Vec<FoundFile>,
    /// What is known before the first of them.
    pub progress: Progress,
}

/// Compares the files found with those of the state.
///
/// With [`Mode::Replace`] all files are to be read if any differs, appeared or went away. Otherwise
/// those whose content was not read yet. A file of the same size is hashed to tell.
pub fn remaining(found: Vec<FoundFile>, state: Option<&State>, definition: &str, mode: Mode) -> Result<Work, Error> {
    let fresh = Progress { definition: definition.to_owned(), files: Vec::new() };
    let known = match state {
        Some(state) => state.decode::<Progress>(STATE_VERSION)?,
        None => return Ok(Work { files: found, progress: fresh }),
    };
    if known.definition != definition {
        return Ok(Work { files: found, progress: fresh });
    }
    let sizes: BTreeSet<u64> = known.files.iter().map(|file| file.size).collect();
    let contents: BTreeSet<&str> = known.files.iter().map(|file| file.sha256.as_str()).collect();
    let mut work = Work { files: Vec::new(), progress: fresh };
    let mut all = Vec::new();
    for file in found {
        let sha256 = if sizes.contains(&file.size) { Some(file.sha256()?) } else { None };
        match sha256.filter(|sha256| contents.contains(sha256.as_str())) {
            Some(sha256) => work.progress.add(&file, sha256),
            None => work.files.push(file.clone()),
        }
        all.push(file);
    }
    if mode == Mode::Replace {
        let still: BTreeSet<&str> = work.progress.files.iter().map(|file| file.sha256.as_str()).collect();
        // Two copies of one file are two files' rows in a stream without a key.
        let same = work.files.is_empty() && still == contents && work.progress.files.len() == known.files.len();
        let progress = Progress { definition: definition.to_owned(), files: Vec::new() };
        return Ok(Work { files: if same { Vec::new() } else { all }, progress });
    }
    Ok(work)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns() {
        for (pattern, name, expected) in [
            ("*.csv", "a.csv", true),
            ("*.csv", ".a.csv", false),
            ("*.csv", "a.csv.gz", false),
            ("*", "", true),
            ("a?c*e", "abcdde", true),
            ("a?c*e", "abcdd", false),
            ("**", "x", true),
            ("通话-*.csv", "通话-1.csv", true),
        ] {
            assert_eq!(matches(pattern, name), expected, "{pattern} {name}");
        }
    }

    #[test]
    fn files_are_found_by_pattern_in_order() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["b/2.csv", "b/1.csv", "a/c/3.csv", "4.csv", "b/.5.csv", "b/6.txt"] {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, "x").unwrap();
        }
        let names = |pattern: &str| -> Vec<String> {
            find(folder.path(), pattern).unwrap().into_iter().map(|file| file.name).collect()
        };
        assert_eq!(names("*/*.csv"), ["b/1.csv", "b/2.csv"]);
        assert_eq!(names("**/*.csv"), ["4.csv", "a/c/3.csv", "b/1.csv", "b/2.csv"]);
        assert_eq!(names("./b/../4.csv"), ["b/../4.csv"]);
        assert_eq!(find(folder.path(), "c/*.csv").unwrap_err().kind, ErrorKind::NotFound);
        assert_eq!(find(folder.path(), "b").unwrap_err().kind, ErrorKind::NotFound);
    }
}
