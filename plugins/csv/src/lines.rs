//! Physical lines of a byte stream, in the file's encoding and decoded.
//!
//! Lines are found before they are decoded. So each line's number and byte offset are exact, and a
//! line that is not valid in its encoding spoils no other. In every encoding but UTF-16 the byte of
//! a line end is never part of another character.

use std::io::{self, Read};

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use tidings_connector::Error;

use crate::bytes::Bytes;

const BUFFER: usize = 64 * 1024;

/// A line without the character that ends it.
#[derive(Debug, Clone)]
pub(crate) struct Line {
    /// From 1.
    pub(crate) number: u64,
    /// Bytes before it in the decompressed file.
    pub(crate) offset: u64,
    /// Its bytes; only the first ones of an overlong line.
    pub(crate) raw: Vec<u8>,
    /// Its text, if that is not what the bytes are already.
    decoded: Option<String>,
    /// Its bytes are no text of the encoding; the text has replacement characters.
    pub(crate) invalid: bool,
    /// It has more bytes than the cap allows; its text is not whole.
    pub(crate) overlong: bool,
}

impl Line {
    /// The line in UTF-8.
    pub(crate) fn text(&self) -> &[u8] {
        self.decoded.as_ref().map_or(&self.raw, |text| text.as_bytes())
    }

    /// Whether nothing stands in it.
    pub(crate) fn is_blank(&self) -> bool {
        matches!(self.text(), b"" | b"\r")
    }
}

/// Cuts bytes into lines. Holds one buffer and one line.
pub(crate) struct Lines {
    bytes: Bytes,
    encoding: &'static Encoding,
    /// The character that ends a line: line feed, or carriage return in a file without line feeds.
    end: u8,
    cap: usize,
    buffer: Vec<u8>,
    start: usize,
    offset: u64,
    number: u64,
    at_end: bool,
}

impl Lines {
    /// A byte order mark decides the encoding; without one it is the declared one, or UTF-8.
    pub(crate) fn new(bytes: Bytes, declared: Option<&'static Encoding>, cap: usize) -> Result<Lines, Error> {
        let encoding = declared.unwrap_or(UTF_8);
        let mut lines = Lines {
            bytes,
            encoding,
            end: b'\n',
            cap,
            buffer: Vec::new(),
            start: 0,
            offset: 0,
            number: 0,
            at_end: false,
        };
        lines.fill()?;
        if let Some((encoding, length)) = Encoding::for_bom(&lines.buffer) {
            lines.encoding = encoding;
            lines.start = length;
            lines.offset = length as u64;
        }
        let (lf, cr) = (lines.find(b'\n'), lines.find(b'\r'));
        if lf.is_none() && cr.is_some() {
            lines.end = b'\r';
        }
        Ok(lines)
    }

    pub(crate) fn into_bytes(self) -> Bytes {
        self.bytes
    }

    /// The character that ends a line.
    pub(crate) fn end(&self) -> u8 {
        self.end
    }

    /// What is buffered from here on, decoded; to guess the delimiter by.
    pub(crate) fn peek(&self) -> String {
        let ahead = &self.buffer[self.start..];
        let whole = ahead.len() - ahead.len() % self.unit();
        self.encoding.decode_without_bom_handling(&ahead[..whole]).0.into_owned()
    }

    fn unit(&self) -> usize {
        if self.encoding == UTF_16LE || self.encoding == UTF_16BE { 2 } else { 1 }
    }

    /// Where a character stands in the buffer, after `start`.
    fn find(&self, character: u8) -> Option<usize> {
        let ahead = &self.buffer[self.start..];
        if self.unit() == 1 {
            return memchr::memchr(character, ahead);
        }
        let pair = if self.encoding == UTF_16LE { [character, 0] } else { [0, character] };
        ahead.chunks_exact(2).position(|unit| unit == pair).map(|index| index * 2)
    }

    /// Reads until the buffer is full or the stream ends, keeping what is after `start`.
    fn fill(&mut self) -> Result<(), Error> {
        self.buffer.drain(..self.start);
        self.start = 0;
        let mut length = self.buffer.len();
        self.buffer.resize(BUFFER, 0);
        while length < BUFFER && !self.at_end {
            match self.bytes.read(&mut self.buffer[length..]) {
                Ok(0) => self.at_end = true,
                Ok(count) => length += count,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => {
                    self.buffer.truncate(length);
                    return Err(self.bytes.explain(&error));
                }
            }
        }
        self.buffer.truncate(length);
        Ok(())
    }

    /// The next line; none at the end of the file. The last line needs no end.
    pub(crate) fn next(&mut self) -> Result<Option<Line>, Error> {
        let mut raw = Vec::new();
        let mut overlong = false;
        let (offset, mut any) = (self.offset, false);
        loop {
            if self.buffer.len() - self.start < self.unit() && !self.at_end {
                self.fill()?;
            }
            let found = self.find(self.end);
            let ahead = self.buffer.len() - self.start;
            let take = match found {
                Some(index) => index,
                None if self.at_end => ahead,
                None => ahead - ahead % self.unit(),
            };
            let keep = take.min(self.cap.saturating_sub(raw.len()));
            overlong |= keep < take;
            raw.extend_from_slice(&self.buffer[self.start..self.start + keep]);
            let past = if found.is_some() { take + self.unit() } else { take };
            any |= past > 0;
            self.start += past;
            self.offset += past as u64;
            if found.is_some() || (self.at_end && self.start == self.buffer.len()) {
                break;
            }
        }
        if !any {
            return Ok(None);
        }
        self.number += 1;
        Ok(Some(self.decode(raw, offset, overlong)))
    }

    fn decode(&self, raw: Vec<u8>, offset: u64, overlong: bool) -> Line {
        let (decoded, invalid) = if self.encoding == UTF_8 && std::str::from_utf8(&raw).is_ok() {
            (None, false)
        } else {
            let (text, invalid) = self.encoding.decode_without_bom_handling(&raw);
            (Some(text.into_owned()), invalid)
        };
        Line { number: self.number, offset, raw, decoded, invalid, overlong }
    }
}
