//! The tests stand in `it/`; what they read stands in `cases/`.
