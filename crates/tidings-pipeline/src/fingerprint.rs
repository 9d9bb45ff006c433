//! Digests of what a result was made from. Where the digest is the same, the result is.

use sha2::{Digest as _, Sha256};

/// Collects the parts of a digest. The length of each part is part of it, so that parts cannot run into each other.
pub(crate) struct Fingerprint(Sha256);

impl Fingerprint {
    /// `what` tells kinds of digests apart, and their versions.
    pub(crate) fn new(what: &str) -> Self {
        Self(Sha256::new()).with(what)
    }

    pub(crate) fn with(mut self, part: impl AsRef<[u8]>) -> Self {
        let part = part.as_ref();
        self.0.update((part.len() as u64).to_be_bytes());
        self.0.update(part);
        self
    }

    pub(crate) fn text(self) -> String {
        hex(&self.0.finalize())
    }
}

/// The SHA-256 of some bytes, in lower case hexadecimal digits.
pub(crate) fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_do_not_run_into_each_other() {
        let digest = |parts: &[&str]| parts.iter().fold(Fingerprint::new("x"), |all, part| all.with(part)).text();
        assert_ne!(digest(&["ab", "c"]), digest(&["a", "bc"]));
        assert_ne!(digest(&["a", ""]), digest(&["a"]));
        assert_eq!(sha256(b"abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }
}
