//! No code: `Cargo.toml` fixes the features of shared dependencies.
