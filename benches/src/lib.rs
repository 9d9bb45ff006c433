//! Benchmarks of the program, and the same work in other engines: see README.md.
