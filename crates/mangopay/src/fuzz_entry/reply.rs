//! Bytes as an answer of HTTP: `HTTP/1.1 200`, headers, an empty line, the body. HTTP itself is parsed by hyper.

use http::{HeaderMap, HeaderName, HeaderValue};

pub(super) struct Reply<'a> {
    pub(super) status: u16,
    pub(super) headers: HeaderMap,
    pub(super) body: &'a [u8],
}

impl<'a> Reply<'a> {
    /// Reads what can be read; bytes without a head are a body, with the status given.
    pub(super) fn read(data: &'a [u8], usual: u16) -> Self {
        let (head, body) = match data.starts_with(b"HTTP/") {
            true => split(data, b"\n\n").or_else(|| split(data, b"\r\n\r\n")).unwrap_or((data, b"")),
            false => (&b""[..], data),
        };
        let mut lines = head.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii);
        let first = lines.next().and_then(|line| std::str::from_utf8(line).ok());
        let status = first.and_then(|line| line.split(' ').nth(1)?.parse().ok()).unwrap_or(usual);
        let headers = lines
            .filter_map(|line| {
                let (name, value) = split(line, b":")?;
                Some((HeaderName::from_bytes(name).ok()?, HeaderValue::from_bytes(value.trim_ascii()).ok()?))
            })
            .take(64)
            .fold(HeaderMap::new(), |mut headers, (name, value)| {
                headers.append(name, value);
                headers
            });
        Self { status, headers, body }
    }
}

fn split<'a>(bytes: &'a [u8], by: &[u8]) -> Option<(&'a [u8], &'a [u8])> {
    let at = bytes.windows(by.len()).position(|window| window == by)?;
    Some((&bytes[..at], &bytes[at + by.len()..]))
}
