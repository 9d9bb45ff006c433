//! Records of a delimited file: lines joined where a quote spans them, cut into fields.
//!
//! A quote that is never closed would swallow the rest of the file. So a record is given up when it
//! passes a cap in bytes or lines, at the end of the file, or when it spans lines and has not as
//! many fields as the header or a quote that ends before its field does. Then its first line alone is rejected, and reading goes on at the
//! line after it.

use std::collections::VecDeque;

use csv_core::{ReadRecordResult, Reader};
use tidings_connector::{Error, Reason};

use crate::config::{Dialect, Limits};
use crate::lines::{Line, Lines};

/// The fields of one record, and where it begins.
#[derive(Debug)]
pub(crate) struct Record<'a> {
    pub(crate) line: u64,
    pub(crate) offset: u64,
    text: &'a [u8],
    ends: &'a [usize],
    raw: &'a [u8],
}

impl<'a> Record<'a> {
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// A field's text; nothing past the last one.
    pub(crate) fn field(&self, index: usize) -> &'a str {
        let start = if index == 0 { Some(&0) } else { self.ends.get(index - 1) };
        let (Some(start), Some(end)) = (start, self.ends.get(index)) else { return "" };
        // Lines are decoded before they are cut, and cut at ASCII characters.
        std::str::from_utf8(&self.text[*start..*end]).unwrap_or_default()
    }

    /// The record's bytes in the file, those of its first line if it spans several.
    pub(crate) fn raw(&self) -> &'a [u8] {
        self.raw
    }
}

/// A record that is none.
#[derive(Debug)]
pub(crate) struct BadRecord {
    pub(crate) line: u64,
    pub(crate) offset: u64,
    pub(crate) why: Reason,
    pub(crate) raw: Vec<u8>,
}

/// What stands next in the file.
#[derive(Debug)]
pub(crate) enum Next<'a> {
    Record(Record<'a>),
    Bad(BadRecord),
    End,
}

/// Cuts lines into records. Holds one record's lines.
pub(crate) struct Records {
    lines: Lines,
    dialect: Dialect,
    reader: Reader,
    /// The reader is within a record that was given up.
    astray: bool,
    limits: Limits,
    /// Fields of the header, once it is known.
    width: Option<Width>,
    /// Lines that were read ahead of a record that was given up.
    again: VecDeque<Line>,
    /// Lines of the current record.
    taken: Vec<Line>,
    text: Vec<u8>,
    ends: Vec<usize>,
}

/// How many fields a record must have.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Width {
    pub(crate) fields: usize,
    /// The header ends in a delimiter: the last field has no name and may be left out.
    pub(crate) last_unnamed: bool,
}

impl Width {
    /// One empty field more than the header, from a delimiter at the line's end, is none.
    fn fits(self, record: &Record<'_>) -> bool {
        record.len() == self.fields
            || (record.len() == self.fields + 1 && record.field(self.fields).is_empty())
            || (self.last_unnamed && record.len() + 1 == self.fields)
    }
}

enum Cut {
    /// All fields are there.
    Whole,
    /// The line ended within quotes.
    Open,
    /// More fields than the cap allows.
    TooMany,
}

impl Records {
    pub(crate) fn new(lines: Lines, dialect: Dialect, limits: Limits) -> Records {
        Records {
            reader: dialect.reader(lines.end()),
            dialect,
            lines,
            astray: true,
            limits,
            width: None,
            again: VecDeque::new(),
            taken: Vec::new(),
            text: Vec::new(),
            ends: Vec::new(),
        }
    }

    /// From now on each record must have so many fields.
    pub(crate) fn expect(&mut self, width: Width) {
        self.width = Some(width);
    }

    pub(crate) fn into_lines(self) -> Lines {
        self.lines
    }

    fn next_line(&mut self) -> Result<Option<Line>, Error> {
        match self.again.pop_front() {
            Some(line) => Ok(Some(line)),
            None => self.lines.next(),
        }
    }

    /// The next record. Blank lines between records are no records.
    pub(crate) fn next(&mut self) -> Result<Next<'_>, Error> {
        self.taken.clear();
        if std::mem::replace(&mut self.astray, true) {
            self.reader.reset();
            // csv-core drops a byte order mark from what it reads first. Ours is gone already, and
            // a record may begin with that character.
            let _ = self.reader.read_record(&[self.lines.end()], &mut [0; 4], &mut [0; 4]);
        }
        let (mut written, mut fields, mut bytes) = (0, 0, 0);
        loop {
            let line = match self.next_line()? {
                Some(line) => line,
                None if self.taken.is_empty() => return Ok(Next::End),
                None => return Ok(self.give_up("the quote is never closed")),
            };
            if self.taken.is_empty() {
                if line.is_blank() {
                    continue;
                }
                if line.overlong {
                    let text = format!("the row has more than {} bytes", self.limits.record_bytes);
                    return Ok(Next::Bad(bad(line, Reason::new("row_too_long", text))));
                }
            }
            bytes += line.raw.len() + 1;
            let (overlong, too_many_lines) =
                (line.overlong || bytes > self.limits.record_bytes, self.taken.len() >= self.limits.record_lines);
            self.taken.push(line);
            if overlong || too_many_lines {
                return Ok(self.give_up("the quote is not closed within the caps of a row"));
            }
            match self.cut(&mut written, &mut fields) {
                Cut::Whole => {
                    self.astray = false;
                    break;
                }
                Cut::Open => {}
                Cut::TooMany => {
                    let text = format!("more than {} fields", self.limits.columns);
                    return Ok(self.reject("wrong_field_count", text));
                }
            }
        }
        self.whole(written, fields)
    }

    fn whole(&mut self, written: usize, fields: usize) -> Result<Next<'_>, Error> {
        // The line's end was two characters.
        let last_line_raw_ends_in_cr =
            self.lines.end() == b'\n' && self.taken.last().is_some_and(|line| line.text().ends_with(b"\r"));
        if last_line_raw_ends_in_cr && written > 0 && fields > 0 {
            self.ends[fields - 1] = self.ends[fields - 1].saturating_sub(1);
        }
        if self.taken.iter().any(|line| line.invalid) {
            return Ok(self.reject("invalid_encoding", "bytes that are no text in the file's encoding".to_owned()));
        }
        if self.taken.len() > 1 && !self.is_well_quoted() {
            return Ok(self.give_up("the quote is not closed before other quotes begin"));
        }
        let (first, record) = match self.taken.first() {
            Some(first) => (first, self.record(first, fields)),
            None => return Ok(Next::End),
        };
        if let Some(width) = self.width
            && !width.fits(&record)
        {
            if self.taken.len() > 1 {
                return Ok(self.give_up("the quote is not closed before other rows begin"));
            }
            let text = format!("{} fields, expected {}", record.len(), width.fields);
            return Ok(Next::Bad(bad(first.clone(), Reason::new("wrong_field_count", text))));
        }
        let mut start = 0;
        for end in &self.ends[..fields] {
            if end - start > self.limits.field_bytes {
                let text = format!("a field has more than {} bytes", self.limits.field_bytes);
                return Ok(self.reject("field_too_long", text));
            }
            start = *end;
        }
        Ok(match self.taken.first() {
            Some(first) => Next::Record(self.record(first, fields)),
            None => Next::End,
        })
    }

    /// Whether each quote that opens a field ends with it. csv-core takes what stands between the
    /// two for text; in a record of several lines it is more likely the quote of another row.
    fn is_well_quoted(&self) -> bool {
        let Some(quote) = self.dialect.quote else { return true };
        let end = [self.lines.end()];
        let mut text = self.taken.iter().flat_map(|line| line.text().iter().chain(&end)).copied().peekable();
        let mut at_start = true;
        while let Some(byte) = text.next() {
            if !(at_start && byte == quote) {
                at_start = byte == self.dialect.delimiter;
                continue;
            }
            loop {
                match text.next() {
                    None => return false,
                    Some(byte) if Some(byte) == self.dialect.escape => {
                        text.next();
                    }
                    Some(byte) if byte == quote => match text.peek() {
                        Some(next) if *next == quote && self.dialect.escape.is_none() => {
                            text.next();
                        }
                        Some(next) if *next == self.dialect.delimiter => break,
                        // The last line's end, of one character or two.
                        Some(b'\r' | b'\n') | None => break,
                        Some(_) => return false,
                    },
                    Some(_) => {}
                }
            }
            at_start = false;
        }
        true
    }

    fn record<'a>(&'a self, first: &'a Line, fields: usize) -> Record<'a> {
        Record {
            line: first.number,
            offset: first.offset,
            text: &self.text,
            ends: &self.ends[..fields],
            raw: &first.raw,
        }
    }

    /// Feeds the last line taken to the field reader.
    fn cut(&mut self, written: &mut usize, fields: &mut usize) -> Cut {
        let Some(line) = self.taken.last() else { return Cut::Whole };
        let most_fields = self.limits.columns + 2;
        let ending = [self.lines.end()];
        // Fields are never longer than what they are cut from.
        let room = *written + line.text().len() + 2;
        if self.text.len() < room {
            self.text.resize(room, 0);
        }
        for mut input in [line.text(), &ending] {
            // To csv-core an empty input is the end of the file.
            while !input.is_empty() {
                if self.ends.len() <= *fields {
                    let more = (self.ends.len() * 2).clamp(16, most_fields + 1);
                    self.ends.resize(more, 0);
                }
                let (result, read, wrote, ended) =
                    self.reader.read_record(input, &mut self.text[*written..], &mut self.ends[*fields..]);
                input = &input[read..];
                *written += wrote;
                *fields += ended;
                match result {
                    ReadRecordResult::InputEmpty => {}
                    ReadRecordResult::OutputFull => {
                        let more = self.text.len() * 2 + 64;
                        self.text.resize(more, 0);
                    }
                    ReadRecordResult::OutputEndsFull if *fields > most_fields => return Cut::TooMany,
                    ReadRecordResult::OutputEndsFull => {}
                    ReadRecordResult::Record | ReadRecordResult::End => return Cut::Whole,
                }
            }
        }
        Cut::Open
    }

    /// Rejects the whole record.
    fn reject(&mut self, code: &'static str, text: String) -> Next<'static> {
        match self.taken.drain(..).next() {
            Some(first) => Next::Bad(bad(first, Reason::new(code, text))),
            None => Next::End,
        }
    }

    /// Rejects the first line, and reads the others again.
    fn give_up(&mut self, text: &str) -> Next<'static> {
        let mut taken = self.taken.drain(..);
        let Some(first) = taken.next() else { return Next::End };
        for line in taken.rev() {
            self.again.push_front(line);
        }
        let code = if first.invalid { "invalid_encoding" } else { "unclosed_quote" };
        Next::Bad(bad(first, Reason::new(code, text)))
    }
}

fn bad(line: Line, why: Reason) -> BadRecord {
    BadRecord { line: line.number, offset: line.offset, why, raw: line.raw }
}
