# Short names for the usual commands. `just ci` is what has to pass before a change lands.

set windows-shell := ["powershell.exe", "-NoLogo", "-NoProfile", "-Command"]

# List the recipes
default:
    @just --list --unsorted

# Format the code
fmt:
    cargo fmt --all

# Run clippy, warnings are errors
lint:
    cargo clippy --all-targets --all-features -- -D warnings

# Run the tests
test *args:
    cargo test {{ args }}

# Build and test without the terminal
core:
    cargo build --no-default-features --lib
    cargo test --no-default-features --lib

# Build the documentation, warnings are errors
docs $RUSTDOCFLAGS="-D warnings":
    cargo doc --no-deps

# Kill it, fill its disk, pull the plug: print what was tried and what was lost
torture:
    cargo test --release --test torture the_table -- --ignored --nocapture

# Measure speed
bench *args:
    cargo bench {{ args }}

# Run every check that a change has to pass
ci:
    bash .ci/run

# Open the sample workshop
demo:
    cargo run --release -- demo

# Make the pictures of the readme anew
pictures:
    cargo run --example pictures

# Check licences, advisories and sources of the dependencies (needs cargo-deny)
deny *args="":
    cargo deny check {{ args }}

# Fuzz a reader without end (needs cargo-fuzz and a nightly Rust); `just fuzz` lists them
fuzz target="" *args="":
    {{ if target == "" { "cargo fuzz list" } else { "cargo +nightly fuzz run --sanitizer none " + target + " fuzz/corpus/" + target + " tests/fixtures tests/fixtures/imports assets assets/frameworks -- -max_len=65536 " + args } }}

# Give every reader more inputs than the tests do
tamper rounds="20000":
    CUTLINE_FUZZ={{ rounds }} cargo test --release --test fuzz

# Build the package as it would be published
package:
    cargo package --locked
