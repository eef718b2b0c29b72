"""Bank accounts, recipients, virtual accounts, mandates, countries."""

from kit import (
    BACK, IBAN, account, answer, cents, funded, ids, payout, verified, eur, events, later, make, payer, person,
    recipient, recipient_fields, refusal, sdk, tell, wallet,
)
from suite import answered, holds, same, scenario, wrong

ACCOUNTS = "POST /users/*/bankaccounts/"


@scenario("an IBAN account is kept", wrong(f"{ACCOUNTS}iban", "/IBAN", "x"), wrong(f"{ACCOUNTS}iban", "/Active", False))
def _():
    made = account(person())
    same((made.iban, made.bic, made.type, made.active), (IBAN, "BNPAFRPP", "IBAN", True))
    same((made.owner_name, made.owner_address.city), ("Renee Dupre", "Nantes"))


KINDS = {
    "GB": {"sort_code": "200000", "account_number": "55779911"},
    "US": {"account_number": "11696419", "aba": "071000288", "deposit_account_type": "SAVINGS"},
    "CA": {"branch_code": "00152", "institution_number": "614", "account_number": "11696419", "bank_name": "Bank"},
    "OTHER": {"country": "AE", "bic": "BNPAFRPP", "account_number": "1234567890"},
}


def _kind(kind, fields):
    @scenario(f"a {kind} account is kept", wrong(ACCOUNTS + kind.lower(), "/AccountNumber", "0"))
    def _():
        made = account(person(), kind, **fields)
        same({name: getattr(made, name) for name in fields}, fields)
        same(made.type, kind)


for each, members in KINDS.items():
    _kind(each, members)


@scenario("a wrong check digit is refused", wrong(f"{ACCOUNTS}iban", "/errors", {}))
def _():
    same(refusal(account, person(), iban="FR7630004000031234567890144"), (400, "param_error", ["IBAN"]))


@scenario("accounts of a user are listed", wrong("GET /users/*/bankaccounts", "/*/Type", "US"))
def _():
    user = person()
    first, second = account(user), account(user, "GB", **KINDS["GB"])
    same([(a.id, a.type) for a in sdk.BankAccount.all(user_id=user.id)], [(first.id, "IBAN"), (second.id, "GB")])


@scenario("an account is closed for good", answered("PUT /users/*/bankaccounts/*", 200, "{}"))
def _():
    made = account(person())
    made.deactivate()
    same(sdk.BankAccount.get(made.id, user_id=made.user_id).active, False)
    same([a.id for a in sdk.BankAccount.all(user_id=made.user_id, Active="true")], [])


RECIPIENTS = "POST /users/*/recipients"


@scenario(
    "a recipient is active soon",
    wrong("GET /recipients/*", "/Status", "PENDING"),
    wrong(RECIPIENTS, "/DisplayName", "x"),
)
def _():
    user = person()
    made = recipient(user)
    same((made.display_name, made.user_id, made.recipient_scope), ("Main", user.id, "PAYOUT"))
    again = sdk.Recipient.get(made.id)
    same((again.status, again.local_bank_transfer), ("ACTIVE", {"EUR": {"IBAN": IBAN}}))
    same(events("RECIPIENT_ACTIVE"), [made.id])


@scenario("a recipient of an owner wants authentication", wrong(RECIPIENTS, "/PendingUserAction"))
def _():
    user = person(email="renee@example.org")
    tell(f"/users/{user.id}/authenticate")
    made = recipient(user)
    same(made.status, "PENDING")
    holds(made.pending_user_action is not None, "no link")


@scenario("a recipient for paying in needs nobody", wrong(RECIPIENTS, "/RecipientScope", "PAYOUT"))
def _():
    made = recipient(payer(), recipient_scope="PAYIN")
    same((made.recipient_scope, made.pending_user_action), ("PAYIN", None))


@scenario("a payer gets no payouts", answered(RECIPIENTS, 200, '{"Id": "x"}'))
def _():
    same(refusal(recipient, payer())[:2], (400, "param_error"))


@scenario("a recipient's name has its pattern", wrong(RECIPIENTS, "/errors", {}))
def _():
    same(refusal(recipient, person(), display_name="A & B"), (400, "param_error", ["DisplayName"]))


@scenario("a recipient is validated without being made", wrong("POST /users/*/recipients/validate", "/Type", "other"))
def _():
    user = person()
    same(sdk.Recipient(**recipient_fields()).validate(user.id), None)
    bad = sdk.Recipient(**recipient_fields(local_bank_transfer={"EUR": {"IBAN": "FR00"}}))
    same(refusal(bad.validate, user.id)[:2], (400, "param_error"))
    same(len(sdk.Recipient.get_user_recipients(user.id)), 0)


@scenario("recipients are listed, the newest first", wrong("GET /users/*/recipients", "/0/DisplayName", "First"))
def _():
    user = person()
    recipient(user, display_name="First")
    later(5)
    recipient(user, display_name="Second")
    same([r.display_name for r in sdk.Recipient.get_user_recipients(user.id)], ["Second", "First"])


@scenario("a recipient is deactivated", answered("PUT /recipients/*", 200, "{}"))
def _():
    made = recipient(person())
    sdk.Recipient.deactivate(made.id, status="DEACTIVATED")
    same(sdk.Recipient.get(made.id).status, "DEACTIVATED")
    same(events("RECIPIENT_DEACTIVATED"), [made.id])


@scenario(
    "the schema tells what a recipient needs",
    wrong("GET /recipients/schema", "/LocalBankTransfer/EUR/IBAN/Required", False),
)
def _():
    schema = sdk.RecipientSchema.get("LocalBankTransfer", "Individual", "EUR", "FR")
    same(schema.local_bank_transfer["EUR"]["IBAN"]["Required"], True)
    same((schema.display_name.required, schema.business_recipient), (True, None))


@scenario("payout methods of a country", wrong("GET /recipients/payout-methods", "/AvailablePayoutMethods", []))
def _():
    holds("LocalBankTransfer" in sdk.PayoutMethod.get("FR", "EUR").available_payout_methods, "no local transfer")


@scenario(
    "the payee's name is verified",
    wrong(RECIPIENTS, "/RecipientVerificationOfPayee/RecipientVerificationCheck", "NO_MATCH"),
)
def _():
    told = recipient(person()).recipient_verification_of_payee
    same(told.recipient_verification_check, "MATCH")


VIRTUAL = "POST /wallets/*/virtual-accounts"


def virtual(held, **fields):
    return make(
        sdk.VirtualAccount, **{"wallet_id": held.id, "virtual_account_purpose": "COLLECTION", "country": "FR", **fields}
    )


@scenario(
    "a wallet gets an account number",
    wrong(VIRTUAL, "/Status", "PENDING"),
    wrong(VIRTUAL, "/LocalAccountDetails/Account/Iban", ""),
)
def _():
    user = person()
    held = wallet(user)
    made = virtual(held)
    same((made.status, made.credited_user_id, made.wallet_id), ("ACTIVE", user.id, held.id))
    holds(made.local_account_details.account["Iban"].startswith("FR"), "no IBAN")


@scenario("money on a virtual account reaches the wallet", wrong("GET /payins/*", "/ExecutionType", "DIRECT"))
def _():
    user = person()
    held = wallet(user)
    made = virtual(held)
    payin = sdk.PayIn.get(tell(f"/virtual-accounts/{made.id}/receive", {"currency": "EUR", "amount": 4200})["id"])
    same((type(payin), cents(payin.debited_funds)), (sdk.BankWirePayInExternalInstruction, (4200, "EUR")))
    same(cents(sdk.Wallet.get(held.id).balance), (4200, "EUR"))


@scenario("a virtual account fits its wallet's currency", wrong(VIRTUAL, "/Type", "other"))
def _():
    same(refusal(virtual, wallet(person()), country="US")[0:2], (400, "param_error"))


@scenario("virtual accounts of a wallet are listed", wrong("GET /wallets/*/virtual-accounts", "/*/Country", "DE"))
def _():
    held = wallet(person())
    made = virtual(held)
    same([(v.id, v.country) for v in sdk.VirtualAccount.all(wallet_id=held.id)], [(made.id, "FR")])


@scenario(
    "countries with virtual accounts", wrong("GET /virtual-accounts/availability", "/Collection/*/Available", False)
)
def _():
    told = sdk.VirtualAccountAvailability.get("")
    same([c["Available"] for c in told.collection if c["Country"] == "FR"], [True])


MANDATE = "POST /mandates/directdebit/web"


def mandate(user, **fields):
    return make(sdk.Mandate, **{"bank_account_id": account(user).id, "culture": "FR", "return_url": BACK, **fields})


def active(user):
    """A mandate that its owner has confirmed and its bank accepted."""
    made = mandate(user)
    answer("mandates", made)
    later(3 * 86_400)
    return sdk.Mandate.get(made.id)


@scenario("a mandate begins with a page", wrong(MANDATE, "/Status", "ACTIVE"), wrong(MANDATE, "/RedirectURL"))
def _():
    made = mandate(person())
    same((made.status, made.scheme, made.culture, made.execution_type), ("CREATED", None, "FR", "WEB"))
    holds(made.redirect_url is not None, "no page")


@scenario("a confirmed mandate is submitted, then active", wrong("GET /mandates/*", "/Scheme", "BACS"))
def _():
    made = mandate(person())
    answer("mandates", made)
    again = sdk.Mandate.get(made.id)
    same((again.status, again.scheme), ("SUBMITTED", "SEPA"))
    holds(again.document_url is not None, "no document")
    later(3 * 86_400)
    same(sdk.Mandate.get(made.id).status, "ACTIVE")


@scenario("an unconfirmed mandate fails after an hour", wrong("GET /mandates/*", "/ResultCode", "000000"))
def _():
    made = mandate(person())
    later(3_700)
    again = sdk.Mandate.get(made.id)
    same((again.status, again.result_code), ("FAILED", "001807"))


@scenario("a mandate is cancelled", wrong("PUT /mandates/*/cancel", "/ResultCode", "001807"))
def _():
    told = active(person()).cancel()
    same((told["status"], told["result_code"]), ("FAILED", "001806"))


@scenario("a mandate by recipient", wrong(MANDATE, "/RecipientId"))
def _():
    user = payer()
    payee = recipient(user, recipient_scope="PAYIN")
    made = make(sdk.Mandate, recipient_id=payee.id, culture="EN", return_url=BACK)
    same((made.recipient_id, made.bank_account_id), (payee.id, None))
    same([m.id for m in payee.get_mandates()], [made.id])


@scenario("mandates of an account are listed", wrong("GET /users/*/bankaccounts/*/mandates", "/*/Id", "x"))
def _():
    user = person()
    held = account(user)
    made = mandate(user, bank_account_id=held.id)
    same([m.id for m in held.get_mandates()], [made.id])


def debit(user, held, agreed, amount, fees=0):
    return make(
        sdk.DirectDebitDirectPayIn,
        author_id=user.id,
        mandate_id=agreed.id,
        credited_wallet_id=held.id,
        credited_user_id=user.id,
        debited_funds=eur(amount),
        fees=eur(fees),
    )


@scenario("a direct debit succeeds after days", wrong("GET /payins/*", "/Status", "CREATED"))
def _():
    user = person()
    held, agreed = wallet(user), active(user)
    paid = debit(user, held, agreed, 3000, 100)
    same(paid.status, "CREATED")
    later(6 * 86_400)
    same(sdk.PayIn.get(paid.id).status, "SUCCEEDED")
    same(cents(sdk.Wallet.get(held.id).balance), (2900, "EUR"))
    same([t.id for t in agreed.get_transactions()], [paid.id])


@scenario("a poor debtor's direct debit fails", wrong("GET /payins/*", "/ResultCode", "000000"))
def _():
    user = person(first_name="Penniless")
    held, agreed = wallet(user), active(user)
    paid = debit(user, held, agreed, 3000)
    later(6 * 86_400)
    again = sdk.PayIn.get(paid.id)
    same((again.status, again.result_code), ("FAILED", "001830"))


@scenario(
    "a country's authorizations", wrong("GET /countries/*/authorizations", "/Authorization/BlockUserCreation", True)
)
def _():
    told = sdk.CountryAuthorization.get_country_authorizations("FR")
    same((told.country_code, told.country_name), ("FR", "France"))
    same(told.authorization.block_user_creation, False)


@scenario(
    "all countries' authorizations", wrong("GET /countries/authorizations", "/*/Authorization/BlockPayout", False)
)
def _():
    blocked = {
        c.country_code
        for c in sdk.CountryAuthorization.get_all_countries_authorizations()
        if c.authorization.block_payout
    }
    holds("MO" in blocked and "FR" not in blocked, f"{blocked}")


@scenario("payouts to an account are listed", wrong("GET /bankaccounts/*/transactions", "/*/Id", "x"))
def _():
    user, held = funded(5000, verified())
    to = account(user)
    made = payout(user, held, to, 1500)
    same(ids(to.get_transactions()), [made.id])


@scenario("all mandates", wrong("GET /mandates", "/*/Id", "x"), wrong("GET /users/*/mandates", "/*/Id", "x"))
def _():
    user = person()
    made = mandate(user)
    same(ids(sdk.Mandate.all()), [made.id])
    same(ids(sdk.NaturalUser(id=user.id).list(sdk.Mandate)), [made.id])


def alias(held):
    return make(sdk.BankingAliasIBAN, wallet_id=held.id, owner_name="Renee Dupre", country="FR")


ALIASES = "/wallets/*/bankingaliases"


@scenario(
    "a banking alias, as of old",
    wrong(f"POST {ALIASES}/iban", "/OwnerName", "x"),
    wrong(f"GET {ALIASES}", "/*/Id", "x"),
)
def _():
    held = wallet(person())
    made = alias(held)
    same((made.owner_name, made.active, made.country), ("Renee Dupre", True, "FR"))
    same(ids(sdk.BankingAlias(wallet_id=held.id).all()), [made.id])


@scenario("a virtual account is closed", wrong("GET /wallets/*/virtual-accounts/*", "/Active", True))
def _():
    held = wallet(person())
    made = virtual(held)
    sdk.VirtualAccount.update(made.id, wallet_id=held.id, active=False).execute()
    again = sdk.VirtualAccount.get(made.id, wallet_id=held.id)
    same((again.status, again.active), ("CLOSED", False))
