# Six words. Each is a plain cargo command too, so `just` need not be installed.

# Formatting, lints, the standard project, and the rules of the house: the fast part of .ci/run.
check:
    cargo fmt --all --check
    cargo clippy --workspace --all-targets -- -D warnings
    cargo run -p tidings -- check pipelines/contact-centre
    cargo test -p tidings-structure

# All tests.
test:
    cargo test --workspace

# What the tools can set right by themselves.
fix:
    cargo clippy --workspace --all-targets --fix --allow-dirty --allow-staged
    cargo fmt --all

# Golden files and schemas, written anew. Read the difference before you commit it.
update:
    UPDATE=1 cargo test --workspace

# The benchmarks; see benches/README.md.
bench:
    cargo bench -p tidings-benches

# The guide; needs mdbook.
docs:
    mdbook build docs/guide
