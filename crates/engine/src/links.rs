//! Links that are handed to a user: to the page where the user enrols for strong authentication, or gives, extends and
//! revokes consent (docs/api/users-verification.md §2.3, §2.5).
//!
//! Asking for one changes nothing at Mangopay but that there is one link more, which ends by itself. So nothing is kept
//! to be tried again: where the answer was lost, somebody asks for another. While it works, a link is as good as the
//! user's own word: it goes to the window that asked, and neither into a store nor into the log.

use ipc::{
    Code, Failure, Reply,
    users::{LinkPurpose, MakeUserLink, UserLink},
};
use mangopay::Error;
use model::form::Fault;

use crate::{
    engine::{Engine, fact},
    failure,
    sync::governor::{Priority, at},
};

/// Seconds for which a link works (§2.1).
const LIFETIME: i64 = 600;
/// Under this name the API refuses platforms that may not act for their users (§2.5).
const NO_PROXY: &str = "Invalid SCA request";

impl Engine {
    pub(crate) async fn make_user_link(&self, args: MakeUserLink) -> Reply<MakeUserLink> {
        if self.is_read_only() {
            return Err(Failure::new(Code::ReadOnly));
        }
        let MakeUserLink { user, purpose } = args;
        // From before the call: a link is rather told to end too early than too late.
        let asked_at = self.parts.clock.now();
        let (client, key) = (&self.parts.client, self.parts.ids.idempotency_key());
        let work = async {
            match purpose {
                LinkPurpose::Enrolment => client.enroll_user(&user, &key).await,
                LinkPurpose::Consent => client.manage_consent(&user, &key).await,
            }
        };
        let made = at(Priority::Person, Box::pin(work)).await.map_err(|error| refused(&error))?;
        let action = match purpose {
            LinkPurpose::Enrolment => "user.enrolment-link",
            LinkPurpose::Consent => "user.consent-link",
        };
        self.append(fact(asked_at, action, "user", user.as_str())).await?;
        // Without a link there is nothing for the user to do.
        let link = made.value.pending_user_action.and_then(|action| action.redirect_url);
        let link = link.ok_or_else(|| Failure::new(Code::NotNow))?;
        if !is_page(link.as_str()) {
            return Err(Failure::new(Code::Unreadable));
        }
        Ok(UserLink { url: link.as_str().to_owned(), ends_at: asked_at.plus(LIFETIME).0 })
    }
}

/// Whether a browser may be sent there: the simulator's pages have no certificate.
fn is_page(link: &str) -> bool {
    ["https://", "http://"].iter().any(|start| link.starts_with(start)) && !link.contains(char::is_whitespace)
}

/// Why there is no link, in the server's own words where it has any.
fn refused(error: &Error) -> Failure {
    let failure = failure::api(error);
    let Error::Validation(refusal) = error else { return failure };
    if refusal.fields.iter().any(|(name, _)| name == NO_PROXY) {
        return Failure::new(Code::NoProxy);
    }
    let of_fields = refusal.fields.iter().map(|(_, said)| said);
    let said = of_fields.chain(&refusal.message).find(|said| !said.trim().is_empty());
    said.into_iter().fold(failure, |failure, said| failure.fault("", Fault::Said(said.clone())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_pages_are_handed_over() {
        assert!(is_page("https://sca.sandbox.mangopay.com/?token=0af3") && is_page("http://127.0.0.1:8080/hosted"));
        for odd in ["", "javascript:void(0)", "sca.mangopay.com/?token=1", "https://a.example/ b"] {
            assert!(!is_page(odd), "{odd}");
        }
    }
}
