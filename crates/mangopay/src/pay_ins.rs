//! Pay-ins: what is common, what each method adds, and the creation of those a back office makes.

use model::{ExecutionType, PayInId, PaymentType};
use serde::{Deserialize, Deserializer, de::Error as _};
use serde_json::{Map, Value};

use crate::{Transaction, surface::calls};

mod create;
mod details;

pub(crate) use create::CALLS as CREATE_CALLS;
pub use create::*;
pub use details::*;

/// A pay-in by any method (money-operations.md §7).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PayIn {
    /// What every movement of money has in common.
    pub transaction: Transaction,
    /// The method.
    pub payment_type: Option<PaymentType>,
    /// How the method was carried out.
    pub execution_type: Option<ExecutionType>,
    /// What the method adds.
    pub details: PayInDetails,
}

/// What a method adds to a pay-in.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum PayInDetails {
    /// A registered card.
    CardDirect(Box<CardDirect>),
    /// A card at a hosted page.
    CardWeb(Box<CardWeb>),
    /// A bank wire that was announced.
    BankWire(Box<BankWire>),
    /// A bank wire to a virtual account or a banking alias.
    ExternalInstruction(Box<ExternalInstruction>),
    /// A direct debit under a mandate.
    DirectDebit(Box<DirectDebit>),
    /// Captured of a preauthorisation or a deposit.
    Preauthorized(Box<Preauthorized>),
    /// Apple Pay or Google Pay; the payment type tells which.
    DeviceWallet(Box<DeviceWallet>),
    /// PayPal.
    PayPal(Box<PayPal>),
    /// Every other method with a page of its own; the payment type tells which.
    Hosted(Box<Hosted>),
    /// A method that this version does not know: what it adds is in the JSON beside.
    Other,
}

impl PayInDetails {
    fn read(
        payment: Option<&PaymentType>,
        execution: Option<&ExecutionType>,
        members: Map<String, Value>,
    ) -> Result<Self, serde_json::Error> {
        use ExecutionType as E;
        use PaymentType as P;
        let members = Value::Object(members);
        Ok(match (payment, execution) {
            (Some(P::Card), Some(E::Web)) => Self::CardWeb(serde_json::from_value(members)?),
            (Some(P::Card), _) => Self::CardDirect(serde_json::from_value(members)?),
            (Some(P::BankWire), Some(E::ExternalInstruction)) => {
                Self::ExternalInstruction(serde_json::from_value(members)?)
            }
            (Some(P::BankWire), _) => Self::BankWire(serde_json::from_value(members)?),
            (Some(P::DirectDebit), Some(E::Web)) => Self::Hosted(serde_json::from_value(members)?),
            (Some(P::DirectDebit), _) => Self::DirectDebit(serde_json::from_value(members)?),
            (Some(P::Preauthorized), _) => Self::Preauthorized(serde_json::from_value(members)?),
            (Some(P::ApplePay | P::GooglePay), _) => Self::DeviceWallet(serde_json::from_value(members)?),
            (Some(P::PayPal), _) => Self::PayPal(serde_json::from_value(members)?),
            (
                Some(
                    P::Bancontact
                    | P::Ideal
                    | P::Klarna
                    | P::MbWay
                    | P::Multibanco
                    | P::Satispay
                    | P::Blik
                    | P::Bizum
                    | P::Swish
                    | P::Twint
                    | P::PayByBank
                    | P::Giropay
                    | P::Payconiq,
                ),
                _,
            ) => Self::Hosted(serde_json::from_value(members)?),
            (Some(P::Unknown(_)) | None, _) => Self::Other,
        })
    }
}

impl<'de> Deserialize<'de> for PayIn {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let members = Map::<String, Value>::deserialize(deserializer)?;
        // The common members first: the rest decides by two of them.
        let transaction = Transaction::deserialize(&members).map_err(D::Error::custom)?;
        let word = |name: &str| members.get(name).and_then(Value::as_str).filter(|text| !text.is_empty());
        let payment_type = word("PaymentType").map(PaymentType::from);
        let execution_type = word("ExecutionType").map(ExecutionType::from);
        let details = PayInDetails::read(payment_type.as_ref(), execution_type.as_ref(), members);
        Ok(Self { transaction, payment_type, execution_type, details: details.map_err(D::Error::custom)? })
    }
}

calls! {
    /// One pay-in by any method.
    get pay_in(pay_in: &PayInId) "/payins/{PayInId}" => PayIn;
    /// Tells PayPal where the parcel of a pay-in is.
    put add_tracking(pay_in: &PayInId; tracking: &Tracking) "/payins/{PayInId}/trackings" => PayIn;
    /// What is known of the card of a pay-in at a hosted page.
    get card_of_web_pay_in(pay_in: &PayInId) "/payins/card/web/{PayInId}/extended" => WebCard;
}
