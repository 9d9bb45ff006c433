//! What the host gives a plugin beside its configuration.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::{Error, ProjectSecrets, Secret, SecretRef, SecretResolver};

/// A flag that the host raises to stop reads. A read that sees it ends within one batch and then
/// sends neither [`crate::Message::Complete`] nor a [`crate::State`].
#[derive(Clone, Debug, Default)]
pub struct Cancel(Arc<AtomicBool>);

impl Cancel {
    /// Asks every holder of a clone to stop.
    pub fn cancel(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Whether to stop.
    pub fn is_cancelled(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// What a plugin may know of the project around it.
#[derive(Clone, Debug)]
pub struct Context {
    /// The directory of `pipeline.yaml`; relative paths of a configuration start here.
    pub project_directory: PathBuf,
    /// The source's or destination's name in the project.
    pub name: String,
    /// The streams that the project names under this source, in its order; empty if it names none.
    /// A source whose data bear no name (one CSV path) takes the stream's name from here.
    pub streams: Vec<String>,
    /// Resolves secrets.
    pub secrets: Arc<dyn SecretResolver>,
    /// Raised when reads should stop.
    pub cancel: Cancel,
}

impl Context {
    /// A context with secrets from environment and files, no named streams and a fresh flag.
    pub fn new(project_directory: impl AsRef<Path>, name: impl Into<String>) -> Context {
        Context {
            project_directory: project_directory.as_ref().to_owned(),
            name: name.into(),
            streams: Vec::new(),
            secrets: Arc::new(ProjectSecrets::new(project_directory)),
            cancel: Cancel::default(),
        }
    }

    /// The same with the project's streams named.
    #[must_use]
    pub fn with_streams(mut self, streams: impl IntoIterator<Item = impl Into<String>>) -> Context {
        self.streams = streams.into_iter().map(Into::into).collect();
        self
    }

    /// The secret behind a reference.
    pub fn secret(&self, reference: &SecretRef) -> Result<Secret, Error> {
        self.secrets.resolve(reference)
    }
}
