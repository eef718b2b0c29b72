//! What can be done about a dispute, and which papers speak against it.

use crate::{DisputeReasonType, DisputeStatus, DisputeType, UnixSeconds};

/// Whether a dispute can be contested.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Contesting {
    /// It waits for the platform's answer.
    Now,
    /// Not at this moment: it has been answered, is over, or nobody has been asked yet.
    NotNow,
    /// Of its kind none can be: it is closed as soon as it is there.
    Never,
}

impl Contesting {
    /// Whether a dispute of a kind and status can be contested at a moment (money-operations.md §12.2). The deadline is
    /// that of the first answer: none is documented for a dispute that was reopened, and here none ends it.
    pub fn of(
        kind: Option<&DisputeType>,
        status: Option<&DisputeStatus>,
        deadline: Option<UnixSeconds>,
        now: UnixSeconds,
    ) -> Self {
        if kind == Some(&DisputeType::NotContestable) {
            return Self::Never;
        }
        let open = match status {
            Some(DisputeStatus::PendingClientAction) => deadline.is_none_or(|deadline| now <= deadline),
            Some(DisputeStatus::ReopenedPendingClientAction) => true,
            Some(
                DisputeStatus::Created
                | DisputeStatus::Submitted
                | DisputeStatus::PendingBankAction
                | DisputeStatus::Closed
                | DisputeStatus::Unknown(_),
            )
            | None => false,
        };
        if open { Self::Now } else { Self::NotNow }
    }
}

macro_rules! papers {
    ($($(#[$meta:meta])* $name:ident = $key:literal),+ $(,)?) => {
        /// A paper that speaks against a dispute, or a fact to be put on one.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Paper {
            $($(#[$meta])* $name,)+
        }

        impl Paper {
            /// Every paper.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// Its name: words for people are `paper-` and this.
            pub const fn key(self) -> &'static str {
                match self { $(Self::$name => $key,)+ }
            }
        }
    };
}

papers! {
    /// The invoice of what was paid.
    Invoice = "invoice",
    /// An invoice for each of two payments.
    BothInvoices = "both-invoices",
    /// The invoice with the buyer's name, the amount and what was bought.
    NamedInvoice = "named-invoice",
    /// What ties earlier payments that nobody disputed to this one.
    EarlierPayments = "earlier-payments",
    /// That the bank has authenticated the buyer.
    Authentication = "authentication",
    /// The delivery, signed by the buyer.
    SignedDelivery = "signed-delivery",
    /// That it was delivered or used.
    DeliveryOrUse = "delivery-or-use",
    /// That the goods are genuine.
    Authenticity = "authenticity",
    /// Where the seller has the goods from.
    SuppliersInvoice = "suppliers-invoice",
    /// The rules for sending goods back.
    ReturnPolicy = "return-policy",
    /// The terms by which amounts are converted.
    ConversionTerms = "conversion-terms",
    /// The refund, or the rules by which none is due.
    RefundOrPolicy = "refund-or-policy",
    /// The terms of a subscription, as the buyer took them.
    SubscriptionTerms = "subscription-terms",
    /// When, if at all, a subscription was ended.
    CancellationRecord = "cancellation-record",
    /// The mandate of a direct debit.
    Mandate = "mandate",
    /// What was written to the buyer and by them.
    Correspondence = "correspondence",
    /// What happened, in English.
    Summary = "summary",
}

/// Who says that these papers are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AdvisedBy {
    /// Mangopay's documentation.
    Mangopay,
    /// We ourselves: the documentation names no papers for the reason, at most whom to ask (Mangopay's fraud team).
    Mangrove,
}

/// The papers to answer a dispute with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Checklist {
    /// By whose advice.
    pub by: AdvisedBy,
    /// The papers, the weightiest first.
    pub papers: &'static [Paper],
}

/// The papers against a dispute for a reason.
///
/// Those of [`AdvisedBy::Mangopay`] are the ones of money-operations.md §12.4 (from the guide on disputes in Mangopay's
/// documentation), each with the summary in English that the same paragraph asks for. The others are sober advice of our
/// own, derived from what the reason claims: they would show that it is not so. Late failures of direct debits are never
/// contestable (§7.7); what is named for them is good for the talk with the user.
pub fn checklist(reason: &DisputeReasonType) -> Checklist {
    use DisputeReasonType as R;
    use Paper as P;
    let by_mangopay = |papers: &'static [Paper]| Checklist { by: AdvisedBy::Mangopay, papers };
    let by_us = |papers: &'static [Paper]| Checklist { by: AdvisedBy::Mangrove, papers };
    match reason {
        R::Duplicate => by_mangopay(&[P::BothInvoices, P::Summary]),
        R::Fraud | R::TransactionNotRecognized => by_mangopay(&[P::NamedInvoice, P::EarlierPayments, P::Summary]),
        R::ProductNotProvided => by_mangopay(&[P::Invoice, P::SignedDelivery, P::Summary]),
        R::ProductUnacceptable => by_mangopay(&[P::Authenticity, P::ReturnPolicy, P::Summary]),
        R::RefundConversionRate => by_mangopay(&[P::ConversionTerms, P::Summary]),
        R::RefundNotProcessed => by_mangopay(&[P::RefundOrPolicy, P::Summary]),
        R::CounterfeitProduct => by_us(&[P::Authenticity, P::SuppliersInvoice, P::Correspondence, P::Summary]),
        R::AuthorisationDisputed => by_us(&[P::NamedInvoice, P::Authentication, P::Correspondence, P::Summary]),
        R::CanceledReoccuringTransaction => {
            by_us(&[P::SubscriptionTerms, P::CancellationRecord, P::DeliveryOrUse, P::Summary])
        }
        R::LateFailureInsufficientFunds
        | R::LateFailureContactUser
        | R::LateFailureBankaccountClosed
        | R::LateFailureBankaccountIncompatible
        | R::LateFailureBankaccountIncorrect => by_us(&[P::Mandate, P::Invoice, P::Correspondence]),
        R::NotKnown | R::Other | R::Unknown(_) => by_us(&[P::Invoice, P::DeliveryOrUse, P::Correspondence, P::Summary]),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_reason_has_a_checklist_and_every_paper_is_on_one() {
        let mut used = BTreeSet::new();
        for reason in DisputeReasonType::KNOWN.iter().copied().chain(["A_REASON_OF_TOMORROW"]) {
            let papers = checklist(&reason.into()).papers;
            let each: BTreeSet<Paper> = papers.iter().copied().collect();
            assert!(papers.len() > 1 && each.len() == papers.len(), "{reason}: {papers:?}");
            assert_eq!(each.contains(&Paper::Summary), !reason.starts_with("LATE_FAILURE"), "{reason}");
            used.extend(each);
        }
        assert_eq!(used, Paper::ALL.iter().copied().collect());
        let names: BTreeSet<&str> = Paper::ALL.iter().map(|paper| paper.key()).collect();
        assert_eq!(names.len(), Paper::ALL.len(), "two papers share a name");
    }

    /// money-operations.md §12.4, "Per reason".
    #[test]
    fn mangopays_lists_are_told_from_ours() {
        let documented: Vec<&str> = DisputeReasonType::KNOWN
            .iter()
            .copied()
            .filter(|reason| checklist(&(*reason).into()).by == AdvisedBy::Mangopay)
            .collect();
        let sheet = [
            "DUPLICATE",
            "FRAUD",
            "PRODUCT_UNACCEPTABLE",
            "REFUND_CONVERSION_RATE",
            "TRANSACTION_NOT_RECOGNIZED",
            "PRODUCT_NOT_PROVIDED",
            "REFUND_NOT_PROCESSED",
        ];
        assert_eq!(documented, sheet);
    }

    #[test]
    fn what_can_be_contested_follows_from_kind_status_and_deadline() {
        use Contesting::{Never, NotNow, Now};
        let (at, now) = (|second| Some(UnixSeconds(second)), UnixSeconds(100));
        for (kind, status, deadline, expected) in [
            ("CONTESTABLE", "PENDING_CLIENT_ACTION", at(100), Now),
            ("CONTESTABLE", "PENDING_CLIENT_ACTION", at(99), NotNow),
            ("RETRIEVAL", "PENDING_CLIENT_ACTION", None, Now),
            ("CONTESTABLE", "REOPENED_PENDING_CLIENT_ACTION", at(1), Now),
            ("A_KIND_OF_TOMORROW", "PENDING_CLIENT_ACTION", at(200), Now),
            ("CONTESTABLE", "CREATED", at(200), NotNow),
            ("CONTESTABLE", "SUBMITTED", at(200), NotNow),
            ("CONTESTABLE", "PENDING_BANK_ACTION", at(200), NotNow),
            ("CONTESTABLE", "CLOSED", at(200), NotNow),
            ("CONTESTABLE", "A_STATUS_OF_TOMORROW", at(200), NotNow),
            ("NOT_CONTESTABLE", "PENDING_CLIENT_ACTION", at(200), Never),
            ("NOT_CONTESTABLE", "CLOSED", None, Never),
        ] {
            let told = Contesting::of(Some(&kind.into()), Some(&status.into()), deadline, now);
            assert_eq!(told, expected, "{kind} {status} {deadline:?}");
        }
        assert_eq!(Contesting::of(None, None, None, now), NotNow);
    }
}
