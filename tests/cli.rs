//! Transcripts of real commands. They are documentation too, so each tells a story: read `tests/cli/*.md`.
//!
//! A transcript works on the files of its own `.in` folder; an `.out` folder beside it makes that a copy, which the
//! commands may write to, and holds what must be there in the end. `TRYCMD=overwrite` writes down what the commands say;
//! read the difference before you keep it.

#[test]
fn transcripts_are_true() {
    trycmd::TestCases::new().case("tests/cli/*.md").run();
}
