//! Which character is between the fields.

use csv_core::{ReadRecordResult, Reader};

use crate::config::Dialect;

const CANDIDATES: [u8; 4] = [b',', b';', b'\t', b'|'];

/// Records that are looked at.
const SAMPLE: usize = 20;

/// The delimiter under which the first records have as many fields as the header, most often; of
/// equal ones that with more fields, then the first of the list. A comma if none cuts anything.
pub(crate) fn delimiter(text: &str, quote: Option<u8>, escape: Option<u8>, end: u8) -> u8 {
    let mut best = (0, 0, b',');
    for delimiter in CANDIDATES {
        let counts = field_counts(text, Dialect { delimiter, quote, escape }.reader(end));
        let Some(header) = counts.first().copied().filter(|count| *count > 1) else { continue };
        let agreeing = counts.iter().filter(|count| **count == header).count();
        if (agreeing, header) > (best.0, best.1) {
            best = (agreeing, header, delimiter);
        }
    }
    best.2
}

fn field_counts(text: &str, mut reader: Reader) -> Vec<usize> {
    let mut input = text.as_bytes();
    let (mut counts, mut fields) = (Vec::new(), 0);
    let (mut output, mut ends) = ([0; 4096], [0; 64]);
    while counts.len() < SAMPLE && !input.is_empty() {
        let (result, read, _, ended) = reader.read_record(input, &mut output, &mut ends);
        input = &input[read..];
        fields += ended;
        match result {
            ReadRecordResult::Record => {
                // A blank line is no record: with a line end of two characters it has one field.
                let blank = fields == 1 && (ends[0] == 0 || output[..ends[0].min(4096)] == *b"\r");
                if !blank {
                    counts.push(fields);
                }
                fields = 0;
            }
            ReadRecordResult::End => break,
            ReadRecordResult::InputEmpty | ReadRecordResult::OutputFull | ReadRecordResult::OutputEndsFull => {}
        }
    }
    // The sample may end within a record; if it holds no whole one, that is the header.
    if counts.is_empty() {
        counts.push(fields + 1);
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn delimiters() {
        for (text, expected) in [
            ("a,b\n1,2\n", b','),
            ("a;b\n1,5;2,5\n", b';'),
            ("a\tb, c\n1\t2\n", b'\t'),
            ("a|b|c\n1|2|3\n", b'|'),
            ("a\n1\n", b','),
            ("\"a;b\",c\n\"1;2\",3\n", b','),
            ("a;b", b';'),
            ("", b','),
            ("\r\n\r\na;b\r\n1;2\r\n", b';'),
        ] {
            assert_eq!(delimiter(text, Some(b'"'), None, b'\n'), expected, "{text:?}");
        }
    }
}
