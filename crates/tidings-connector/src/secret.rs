//! Secrets: named in a project file, resolved by the host, never printed.

use std::fmt;
use std::path::{Path, PathBuf};

use schemars::JsonSchema;
use serde::Deserialize;

use crate::{Error, ErrorKind};

/// A secret's text. It has no `Display` and is not serialisable, and `Debug` shows nothing of it.
///
/// ```
/// use tidings_connector::Secret;
/// let secret = Secret::new("hunter2");
/// assert_eq!(format!("{secret:?}"), "Secret(..)");
/// assert_eq!(secret.expose(), "hunter2");
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// Wraps a secret.
    pub fn new(text: impl Into<String>) -> Secret {
        Secret(text.into())
    }

    /// The text, for the one place that sends it.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(..)")
    }
}

/// Where a secret is kept: `{ env: ZENDESK_TOKEN }` or `{ file: /run/secrets/zendesk }`. A project
/// file holds references only.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum SecretRef {
    /// The name of an environment variable.
    Env(String),
    /// A file that holds the secret and nothing else; one line end at its end is no part of it.
    /// Relative to the project directory.
    File(PathBuf),
}

impl fmt::Display for SecretRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            SecretRef::Env(name) => write!(f, "environment variable `{name}`"),
            SecretRef::File(path) => write!(f, "file `{}`", path.display()),
        }
    }
}

/// Turns references into secrets. The host gives one to every plugin in its [`crate::Context`].
pub trait SecretResolver: fmt::Debug + Send + Sync {
    /// The secret, or an [`ErrorKind::Auth`] error that names the reference and nothing else.
    fn resolve(&self, reference: &SecretRef) -> Result<Secret, Error>;
}

/// Reads secrets from the process environment and from files.
#[derive(Clone, Debug)]
pub struct ProjectSecrets {
    project_directory: PathBuf,
}

impl ProjectSecrets {
    /// Relative files are looked up in the project directory.
    pub fn new(project_directory: impl AsRef<Path>) -> ProjectSecrets {
        ProjectSecrets { project_directory: project_directory.as_ref().to_owned() }
    }
}

impl SecretResolver for ProjectSecrets {
    fn resolve(&self, reference: &SecretRef) -> Result<Secret, Error> {
        let missing = |what: &str| Error::new(ErrorKind::Auth, format!("{reference} {what}"));
        let text = match reference {
            SecretRef::Env(name) => std::env::var(name)
                .map_err(|_| missing("is not set").hint("set it where tidings runs, or name another one"))?,
            SecretRef::File(path) => std::fs::read_to_string(self.project_directory.join(path))
                .map_err(|error| missing("cannot be read").caused_by(error))?,
        };
        let text = text.strip_suffix('\n').map_or(text.as_str(), |line| line.strip_suffix('\r').unwrap_or(line));
        if text.is_empty() {
            return Err(missing("is empty"));
        }
        Ok(Secret::new(text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_secret_is_named() {
        let secrets = ProjectSecrets::new("/nowhere");
        let error = secrets.resolve(&SecretRef::Env("TIDINGS_NO_SUCH_SECRET".to_owned())).unwrap_err();
        assert_eq!(error.kind, ErrorKind::Auth);
        assert_eq!(error.message, "environment variable `TIDINGS_NO_SUCH_SECRET` is not set");
        let error = secrets.resolve(&SecretRef::File("token".into())).unwrap_err();
        assert_eq!(error.message, "file `token` cannot be read");
    }
}
