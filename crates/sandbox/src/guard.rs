//! Who may reach the platform at all: the IP allowlist and client certificates, both off until they are switched on
//! (docs/api/money-operations.md §1.2 items 6 and 7).

use std::net::IpAddr;

use serde::{Deserialize, Serialize};

use crate::answer::Refusal;

/// The address a connection came from.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Peer(pub(crate) IpAddr);

/// What is asked of a connection.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Guard {
    /// Ranges such as `10.0.0.0/8` or `::1`; none means that every address may come in.
    pub allowlist: Vec<String>,
    /// A client certificate is required. The simulator speaks no TLS, so that every call is refused then.
    pub mtls: bool,
}

fn contains(range: &str, address: IpAddr) -> Option<bool> {
    let (base, bits) = range.split_once('/').unwrap_or((range, ""));
    let base: IpAddr = base.trim().parse().ok()?;
    let bits = |most: u32| if bits.is_empty() { Some(most) } else { bits.parse().ok().filter(|b| *b <= most) };
    Some(match (base, address) {
        (IpAddr::V4(base), IpAddr::V4(address)) => {
            let shift = 32 - bits(32)?;
            (u64::from(u32::from(base)) >> shift) == (u64::from(u32::from(address)) >> shift)
        }
        (IpAddr::V6(base), IpAddr::V6(address)) => {
            let shift = 128 - bits(128)?;
            base.to_bits().checked_shr(shift) == address.to_bits().checked_shr(shift)
        }
        (IpAddr::V4(_), IpAddr::V6(_)) => bits(32).map(|_| false)?,
        (IpAddr::V6(_), IpAddr::V4(_)) => bits(128).map(|_| false)?,
    })
}

impl Guard {
    /// The first range that is none.
    pub(crate) fn wrong(&self) -> Option<&str> {
        let any = IpAddr::from([127, 0, 0, 1]);
        self.allowlist.iter().map(String::as_str).find(|range| contains(range, any).is_none())
    }

    /// 403 for a connection that may not come in.
    pub(crate) fn check(&self, peer: Option<IpAddr>) -> Result<(), Refusal> {
        let listed = |address| self.allowlist.iter().any(|range| contains(range, address) == Some(true));
        if !self.allowlist.is_empty() && !peer.is_some_and(listed) {
            return Err(Refusal::usual(403, "forbidden_ressource", "Your IP address is not allowed."));
        }
        if self.mtls {
            return Err(Refusal::usual(403, "forbidden_ressource", "A client certificate is required."));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::contains;

    #[test]
    fn ranges() {
        for (range, address, fits) in [
            ("127.0.0.1", "127.0.0.1", Some(true)),
            ("127.0.0.0/8", "127.9.9.9", Some(true)),
            ("0.0.0.0/0", "10.1.2.3", Some(true)),
            ("10.0.0.0/8", "11.0.0.1", Some(false)),
            ("::/0", "::1", Some(true)),
            ("fe80::/10", "fe90::1", Some(true)),
            ("fe80::/10", "::1", Some(false)),
            ("::1", "127.0.0.1", Some(false)),
            ("10.0.0.0/33", "10.0.0.1", None),
            ("nowhere", "10.0.0.1", None),
        ] {
            assert_eq!(contains(range, address.parse().unwrap()), fits, "{range} {address}");
        }
    }
}
