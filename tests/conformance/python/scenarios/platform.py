"""The platform itself, and what all calls have in common: paging, sorting, keys, limits, scopes, refusals."""

import uuid
from datetime import datetime

import mangopay

from kit import (
    account, cents, charge, eur, funded, later, make, payer, payout, person, refusal, sdk, tell, verified, wallet,
)
from suite import answered, holds, same, scenario, wrong, wrong_header


@scenario("the platform describes itself", wrong("GET /clients", "/PlatformCategorization/BusinessType", "OTHER"))
def _():
    told = sdk.Client.get()
    same((told.client_id, told.licensor), (mangopay.client_id, "EU"))
    same((told.platform_categorization.business_type, told.headquarters_address.city), ("MARKETPLACE", "Nantes"))


@scenario(
    "fees gather in the platform's wallet",
    wrong("GET /clients/wallets/*", "/*/FundsType", "CREDIT"),
    wrong("GET /clients/wallets", "/*/Balance/Amount", 0),
)
def _():
    charge(payer(), wallet(person()), 1000, 77)
    fees = sdk.ClientWallet.all_by_funds_type("FEES")
    same([(w.id, w.funds_type) for w in fees], [("FEES_EUR", "FEES")])
    same([cents(w.balance) for w in sdk.ClientWallet.all() if w.id == "FEES_EUR"], [(77, "EUR")])


@scenario("the platform's wallets have transactions", wrong("GET /clients/wallets/*/*/transactions", "/*/Type", "x"))
def _():
    charge(payer(), wallet(person()), 1000)
    paid = charge(payer(), wallet(person()), 1000, 10)
    tell(f"/payins/{paid.id}/dispute", {})
    listed = sdk.ClientWallet().get_transactions("CREDIT", "EUR")
    same([(t.type, t.nature) for t in listed], [("PAYOUT", "REPUDIATION")])


@scenario(
    "the platform pays its debts by wire",
    wrong("POST /clients/payins/bankwire/direct", "/CreditedWalletId", "FEES_EUR"),
)
def _():
    made = make(sdk.ClientBankWireDirectPayIn, credited_wallet_id="CREDIT_EUR", declared_debited_funds=eur(7000))
    same((made.status, made.credited_wallet_id, made.payment_type), ("CREATED", "CREDIT_EUR", "BANK_WIRE"))
    tell(f"/payins/{made.id}/receive")
    same(cents(sdk.ClientWallet.get("CREDIT", "EUR").balance), (7000, "EUR"))


# Lists


def many():
    """Five payers, a second apart."""
    made = []
    for n in range(5):
        made.append(payer(email=f"u{n}@example.org").id)
        later(2)
    return made


@scenario(
    "lists tell their size",
    wrong_header("GET /users", "x-number-of-pages", "1"),
    wrong_header("GET /users", "x-number-of-items"),
)
def _():
    many()
    page = sdk.User.all(page=1, per_page=2)
    same((len(page), page.total_pages, page.total_items), (2, "3", "5"))


@scenario("the last page is short", wrong("GET /users", "/*/Id", "x"))
def _():
    made = many()
    same([u.id for u in sdk.User.all(page=3, per_page=2)], made[4:])
    same(len(sdk.User.all(page=4, per_page=2)), 0)


@scenario("lists are sorted both ways", wrong("GET /users", "/0/Id", "x"))
def _():
    made = many()
    same([u.id for u in sdk.User.all(Sort="CreationDate:ASC")], made)
    same([u.id for u in sdk.User.all(Sort="CreationDate:DESC")], made[::-1])


@scenario("lists are cut by date", wrong("GET /kyc/documents", "/*/Id", "x"))
def _():
    user, made = person(), []
    for _ in range(4):
        made.append(sdk.Document.get(make(sdk.Document, user_id=user.id, type="ADDRESS_PROOF").id))
        later(10)
    dates = [int((d.creation_date - datetime(1970, 1, 1)).total_seconds()) for d in made]
    listed = sdk.Document.all(AfterDate=dates[1] - 2, BeforeDate=dates[2] + 2)
    same([d.id for d in listed], [made[1].id, made[2].id])


@scenario("page nought is refused", wrong("GET /users", "/errors", {"per_page": "?"}))
def _():
    holds([name.lower() for name in refusal(sdk.User.all, page=0)[2]] == ["page"], "another refusal")


# Keys


@scenario("a key works once", wrong("POST /wallets", "/Type", "param_error"))
def _():
    key = str(uuid.uuid4())
    user = person()
    fields = {"owners_ids": [user.id], "description": "Sales", "currency": "EUR"}
    sdk.Wallet(**fields).save(idempotency_key=key)
    same(refusal(sdk.Wallet(**fields).save, idempotency_key=key)[:2], (409, "idempotent_creation_conflict"))
    same(sdk.Wallet.get_all_for_user(user.id).total_items, "1")


@scenario(
    "the first answer is remembered",
    wrong("GET /responses/*", "/StatusCode", "500"),
    wrong("GET /responses/*", "/Resource/Currency", "USD"),
)
def _():
    key = str(uuid.uuid4())
    held = sdk.Wallet(owners_ids=[person().id], description="Sales", currency="EUR")
    held.save(idempotency_key=key)
    told = sdk.IdempotencyResponse.get(key)
    again = told.get_resource(sdk.Wallet)
    same((str(told.status), again.id, again.currency), ("200", held.id, "EUR"))


@scenario("a refusal burns its key", wrong("GET /responses/*", "/Resource/errors", {}))
def _():
    key = str(uuid.uuid4())
    broken = sdk.Wallet(owners_ids=[person().id], description="Sales", currency="AZN")
    same(refusal(broken.save, idempotency_key=key)[0], 400)
    told = sdk.IdempotencyResponse.get(key)
    same((str(told.status), sorted(told.resource["errors"])), ("400", ["Currency"]))


@scenario("a key is forgotten after a day", answered("GET /responses/*", 200, '{"StatusCode": "200"}'))
def _():
    key = str(uuid.uuid4())
    sdk.Wallet(owners_ids=[person().id], description="Sales", currency="EUR").save(idempotency_key=key)
    later(86_401)
    holds(refusal(sdk.IdempotencyResponse.get, key)[0] >= 400, "still known")


@scenario("a key has its form", wrong("POST /wallets", "/errors", {}))
def _():
    held = sdk.Wallet(owners_ids=[person().id], description="Sales", currency="EUR")
    same(refusal(held.save, idempotency_key="short"), (400, "param_error", ["Idempotency-Key"]))


# Limits, credentials, scopes


def limits():
    sdk.User.all()
    return mangopay.get_default_handler().get_rate_limits()


@scenario(
    "calls are counted in four windows",
    wrong_header("GET /users", "x-ratelimit", "9, 9, 9, 9"),
    wrong_header("GET /users", "x-ratelimit-reset", "0, 0, 0, 0"),
)
def _():
    first, second = limits(), limits()
    same([w.interval_minutes for w in second], [15, 30, 60, 1440])
    same([b.calls_made - a.calls_made for a, b in zip(first, second)], [1, 1, 1, 1])


@scenario("what is left is told", wrong_header("GET /users", "x-ratelimit-remaining", "1, 1, 1, 1"))
def _():
    same([w.calls_made + w.calls_remaining for w in limits()], [2300, 4500, 8800, 105_600])


@scenario("too many calls are refused", wrong("GET /users", "/Type", "other"))
def _():
    sdk.User.all()
    tell("/rate", {"calls": 2300})
    same(refusal(sdk.User.all)[:2], (429, "rate_limit"))


@scenario("a missing scope is forbidden", wrong("GET /users", "/Type", "other"))
def _():
    tell("/scopes", {"scopes": "Wallet.Details:rw"})
    same(refusal(sdk.User.all)[:2], (403, "forbidden_ressource"))


@scenario("an ended token is refused", wrong("GET /users", "/Type", "other"))
def _():
    sdk.User.all()
    tell("/tokens/expire")
    same(refusal(sdk.User.all)[:2], (401, "invalid_credentials"))


@scenario("refusals have a number and a date", wrong("POST /wallets", "/Id"), wrong("POST /wallets", "/Message", ""))
def _():
    try:
        wallet(person(), "AZN")
        content = {}
    except mangopay.exceptions.APIError as error:
        content = error.content
    holds("#" in str(content.get("Id")) and content.get("Date") > 1_700_000_000, f"{content}")
    holds("required parameters" in content["Message"], content["Message"])


@scenario("an account made lately is paid nothing out", wrong("POST /payouts/bankwire", "/ResultCode", "000000"))
def _():
    user, held = funded(5000, verified())
    made = payout(user, held, account(user), 1500)
    same((made.status, made.result_code), ("FAILED", "121018"))


@scenario("the platform changes what is told of it", answered("PUT /clients", 200, "{}"))
def _():
    sdk.Client(client_id=mangopay.client_id, tax_number="FR99", primary_theme_colour="#123456").update()
    told = sdk.Client.get()
    same((told.tax_number, told.primary_theme_colour), ("FR99", "#123456"))


@scenario("fees leave the platform", wrong("POST /clients/payouts", "/DebitedWalletId", "x"))
def _():
    charge(payer(), wallet(person()), 5000, 1000)
    told = sdk.BankWirePayOut(
        debited_wallet_id="FEES_EUR",
        bank_account_id=account(person()).id,
        debited_funds=eur(400),
        fees=eur(0),
        bank_wire_ref="fees",
    ).create_client_payout()
    same((told["debited_wallet_id"], cents(told["debited_funds"])), ("FEES_EUR", (400, "EUR")))
