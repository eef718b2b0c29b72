use std::{
    convert::Infallible,
    fmt,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};
use tokio::sync::watch;
use zeroize::Zeroizing;

const HEAD: &[u8] = b"{\"File\":\"";
const TAIL: &[u8] = b"\"}";
/// Raw bytes per part: a multiple of 3, so that parts join without padding; 64 KiB once in Base64.
const PART: usize = 48 * 1024;

/// One file of a KYC document, held once in memory and wiped when the last clone goes. It is sent as
/// `{"File":"<Base64>"}` (users-verification.md §3.4), encoded part by part on its way out.
#[derive(Clone)]
pub struct PageBody(Arc<Zeroizing<Vec<u8>>>);

/// How far a page is. Both count bytes of the request's body, which is about a third larger than the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PageProgress {
    /// Bytes handed over to the network so far.
    pub sent: u64,
    /// Bytes in all.
    pub total: u64,
}

impl PageBody {
    /// Takes the file's bytes.
    pub fn new(file: Zeroizing<Vec<u8>>) -> Self {
        Self(Arc::new(file))
    }

    /// The `Content-Length` of the request.
    pub fn encoded_len(&self) -> u64 {
        (HEAD.len() + self.0.len().div_ceil(3) * 4 + TAIL.len()) as u64
    }

    /// The body, and where to see how much of it has been taken.
    pub(crate) fn start(&self) -> (PageStream, watch::Receiver<u64>) {
        let (sent, seen) = watch::channel(0);
        (PageStream { file: self.clone(), next: Next::Head, left: self.encoded_len(), sent }, seen)
    }
}

impl fmt::Debug for PageBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PageBody({} bytes)", self.0.len())
    }
}

/// The body on its way out. Its length is exact, so that it never goes in chunks.
pub(crate) struct PageStream {
    file: PageBody,
    next: Next,
    left: u64,
    sent: watch::Sender<u64>,
}

#[derive(Clone, Copy)]
enum Next {
    Head,
    /// The part that begins at this byte of the file.
    Part(usize),
    Tail,
    Nothing,
}

impl PageStream {
    fn next_part(&mut self) -> Option<Bytes> {
        let file: &[u8] = &self.file.0;
        match self.next {
            Next::Head => {
                self.next = if file.is_empty() { Next::Tail } else { Next::Part(0) };
                Some(Bytes::from_static(HEAD))
            }
            Next::Part(start) => {
                let end = file.len().min(start + PART);
                self.next = if end == file.len() { Next::Tail } else { Next::Part(end) };
                // Wiped when the transport drops it, as the file itself is.
                Some(Bytes::from_owner(Zeroizing::new(STANDARD.encode(&file[start..end]).into_bytes())))
            }
            Next::Tail => {
                self.next = Next::Nothing;
                Some(Bytes::from_static(TAIL))
            }
            Next::Nothing => None,
        }
    }
}

impl Body for PageStream {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        let this = self.get_mut();
        // Whoever asks for the next part has taken the one before: that is what counts as handed over.
        let total = this.file.encoded_len();
        this.sent.send_replace(total - this.left);
        let part = this.next_part();
        if let Some(part) = &part {
            this.left -= part.len() as u64;
            if this.left == 0 {
                this.sent.send_replace(total);
            }
        }
        Poll::Ready(part.map(|part| Ok(Frame::data(part))))
    }

    fn is_end_stream(&self) -> bool {
        matches!(self.next, Next::Nothing)
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.left)
    }
}

#[cfg(test)]
mod tests {
    use base64::{Engine as _, engine::general_purpose::STANDARD};
    use http_body::Body as _;
    use proptest::prelude::*;
    use zeroize::Zeroizing;

    use super::{PART, PageBody};

    fn check(file: Vec<u8>) {
        let body = PageBody::new(Zeroizing::new(file.clone()));
        let (mut stream, seen) = body.start();
        assert_eq!(stream.size_hint().exact(), Some(body.encoded_len()), "the length must be exact, or chunks follow");
        let mut out = Vec::new();
        while let Some(part) = stream.next_part() {
            assert!(part.len() <= PART / 3 * 4, "memory stays near one page");
            out.extend_from_slice(&part);
        }
        assert_eq!(out.len() as u64, body.encoded_len());
        let expected = format!("{{\"File\":\"{}\"}}", STANDARD.encode(&file));
        assert!(out == expected.as_bytes(), "a body of {} bytes differs", file.len());
        drop(stream);
        assert_eq!(*seen.borrow(), 0, "nothing was polled by a transport");
    }

    #[test]
    fn every_small_size_and_every_size_around_a_part_is_exact() {
        for size in (0..=400).chain(PART - 4..=PART + 4).chain(2 * PART - 4..=2 * PART + 4) {
            check((0..size).map(|i| (i * 31 % 251) as u8).collect());
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn any_content_is_exact(file in proptest::collection::vec(any::<u8>(), 0..3 * PART)) {
            check(file);
        }
    }
}
