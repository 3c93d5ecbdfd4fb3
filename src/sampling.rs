//! Drawing the samples of swing on several threads at once: the core draws any part of them, here the parts are dealt
//! out.

use std::ops::Range;
use std::thread;

use crate::domain::swing::{Model, SAMPLES, Swing};

/// What the samples of a model tell, drawn on so many threads.
pub fn swing(model: &Model, threads: usize) -> Swing {
    let draws =
        together(parts(SAMPLES as usize, threads), |part| model.draw(part.start as u32..part.end as u32));
    let chances = together(parts(model.len(), threads), |part| model.chances(&draws, part));
    model.conclude(&draws, chances.concat())
}

/// As many stretches of about one length.
fn parts(of: usize, count: usize) -> Vec<Range<usize>> {
    let count = count.max(1);
    (0..count).map(|part| of * part / count..of * (part + 1) / count).collect()
}

/// Does each part on a thread of its own.
fn together<T: Send>(parts: Vec<Range<usize>>, work: impl Fn(Range<usize>) -> T + Sync) -> Vec<T> {
    let work = &work;
    thread::scope(|scope| {
        let threads: Vec<_> = parts.into_iter().map(|part| scope.spawn(move || work(part))).collect();
        threads.into_iter().filter_map(|thread| thread.join().ok()).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::workshop::Workshop;
    use crate::domain::workspace::Workspace;

    #[test]
    fn the_number_of_threads_changes_nothing() {
        let items: Vec<String> = (0..60)
            .map(|i| format!(r#"{{"scores":{{"impact":{},"effort":{}}}}}"#, i % 5 + 1, i * 7 % 5 + 1))
            .collect();
        let text = format!(
            r#"{{"framework":"value-effort","capacity":{{"amount":40,"unit":"points"}},"items":[{}]}}"#,
            items.join(",")
        );
        let workshop = Workshop::new(Workspace::load(serde_json::from_str(&text).unwrap()).unwrap().0);
        let model = Model::of(&workshop).unwrap();
        let alone = swing(&model, 1);
        for threads in [0, 2, 3, 7] {
            assert_eq!(swing(&model, threads), alone);
        }
    }
}
