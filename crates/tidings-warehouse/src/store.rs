//! An object store over the warehouse's folder that survives a power cut: what it reports as written is on the disk.
//!
//! `object_store` 0.13 renames files into place without any fsync. Here every finished write syncs the file and then
//! the folders above it up to the warehouse's root, before the caller hears of success. Paths outside the root cannot be
//! named. A hook sees every operation first; tests use it to make the disk fail.

use std::fmt;
use std::fs::File;
use std::io;
use std::ops::Range;
use std::path::{Path as FilePath, PathBuf};
use std::sync::Arc;

use async_trait::async_trait;
use bytes::Bytes;
use futures::StreamExt as _;
use futures::stream::BoxStream;
use object_store::local::LocalFileSystem;
use object_store::path::Path;
use object_store::{
    CopyOptions, GetOptions, GetResult, ListResult, MultipartUpload, ObjectMeta, ObjectStore, PutMultipartOptions,
    PutOptions, PutPayload, PutResult, RenameOptions, Result, UploadPart,
};

/// What a [`DurableStore`] is about to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum StoreOperation {
    /// Write a whole object.
    Put,
    /// Write one part of an object.
    PutPart,
    /// Make an object of its parts.
    Complete,
    /// Copy an object.
    Copy,
    /// Rename an object.
    Rename,
    /// Delete an object.
    Delete,
    /// Sync a file.
    SyncFile,
    /// Sync a folder.
    SyncDirectory,
}

/// Sees every changing operation before it happens, and may make it fail.
pub trait StoreHook: fmt::Debug + Send + Sync {
    /// Called before the operation on `path` (relative to the root); an error takes its place.
    fn before(&self, operation: StoreOperation, path: &str) -> io::Result<()>;
}

/// The store of one warehouse; see the module.
#[derive(Debug, Clone)]
pub struct DurableStore {
    inner: Arc<LocalFileSystem>,
    root: PathBuf,
    hook: Option<Arc<dyn StoreHook>>,
}

impl DurableStore {
    /// A store of the existing folder `root`.
    pub fn new(root: &FilePath, hook: Option<Arc<dyn StoreHook>>) -> Result<Self> {
        Ok(Self { inner: Arc::new(LocalFileSystem::new_with_prefix(root)?), root: root.to_path_buf(), hook })
    }

    fn before(&self, operation: StoreOperation, path: &str) -> Result<()> {
        match &self.hook {
            Some(hook) => hook.before(operation, path).map_err(generic),
            None => Ok(()),
        }
    }

    /// Syncs the object and the folders above it, up to the root.
    async fn settle(&self, location: &Path) -> Result<()> {
        self.sync(location, true).await
    }

    async fn sync(&self, location: &Path, with_file: bool) -> Result<()> {
        let store = self.clone();
        let location = location.clone();
        let work = move || store.sync_now(&location, with_file);
        match tokio::runtime::Handle::try_current() {
            Ok(handle) => handle
                .spawn_blocking(work)
                .await
                .map_err(|error| object_store::Error::Generic { store: "warehouse", source: Box::new(error) })?,
            Err(_) => work(),
        }
    }

    fn sync_now(&self, location: &Path, with_file: bool) -> Result<()> {
        if with_file {
            self.before(StoreOperation::SyncFile, location.as_ref())?;
            let file = self.inner.path_to_filesystem(location)?;
            File::open(file).and_then(|file| file.sync_all()).map_err(generic)?;
        }
        let mut folder = FilePath::new(location.as_ref()).parent();
        while let Some(relative) = folder {
            self.before(StoreOperation::SyncDirectory, &relative.to_string_lossy())?;
            sync_folder(&self.root.join(relative)).map_err(generic)?;
            folder = relative.parent();
        }
        Ok(())
    }
}

/// Folders can be opened and synced on Unix only; elsewhere the file system journals them itself.
fn sync_folder(path: &FilePath) -> io::Result<()> {
    if cfg!(unix) { File::open(path)?.sync_all() } else { Ok(()) }
}

fn generic(source: io::Error) -> object_store::Error {
    object_store::Error::Generic { store: "warehouse", source: Box::new(source) }
}

impl fmt::Display for DurableStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DurableStore({})", self.root.display())
    }
}

#[async_trait]
impl ObjectStore for DurableStore {
    async fn put_opts(&self, location: &Path, payload: PutPayload, opts: PutOptions) -> Result<PutResult> {
        self.before(StoreOperation::Put, location.as_ref())?;
        let result = self.inner.put_opts(location, payload, opts).await?;
        self.settle(location).await?;
        Ok(result)
    }

    async fn put_multipart_opts(&self, location: &Path, opts: PutMultipartOptions) -> Result<Box<dyn MultipartUpload>> {
        let inner = self.inner.put_multipart_opts(location, opts).await?;
        Ok(Box::new(DurableUpload { inner, store: self.clone(), location: location.clone() }))
    }

    async fn get_opts(&self, location: &Path, options: GetOptions) -> Result<GetResult> {
        self.inner.get_opts(location, options).await
    }

    async fn get_ranges(&self, location: &Path, ranges: &[Range<u64>]) -> Result<Vec<Bytes>> {
        self.inner.get_ranges(location, ranges).await
    }

    fn delete_stream(&self, locations: BoxStream<'static, Result<Path>>) -> BoxStream<'static, Result<Path>> {
        let store = self.clone();
        locations
            .then(move |location| {
                let store = store.clone();
                async move {
                    let location = location?;
                    store.before(StoreOperation::Delete, location.as_ref())?;
                    object_store::ObjectStoreExt::delete(store.inner.as_ref(), &location).await?;
                    store.sync(&location, false).await?;
                    Ok(location)
                }
            })
            .boxed()
    }

    fn list(&self, prefix: Option<&Path>) -> BoxStream<'static, Result<ObjectMeta>> {
        sorted(self.inner.list(prefix))
    }

    fn list_with_offset(&self, prefix: Option<&Path>, offset: &Path) -> BoxStream<'static, Result<ObjectMeta>> {
        sorted(self.inner.list_with_offset(prefix, offset))
    }

    async fn list_with_delimiter(&self, prefix: Option<&Path>) -> Result<ListResult> {
        self.inner.list_with_delimiter(prefix).await
    }

    async fn copy_opts(&self, from: &Path, to: &Path, options: CopyOptions) -> Result<()> {
        self.before(StoreOperation::Copy, to.as_ref())?;
        self.inner.copy_opts(from, to, options).await?;
        self.settle(to).await
    }

    async fn rename_opts(&self, from: &Path, to: &Path, options: RenameOptions) -> Result<()> {
        self.before(StoreOperation::Rename, to.as_ref())?;
        self.inner.rename_opts(from, to, options).await?;
        self.settle(to).await?;
        self.sync(from, false).await
    }
}

#[derive(Debug)]
struct DurableUpload {
    inner: Box<dyn MultipartUpload>,
    store: DurableStore,
    location: Path,
}

#[async_trait]
impl MultipartUpload for DurableUpload {
    fn put_part(&mut self, data: PutPayload) -> UploadPart {
        match self.store.before(StoreOperation::PutPart, self.location.as_ref()) {
            Ok(()) => self.inner.put_part(data),
            Err(error) => Box::pin(async move { Err(error) }),
        }
    }

    async fn complete(&mut self) -> Result<PutResult> {
        self.store.before(StoreOperation::Complete, self.location.as_ref())?;
        let result = self.inner.complete().await?;
        self.store.settle(&self.location).await?;
        Ok(result)
    }

    async fn abort(&mut self) -> Result<()> {
        self.inner.abort().await
    }
}

/// Delta reads its log in the order of a listing. Object stores list by name, folders of a disk do not.
fn sorted(listing: BoxStream<'static, Result<ObjectMeta>>) -> BoxStream<'static, Result<ObjectMeta>> {
    let ordered = async move {
        let mut found: Vec<Result<ObjectMeta>> = listing.collect().await;
        found.sort_by(|left, right| match (left, right) {
            (Ok(left), Ok(right)) => left.location.cmp(&right.location),
            (left, right) => right.is_err().cmp(&left.is_err()),
        });
        futures::stream::iter(found)
    };
    futures::stream::once(ordered).flatten().boxed()
}
