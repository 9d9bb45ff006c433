//! What an Arrow IPC file claims of its parts, held to what the file has.
//!
//! The reader takes memory for a part before it reads it, as much as the file says. A damaged file
//! may say more than any machine has, and running out of memory ends the process.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};

use arrow_ipc::reader::read_footer_length;
use arrow_ipc::{Block, root_as_footer, root_as_message};
use arrow_schema::ArrowError;

/// Marks a message of the present format; older files have its length at once.
const CONTINUATION: [u8; 4] = [0xff; 4];

/// Length and magic at the end of a file.
const TRAILER: u64 = 10;

fn false_claim() -> ArrowError {
    ArrowError::IpcError("a part is longer than the file".to_owned())
}

fn unreadable(what: &str) -> ArrowError {
    ArrowError::IpcError(format!("its {what} is damaged"))
}

/// Holds the blocks of the file format to the file's size. Leaves the file at its start.
pub(crate) fn check_file(file: &mut File, size: u64) -> Result<(), ArrowError> {
    let trailer_start = size.checked_sub(TRAILER).ok_or_else(false_claim)?;
    file.seek(SeekFrom::Start(trailer_start))?;
    let mut trailer = [0; 10];
    file.read_exact(&mut trailer)?;
    let length = u64::try_from(read_footer_length(trailer)?).map_err(|_| false_claim())?;
    let footer_start = trailer_start.checked_sub(length).ok_or_else(false_claim)?;
    file.seek(SeekFrom::Start(footer_start))?;
    let mut footer = Vec::new();
    file.take(length).read_to_end(&mut footer)?;
    let footer = root_as_footer(&footer).map_err(|_| unreadable("footer"))?;
    let fits = |block: &Block| {
        let parts = [block.offset(), i64::from(block.metaDataLength()), block.bodyLength()];
        let end = parts.iter().try_fold(0u64, |sum, part| sum.checked_add(u64::try_from(*part).ok()?));
        end.is_some_and(|end| end <= size)
    };
    let blocks = [footer.recordBatches(), footer.dictionaries()];
    if blocks.into_iter().flatten().flatten().any(|block| !fits(block)) {
        return Err(false_claim());
    }
    file.rewind()?;
    Ok(())
}

/// Holds the messages of the stream format to the file's size. Leaves the file at its start.
pub(crate) fn check_stream(file: &mut File, size: u64) -> Result<(), ArrowError> {
    file.rewind()?;
    let mut at = 0u64;
    let mut word = [0; 4];
    let mut metadata = Vec::new();
    while at + 4 <= size {
        file.read_exact(&mut word)?;
        at += 4;
        if word == CONTINUATION {
            file.read_exact(&mut word)?;
            at += 4;
        }
        let length = u64::from(u32::from_le_bytes(word));
        if length == 0 {
            break;
        }
        let body_start = at.checked_add(length).filter(|end| *end <= size).ok_or_else(false_claim)?;
        metadata.clear();
        file.take(length).read_to_end(&mut metadata)?;
        let message = root_as_message(&metadata).map_err(|_| unreadable("metadata"))?;
        let body = u64::try_from(message.bodyLength()).map_err(|_| false_claim())?;
        at = body_start.checked_add(body).filter(|end| *end <= size).ok_or_else(false_claim)?;
        file.seek(SeekFrom::Start(at))?;
    }
    file.rewind()?;
    Ok(())
}
