//! Logs: to standard error, through a filter that takes out what could be a secret or somebody's data.
//!
//! The code logs codes, counts and path templates only. The filter is the second line: it is for the texts of
//! libraries, which we do not write.

use std::io::{self, Write};

use tracing_subscriber::{EnvFilter, fmt::MakeWriter};

/// Starts logging. `MANGROVE_LOG` sets the level, in the usual form of `tracing`.
pub(crate) fn start() {
    let filter = EnvFilter::try_from_env("MANGROVE_LOG").unwrap_or_else(|_| EnvFilter::new("warn"));
    let started = tracing_subscriber::fmt().with_env_filter(filter).with_ansi(false).with_writer(Redacting).try_init();
    if started.is_err() {
        tracing::debug!("logging was started before");
    }
    let before = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        // The place, not the message: a message may quote a value.
        let place = panic.location().map(|place| format!("{}:{}", place.file(), place.line())).unwrap_or_default();
        tracing::error!(place, "a defect stopped a part of the application");
        if cfg!(debug_assertions) {
            before(panic);
        }
    }));
}

/// Writes to standard error what [`redact`] leaves.
struct Redacting;

impl<'a> MakeWriter<'a> for Redacting {
    type Writer = Line;

    fn make_writer(&'a self) -> Line {
        Line(Vec::new())
    }
}

/// One line of the log; written when it is complete.
struct Line(Vec<u8>);

impl Write for Line {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        let text = String::from_utf8_lossy(&self.0);
        // Nothing can be done about a log that cannot be written.
        io::stderr().write_all(redact(&text).as_bytes()).ok();
    }
}

/// Takes out e-mail addresses, file paths, links' queries, tokens, keys and encoded data: words that contain `@`,
/// more than one slash with a leading one, or an unbroken run of 20 or more letters and digits.
fn redact(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while !rest.is_empty() {
        let end = rest.find(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | ',' | '(' | ')' | '<' | '>' | '='));
        let (word, gap) = match end {
            Some(end) => rest.split_at(end),
            None => (rest, ""),
        };
        let private = is_private(word);
        out.push_str(if private { "[redacted]" } else { word });
        // What follows the name of a private value is its value.
        let gap =
            if private && gap.starts_with('=') { gap.trim_start_matches(|c: char| !c.is_whitespace()) } else { gap };
        let Some(c) = gap.chars().next() else { break };
        out.push(c);
        rest = &gap[c.len_utf8()..];
    }
    out
}

fn is_private(word: &str) -> bool {
    let longest_run = word
        .split(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '+' | '/' | '_' | '-')))
        .filter(|run| run.bytes().any(|b| b.is_ascii_digit()))
        .map(str::len)
        .max()
        .unwrap_or_default();
    word.contains('@')
        || (word.starts_with('/') && !word.starts_with("/v2.01/{"))
        || word.contains(":\\")
        || word.contains("?")
        || longest_run >= 20
}

#[cfg(test)]
mod tests {
    use super::redact;

    #[test]
    fn private_words_are_taken_out() {
        for private in [
            "ana.beltran@example.com",
            "/home/ines/Documents/dni-anverso.jpg",
            "C:\\Users\\ines\\passport.pdf",
            "https://sca.example.com/?token=0123456789abcdef",
            "eyJhbGciOiJIUzI1NiJ9.c3ViamVjdDEyMzQ1Njc4OTA",
            "/9j/4AAQSkZJRgABAQEASABIAAD2wBDAAgGBgcGBQgHBwcJCQg",
            "sandbox0key1234567890abcdefGHIJKL",
        ] {
            let line = redact(&format!("what happened: {private} (and more)"));
            assert_eq!(line, "what happened: [redacted] (and more)", "{private}");
        }
    }

    #[test]
    fn what_the_code_logs_on_purpose_stays() {
        let line = "2026-11-24T09:42:00Z WARN mangopay: call method=GET path=/v2.01/{client}/users status=429 tries=2";
        assert_eq!(redact(line), line);
    }
}
