//! The bytes of one file: decompressed, counted, hashed, and capped.

use std::fs::File;
use std::io::{self, BufReader, Read, Seek};

use flate2::read::MultiGzDecoder;
use sha2::{Digest, Sha256};
use tidings_connector::Error;

use crate::config::Limits;
use crate::files::{FoundFile, hex, io_error};

/// Below this much output a ratio says nothing.
const RATIO_FROM: u64 = 1024 * 1024;

/// The largest window of a zstd stream, as a power of two: 128 MiB.
const ZSTD_WINDOW: u32 = 27;

/// The file as it is on disk.
struct Raw {
    file: File,
    hasher: Sha256,
    read: u64,
}

impl Read for Raw {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.file.read(buffer)?;
        self.hasher.update(&buffer[..count]);
        self.read += count as u64;
        Ok(count)
    }
}

enum Body {
    Plain(Raw),
    Gzip(Box<MultiGzDecoder<Raw>>),
    Zstd(Box<zstd::Decoder<'static, BufReader<Raw>>>),
}

/// The decompressed bytes of a file. The compression is told by the content, not by the name.
pub(crate) struct Bytes {
    body: Body,
    written: u64,
    limits: Limits,
    name: String,
    /// The error behind the `io::Error` that `read` gave.
    fault: Option<Error>,
}

impl Bytes {
    pub(crate) fn open(file: &FoundFile, limits: Limits) -> Result<Bytes, Error> {
        let failed = |error: io::Error| io_error(&file.name, &error);
        let mut opened = file.open()?;
        let mut magic = Vec::with_capacity(4);
        (&mut opened).take(4).read_to_end(&mut magic).map_err(failed)?;
        opened.rewind().map_err(failed)?;
        let raw = Raw { file: opened, hasher: Sha256::new(), read: 0 };
        let body = match magic.as_slice() {
            [0x1f, 0x8b, ..] => Body::Gzip(Box::new(MultiGzDecoder::new(raw))),
            [0x28, 0xb5, 0x2f, 0xfd] => {
                let mut decoder = zstd::Decoder::with_buffer(BufReader::new(raw)).map_err(failed)?;
                decoder.window_log_max(ZSTD_WINDOW).map_err(failed)?;
                Body::Zstd(Box::new(decoder))
            }
            [b'P', b'K', 3, 4] => {
                return Err(Error::schema(format!("`{}` is a zip archive or a workbook", file.name))
                    .hint("unpack it, or export it as CSV; gzip and zstd files are read as they are"));
            }
            _ => Body::Plain(raw),
        };
        Ok(Bytes { body, written: 0, limits, name: file.name.clone(), fault: None })
    }

    fn raw(&self) -> &Raw {
        match &self.body {
            Body::Plain(raw) => raw,
            Body::Gzip(decoder) => decoder.get_ref(),
            Body::Zstd(decoder) => decoder.get_ref().get_ref(),
        }
    }

    /// The error behind an `io::Error` of [`Read::read`].
    pub(crate) fn explain(&mut self, error: &io::Error) -> Error {
        if let Some(fault) = self.fault.take() {
            return fault;
        }
        let compressed = !matches!(self.body, Body::Plain(_));
        if compressed && error.kind() != io::ErrorKind::PermissionDenied {
            return Error::schema(format!("`{}` cannot be decompressed: {error}", self.name))
                .hint("the file is damaged or half written; have it exported again");
        }
        io_error(&self.name, error)
    }

    /// Reads what is left of the file on disk and gives the SHA-256 of all of it.
    pub(crate) fn finish(self) -> Result<String, Error> {
        let name = self.name;
        let mut raw = match self.body {
            Body::Plain(raw) => raw,
            Body::Gzip(decoder) => decoder.into_inner(),
            Body::Zstd(decoder) => decoder.finish().into_inner(),
        };
        io::copy(&mut raw, &mut io::sink()).map_err(|error| io_error(&name, &error))?;
        Ok(hex(&raw.hasher.finalize()))
    }

    fn check_caps(&mut self) -> io::Result<()> {
        let (read, limits) = (self.raw().read, self.limits);
        let bomb = self.written > RATIO_FROM && self.written / limits.compression_ratio > read;
        let fault = if self.written > limits.file_bytes {
            Error::schema(format!("`{}` holds more than {} bytes", self.name, limits.file_bytes))
                .hint("split the file, or raise `limits.file_bytes`")
        } else if bomb && !matches!(self.body, Body::Plain(_)) {
            Error::schema(format!("`{}` unpacks to more than {} times its size", self.name, limits.compression_ratio))
                .hint("if the file is what it should be, raise `limits.compression_ratio`")
        } else {
            return Ok(());
        };
        self.fault = Some(fault);
        Err(io::Error::other("a cap was passed"))
    }
}

impl Read for Bytes {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = match &mut self.body {
            Body::Plain(raw) => raw.read(buffer),
            Body::Gzip(decoder) => decoder.read(buffer),
            Body::Zstd(decoder) => decoder.read(buffer),
        }?;
        self.written += count as u64;
        self.check_caps()?;
        Ok(count)
    }
}
