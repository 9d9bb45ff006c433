//! KPIs in slices and periods: every figure of a year of contacts, beside the same work in DuckDB.
//!
//! `cargo bench -p tidings-benches -- [--contacts N] [--rounds R] [--python FILE] [--keep DIR]`
//!
//! Each engine works in a process of its own over the same Parquet files with two threads. Figures are compared before
//! a time is printed; times are the least of the rounds, taken in turns; memory is the greatest resident set.

#![expect(clippy::print_stdout, reason = "a benchmark prints its result")]

mod data;
mod figures;
mod peer;

use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::Command;

use peer::{SHAPES, Timing};

type Outcome<T> = Result<T, Box<dyn Error>>;

/// Which KPIs are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Set {
    /// Twelve KPIs whose days add up.
    Additive,
    /// The same, a percentile and a distinct count, which are counted anew in each period.
    Mixed,
}

impl Set {
    const fn name(self) -> &'static str {
        match self {
            Self::Additive => "additive",
            Self::Mixed => "mixed",
        }
    }
}

struct Options {
    contacts: u64,
    rounds: u32,
    python: String,
    folder: PathBuf,
}

fn main() -> Outcome<()> {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let value =
        |name: &str| arguments.iter().position(|argument| argument == name).and_then(|at| arguments.get(at + 1));
    let folder = value("--keep").map_or_else(|| std::env::temp_dir().join("tidings-bench-slicing"), PathBuf::from);
    let options = Options {
        contacts: value("--contacts").map_or(Ok(10_000_000), |text| text.parse())?,
        rounds: value("--rounds").map_or(Ok(3), |text| text.parse())?,
        python: value("--python").cloned().unwrap_or_else(|| "python3".to_owned()),
        folder,
    };
    if let Some(set) = value("--child") {
        let set = if set == "mixed" { Set::Mixed } else { Set::Additive };
        return figures::child(&options.folder, set);
    }
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    runtime.block_on(data::make(&options.folder, options.contacts))?;
    println!("{} contacts, {} rounds, two threads", options.contacts, options.rounds);
    for set in [Set::Additive, Set::Mixed] {
        compare(&options, set)?;
    }
    Ok(())
}

/// All shapes of one set of KPIs, in turns.
fn compare(options: &Options, set: Set) -> Outcome<()> {
    let mut own: Vec<Timing> = Vec::new();
    let mut peers: Vec<Vec<Timing>> = vec![Vec::new(); SHAPES.len()];
    let reason = peer::unavailable(&options.python);
    for round in 0..options.rounds {
        own.push(run(Command::new(std::env::current_exe()?)
            .args(["--child", set.name(), "--keep"])
            .arg(&options.folder))?);
        if reason.is_some() {
            continue;
        }
        for (shape, timings) in SHAPES.iter().zip(&mut peers) {
            timings.push(run(&mut peer::command(&options.python, &options.folder, set.name(), shape.name))?);
            if round == 0 {
                let compared = peer::compare(&options.python, &options.folder, set.name(), shape.name)?;
                println!("{}, {}: {compared}", set.name(), shape.name);
            }
        }
    }
    let best = |timings: &[Timing]| {
        let seconds = timings.iter().map(|timing| timing.seconds).fold(f64::INFINITY, f64::min);
        let memory = timings.iter().map(|timing| timing.peak_kilobytes).max().unwrap_or_default() / 1024;
        (seconds, memory)
    };
    let (seconds, memory) = best(&own);
    println!("\n| {} KPIs | seconds | times slower | MiB |\n|---|---:|---:|---:|", set.name());
    println!("| tidings | {seconds:.2} | | {memory} |");
    if let Some(reason) = reason {
        println!("DuckDB is left out: {reason}");
        return Ok(());
    }
    for (shape, timings) in SHAPES.iter().zip(&peers) {
        let (peer, memory) = best(timings);
        println!("| DuckDB, {} | {peer:.2} | {:.1} | {memory} |", shape.words, peer / seconds);
    }
    println!();
    Ok(())
}

/// Runs a process that prints its own seconds and its own peak memory as the last line of its output.
fn run(command: &mut Command) -> Outcome<Timing> {
    let output = command.output()?;
    if !output.status.success() {
        return Err(format!("{command:?}: {}", String::from_utf8_lossy(&output.stderr)).into());
    }
    let text = String::from_utf8(output.stdout)?;
    let line = text.lines().last().ok_or("a process printed no time")?;
    Ok(serde_json::from_str(line)?)
}

/// The greatest memory that this process ever held, in KiB; Linux only.
fn peak_kilobytes() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or_default()
}

/// The files of a table.
fn table(folder: &Path, name: &str) -> PathBuf {
    folder.join(name)
}
