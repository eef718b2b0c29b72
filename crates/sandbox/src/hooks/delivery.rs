//! Telling the world: a GET for each notice, to loopback addresses only (docs/api/money-operations.md §14.2).

use std::{net::IpAddr, sync::Arc, time::Duration};

use futures::StreamExt as _;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
    sync::watch,
};
use url::{Host, Url};

use super::Notice;
use crate::shared::Shared;

/// How long an answer may take.
const PATIENCE: Duration = Duration::from_secs(2);
/// Tries under way at once.
const TOGETHER: usize = 16;
/// Longest sleep of a ticking clock's worker.
const NAP: i64 = 60;

/// Delivers until the simulator stops.
pub(crate) async fn run(shared: Arc<Shared>, mut stopped: watch::Receiver<bool>) {
    let mut changes = shared.watch();
    loop {
        changes.mark_unchanged();
        let (come, next) = shared.with(|state, now| super::due(state, now));
        if come.is_empty() {
            let nap = match next {
                Some(at) if shared.clock.ticks() => (at - shared.clock.now()).clamp(1, NAP),
                _ => NAP,
            };
            tokio::select! {
                _ = stopped.wait_for(|stop| *stop) => return,
                changed = changes.changed() => if changed.is_err() { return },
                () = tokio::time::sleep(Duration::from_secs(nap.unsigned_abs())) => {}
            }
            continue;
        }
        let tries = futures::stream::iter(come).map(async |notice| {
            let success = tell(&notice).await;
            (notice, success)
        });
        let mut tries = std::pin::pin!(tries.buffer_unordered(TOGETHER));
        while let Some((notice, success)) = tries.next().await {
            if *stopped.borrow() {
                return;
            }
            let inner = Arc::clone(&shared);
            let step = move || inner.change(|state, now| super::tried(state, &notice, success, now));
            if !matches!(tokio::task::spawn_blocking(step).await, Ok(Ok(()))) {
                // The state could not be saved; the same notice would fail for ever.
                return;
            }
        }
    }
}

/// One try; only an answer of 200 in time is a success.
async fn tell(notice: &Notice) -> bool {
    let Ok(mut url) = Url::parse(&notice.url) else { return false };
    url.query_pairs_mut()
        .append_pair("EventType", &notice.event)
        .append_pair("RessourceId", &notice.resource)
        .append_pair("Date", &notice.date.to_string());
    tokio::time::timeout(PATIENCE, get(&url)).await.ok().flatten() == Some(200)
}

/// The addresses of a host that lie on this machine.
fn loopback(url: &Url) -> Option<IpAddr> {
    let address = match url.host()? {
        Host::Domain(name) if name.eq_ignore_ascii_case("localhost") => IpAddr::from([127, 0, 0, 1]),
        Host::Domain(_) => return None,
        Host::Ipv4(address) => IpAddr::from(address),
        Host::Ipv6(address) => IpAddr::from(address),
    };
    address.is_loopback().then_some(address)
}

/// The status of a GET; nothing if it is not possible. TLS is not spoken.
async fn get(url: &Url) -> Option<u16> {
    if url.scheme() != "http" {
        return None;
    }
    let mut stream = TcpStream::connect((loopback(url)?, url.port_or_known_default()?)).await.ok()?;
    let host = url.host_str()?;
    let port = url.port().map(|p| format!(":{p}")).unwrap_or_default();
    let target = format!("{}?{}", url.path(), url.query().unwrap_or_default());
    let request = format!("GET {target} HTTP/1.1\r\nHost: {host}{port}\r\nConnection: close\r\nAccept: */*\r\n\r\n");
    stream.write_all(request.as_bytes()).await.ok()?;
    let mut head = Vec::new();
    let mut piece = [0_u8; 256];
    while !head.contains(&b'\n') && head.len() < 1024 {
        match stream.read(&mut piece).await.ok()? {
            0 => break,
            n => head.extend_from_slice(&piece[..n]),
        }
    }
    let line = String::from_utf8(head.split(|b| *b == b'\n').next()?.to_vec()).ok()?;
    let (version, rest) = line.split_once(' ')?;
    version.starts_with("HTTP/1.").then(|| rest.get(..3)?.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::{Url, loopback};

    #[test]
    fn only_this_machine_is_called() {
        for (url, fits) in [
            ("http://127.0.0.1:80/", true),
            ("http://127.8.8.8/", true),
            ("http://[::1]:9/x", true),
            ("http://localhost/x", true),
            ("http://10.0.0.1/", false),
            ("http://example.org/", false),
            ("http://localhost.example.org/", false),
            ("http://0.0.0.0/", false),
        ] {
            assert_eq!(loopback(&Url::parse(url).unwrap()).is_some(), fits, "{url}");
        }
    }
}
