//! What was found by fuzzing once, each under the name of what was wrong.
