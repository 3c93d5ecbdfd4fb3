//! How what was measured grows with the backlog, as a table.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// Medians in nanoseconds by size, for each group and what was measured in it.
type Medians = BTreeMap<(String, String), BTreeMap<usize, f64>>;

/// Prints the medians that lie in a folder, and what ten times the items cost.
pub(crate) fn print(folder: &Path) {
    let mut medians = Medians::new();
    collect(folder, &mut medians);
    println!("\n| | what | by items | × 10 items |\n|---|---|---|---|");
    for ((group, what), by_size) in &medians {
        let told: Vec<String> =
            by_size.iter().map(|(size, nanos)| format!("{size}: {}", told(*nanos))).collect();
        println!("| {group} | {what} | {} | {} |", told.join(", "), growth(by_size));
    }
}

/// What each tenfold of the items multiplied the time by, on the average.
fn growth(by_size: &BTreeMap<usize, f64>) -> String {
    let ends = by_size.first_key_value().zip(by_size.last_key_value());
    let Some(((small, before), (large, after))) = ends.filter(|((small, _), (large, _))| small < large)
    else {
        return String::new();
    };
    let tenfold = (*large as f64 / *small as f64).log10();
    format!("× {:.2}", (after / before).powf(1.0 / tenfold))
}

fn collect(folder: &Path, medians: &mut Medians) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten().filter(|entry| entry.path().is_dir()) {
        let path = entry.path();
        if entry.file_name() == "new" {
            note(&path, medians);
        } else {
            collect(&path, medians);
        }
    }
}

fn note(measured: &Path, medians: &mut Medians) -> Option<()> {
    let read = |name: &str| -> Option<serde_json::Value> {
        serde_json::from_str(&fs::read_to_string(measured.join(name)).ok()?).ok()
    };
    let (about, estimates) = (read("benchmark.json")?, read("estimates.json")?);
    let text = |name: &str| about[name].as_str().map(str::to_owned);
    let size = text("value_str")?.parse().ok()?;
    let median = estimates["median"]["point_estimate"].as_f64()?;
    medians.entry((text("group_id")?, text("function_id")?)).or_default().insert(size, median);
    Some(())
}

fn told(nanos: f64) -> String {
    match nanos {
        nanos if nanos < 1e3 => format!("{nanos:.0} ns"),
        nanos if nanos < 1e6 => format!("{:.1} µs", nanos / 1e3),
        nanos => format!("{:.1} ms", nanos / 1e6),
    }
}
