//! Bank accounts of users, put out of use (docs/api/users-verification.md §7). None is made: nothing can be paid out to
//! a new one.

use ipc::Failure;
use mangopay::Client;
use model::{
    Area, BankAccountId, UserId,
    form::{FormId, Values},
};

use super::{
    text,
    write::{Answer, Order, Write, json},
};
use crate::engine::Engine;

impl Engine {
    /// Whose account it is.
    pub(super) async fn held_account(&self, form: &FormId) -> Result<Values, Failure> {
        let account = self.object_of(Area::BankAccounts, form).await?;
        Ok(Values::default().with("user", text(&account, "UserId")))
    }

    /// Puts an account out of use for good.
    pub(super) fn end_account_order(&self, form: &FormId, held: &Values) -> Order {
        let (user, account) = (UserId::new(held.get("user")), form.object.clone().unwrap_or_default());
        let account = BankAccountId::new(account);
        let (of, ended) = (user.clone(), account.clone());
        let send = move |client: Client| -> Answer {
            let (user, account) = (of.clone(), ended.clone());
            Box::pin(async move { client.deactivate_bank_account(&user, &account).await.map(json) })
        };
        let read = move |client: Client| -> Answer {
            let (user, account) = (user.clone(), account.clone());
            Box::pin(async move { client.bank_account(&user, &account).await.map(json) })
        };
        let body = serde_json::json!({"Active": false});
        let write = Write::Change { body, send: Box::new(send), read: Box::new(read) };
        Order { area: Area::BankAccounts, kind: "bank-account", action: "bank-account.ended", write, also: None }
    }
}
