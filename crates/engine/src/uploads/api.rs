//! Carrying out an effect with the client of the API, and saying in the words of the state machine what came of it.

use journal::outbox::Item;
use mangopay::{
    Client, Error, KycDocumentFilter, NewKycDocument, Order, PageBody, PageProgress, Range, Recorded as Answered,
};
use model::{IdempotencyKey, KycDocumentId, KycDocumentStatus, UnixSeconds};

use super::machine::{Call, Event, Recorded, Refusal, Trouble};

pub(super) async fn create(client: &Client, item: &Item, key: &IdempotencyKey) -> Event {
    let document = NewKycDocument { kind: item.document_type.clone(), tag: item.tag.clone() };
    match client.create_kyc_document(&item.user, &document, key).await {
        Ok(created) => Event::Created { document: created.value.id, taken: false },
        Err(error) => Event::Trouble(Call::Create, trouble(Call::Create, &error)),
    }
}

pub(super) async fn send_page(
    client: &Client,
    item: &Item,
    document: &KycDocumentId,
    key: &IdempotencyKey,
    page: &PageBody,
    progress: &mut (dyn FnMut(PageProgress) + Send),
) -> Event {
    match client.send_page(&item.user, document, key, page, progress).await {
        Ok(()) => Event::PageAccepted,
        Err(error) => Event::Trouble(Call::SendPage, trouble(Call::SendPage, &error)),
    }
}

pub(super) async fn submit(client: &Client, item: &Item, document: &KycDocumentId) -> Event {
    match client.submit_kyc_document(&item.user, document).await {
        Ok(answer) => Event::Submitted(answer.value.status.unwrap_or(KycDocumentStatus::ValidationAsked)),
        Err(error) => Event::Trouble(Call::Submit, trouble(Call::Submit, &error)),
    }
}

pub(super) async fn read_response(client: &Client, key: &IdempotencyKey) -> Event {
    match client.response(key).await {
        Ok(Answered::NotRecorded) => Event::Recorded(Recorded::Missing),
        Ok(Answered::Answer(answer)) if answer.is_success() => {
            let document = answer.read::<mangopay::KycDocument>().map(|document| document.value.id);
            Event::Recorded(Recorded::Success { document })
        }
        Ok(Answered::Answer(answer)) => {
            Event::Recorded(Recorded::Failure(Refusal { status: answer.status, ..Refusal::default() }))
        }
        Err(error) => Event::Trouble(Call::ReadResponse, trouble(Call::ReadResponse, &error)),
    }
}

pub(super) async fn read_document(client: &Client, item: &Item, document: &KycDocumentId) -> Event {
    match client.kyc_document_of(&item.user, document).await {
        Ok(found) => match found.value.status {
            Some(status) => Event::Read(status),
            None => Event::Trouble(Call::ReadDocument, Trouble::Unknown),
        },
        Err(error) => Event::Trouble(Call::ReadDocument, trouble(Call::ReadDocument, &error)),
    }
}

/// Documents that could be a lost one. Which of them belong to other items is told by the journal, later.
pub(super) async fn search(client: &Client, item: &Item, since: UnixSeconds) -> Event {
    let filter = KycDocumentFilter {
        range: Range { order: Some(Order::OldestFirst), after: None, before: None },
        statuses: vec![KycDocumentStatus::Created],
        types: vec![item.document_type.clone()],
    };
    let listing = client.kyc_documents_of(&item.user, &filter);
    let (mut found, mut number) = (Vec::new(), 1);
    loop {
        let page = match listing.page(number).await {
            Ok(page) => page,
            Err(error) => return Event::Trouble(Call::Search, trouble(Call::Search, &error)),
        };
        // The filters are repeated here: a server that ignores one must not make us adopt a stranger.
        found.extend(page.items.iter().map(|item| &item.value).filter_map(|document| {
            let fits = document.kind.as_ref() == Some(&item.document_type)
                && document.status == Some(KycDocumentStatus::Created)
                && text(document.tag.as_deref()) == text(item.tag.as_deref())
                && document.user_id.as_ref().is_none_or(|user| *user == item.user)
                && document.creation_date.is_some_and(|created| created >= since);
            fits.then(|| document.id.clone())
        }));
        if page.is_last() {
            return Event::Found(found);
        }
        number += 1;
    }
}

/// The API may give an empty text back for none.
fn text(tag: Option<&str>) -> Option<&str> {
    tag.filter(|tag| !tag.is_empty())
}

fn trouble(call: Call, error: &Error) -> Trouble {
    let is_write = matches!(call, Call::Create | Call::SendPage | Call::Submit);
    match error {
        Error::Conflict(_) => Trouble::Conflict,
        Error::Validation(refusal) | Error::NotFound(refusal) => Trouble::Refused(Refusal {
            status: refusal.status,
            kind: refusal.kind.clone(),
            fields: refusal.fields.clone(),
        }),
        Error::RateLimited { until } => Trouble::RateLimited { until: *until },
        Error::ScopeMissing(_) | Error::AccessDenied { .. } | Error::ConsentMissing(_) | Error::ScaRequired { .. } => {
            Trouble::NotAllowed
        }
        Error::ReadOnly => Trouble::ReadOnly,
        Error::CredentialsRefused | Error::AccountLocked | Error::SessionLost => Trouble::SessionLost,
        // The client says of a write that its outcome is unknown, or else that nothing left: then it was the connection
        // or the token that failed.
        Error::Transport { .. } => Trouble::NotSent,
        Error::Server { .. } if is_write => Trouble::NotSent,
        Error::InvalidId => Trouble::Refused(Refusal { status: 404, ..Refusal::default() }),
        Error::UnknownOutcome { .. } | Error::Server { .. } | Error::NotAnApi { .. } | Error::Unreadable { .. } => {
            Trouble::Unknown
        }
        // Anything the client may learn to tell apart later.
        _ => Trouble::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use mangopay::TransportKind;

    use super::*;

    #[test]
    fn errors_of_the_client_and_what_they_mean_for_an_upload() {
        let refusal = || Box::new(mangopay::Refusal { status: 400, kind: "param_error".into(), ..Default::default() });
        let reset = || Error::Transport { kind: TransportKind::Reset, source: None };
        let refused = Trouble::Refused(Refusal { status: 400, kind: "param_error".into(), fields: Vec::new() });
        for (error, expected) in [
            (Error::UnknownOutcome { cause: Box::new(reset()) }, Trouble::Unknown),
            (reset(), Trouble::NotSent),
            (Error::Conflict(refusal()), Trouble::Conflict),
            (Error::Validation(refusal()), refused.clone()),
            (Error::NotFound(refusal()), refused),
            (Error::RateLimited { until: Some(UnixSeconds(5)) }, Trouble::RateLimited { until: Some(UnixSeconds(5)) }),
            (Error::ScopeMissing(refusal()), Trouble::NotAllowed),
            (Error::ReadOnly, Trouble::ReadOnly),
            (Error::SessionLost, Trouble::SessionLost),
            (Error::CredentialsRefused, Trouble::SessionLost),
            (Error::Server { status: 503, id: None }, Trouble::NotSent),
            (Error::NotAnApi { status: 403 }, Trouble::Unknown),
        ] {
            assert_eq!(trouble(Call::Create, &error), expected, "{error}");
        }
        assert_eq!(trouble(Call::Search, &Error::Server { status: 503, id: None }), Trouble::Unknown);
    }
}
