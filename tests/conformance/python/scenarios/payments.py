"""Wallets, transfers, pay-ins by card and by wire, refunds."""

from kit import (
    CHALLENGED, SECURE, answer, balance, bank_wire, block, card, cents, charge, eur, events, funded, ids, later,
    make, payer, payout, person, receive, recipient, refusal, sdk, tell, transfer, verified, wallet,
)
from suite import answered, holds, same, scenario, wrong

# Wallets


@scenario(
    "a wallet begins empty", wrong("POST /wallets", "/Balance/Amount", 1), wrong("POST /wallets", "/Currency", "USD")
)
def _():
    user = person()
    held = wallet(user, tag="first")
    same((cents(held.balance), held.currency, held.owners_ids), ((0, "EUR"), "EUR", [user.id]))
    same((held.description, held.tag), ("Sales", "first"))


@scenario("a wallet is renamed", answered("PUT /wallets/*", 200, "{}"))
def _():
    held = wallet(person())
    sdk.Wallet.update(held.id, description="Rents", tag="new").execute()
    again = sdk.Wallet.get(held.id)
    same((again.description, again.tag), ("Rents", "new"))


@scenario("a wallet has one owner", wrong("POST /wallets", "/errors", {}))
def _():
    first, second = person(), person()
    same(refusal(wallet, first, owners_ids=[first.id, second.id]), (400, "param_error", ["Owners"]))


@scenario("a currency that is not sold", wrong("POST /wallets", "/Type", "other"))
def _():
    same(refusal(wallet, person(), "AZN"), (400, "param_error", ["Currency"]))


@scenario("wallets of a user are listed", wrong("GET /users/*/wallets", "/*/Currency", "GBP"))
def _():
    user = person()
    made = [wallet(user), wallet(user, "USD")]
    listed = sdk.Wallet.get_all_for_user(user.id)
    same([(w.id, w.currency) for w in listed], [(made[0].id, "EUR"), (made[1].id, "USD")])


@scenario("a wallet's transactions are listed", wrong("GET /wallets/*/transactions", "/*/Nature", "REFUND"))
def _():
    _, held = funded(1500)
    listed = held.list(sdk.Transaction)
    same([(t.type, t.nature, int(t.credited_funds.amount)) for t in listed], [("PAYIN", "REGULAR", 1500)])


# Transfers


@scenario(
    "a transfer moves money and fees",
    wrong("GET /wallets/*", "/Balance/Amount", 0),
    wrong("POST /transfers", "/CreditedFunds/Amount", 1000),
)
def _():
    seller, source = funded(5000)
    target = wallet(person())
    moved = transfer(seller, source, target, 1000, 150)
    same((moved.status, moved.result_code, cents(moved.credited_funds)), ("SUCCEEDED", "000000", (850, "EUR")))
    same((balance(source), balance(target)), (4000, 850))
    same(cents(sdk.ClientWallet.get("FEES", "EUR").balance), (150, "EUR"))


def _fails(name, code, work):
    """A transfer that is refused by business rules: 200, FAILED, and why."""

    @scenario(name, wrong("POST /transfers", "/ResultCode", "000000"), wrong("POST /transfers", "/Status", "SUCCEEDED"))
    def _():
        moved = work()
        same((moved.status, moved.result_code), ("FAILED", code))


def _between(first, second, amount=100, fees=0):
    source, target = first(), second()
    held = wallet(source)
    if amount <= 1000:
        charge(payer(), held, 1000)
    return transfer(source, held, wallet(target), amount, fees)


def _same_wallet():
    user, held = funded(1000)
    return transfer(user, held, held, 100)


def _blocked():
    user, held = funded(1000)
    block(user)
    return transfer(user, held, wallet(person()), 100)


def _closed():
    user, held = funded(1000)
    other = person()
    target = wallet(other)
    sdk.NaturalUserSca.close(other.id)
    return transfer(user, held, target, 100)


_fails("a transfer needs money", "001001", lambda: _between(person, person, 2000))
_fails("a transfer needs two wallets", "101108", _same_wallet)
_fails("fees cannot take all", "001014", lambda: _between(person, person, 100, 100))
_fails("payers do not pay payers", "002701", lambda: _between(payer, payer))
_fails("owners do not pay payers", "002702", lambda: _between(person, payer))
_fails("a blocked user sends nothing", "008700", _blocked)
_fails("a closed user gets nothing", "002602", _closed)


@scenario("only the owner sends", wrong("POST /transfers", "/errors", {}))
def _():
    _, source = funded(1000)
    stranger = person()
    same(refusal(transfer, stranger, source, wallet(stranger), 100), (400, "param_error", ["AuthorId"]))


@scenario("a transfer stays in its currency", wrong("POST /transfers", "/Type", "param_error"))
def _():
    user, source = funded(1000)
    same(refusal(transfer, user, source, wallet(user, "USD"), 100)[:2], (400, "currency_incompatibility"))


def guarded():
    """A transfer that its owner must authenticate."""
    user = person(email="renee@example.org")
    tell(f"/users/{user.id}/authenticate")
    user, source = funded(90_000, user)
    return transfer(user, source, wallet(person()), 60_000)


@scenario("a large transfer waits for authentication", wrong("POST /transfers", "/Status", "SUCCEEDED"))
def _():
    moved = guarded()
    same((moved.status, moved.result_code), ("CREATED", None))
    holds(moved.pending_user_action is not None, "no link")
    answer("transfers", moved)
    same(sdk.Transfer.get(moved.id).status, "SUCCEEDED")


@scenario("an authentication that is refused", wrong("GET /transfers/*", "/ResultCode", "007102"))
def _():
    moved = guarded()
    answer("transfers", moved, False)
    same(sdk.Transfer.get(moved.id).result_code, "007101")


@scenario("an authentication that never comes", wrong("GET /transfers/*", "/ResultCode", "007101"))
def _():
    moved = guarded()
    later(700)
    again = sdk.Transfer.get(moved.id)
    same((again.status, again.result_code), ("FAILED", "007102"))


@scenario("a transfer is given back", wrong("POST /transfers/*/refunds", "/Type", "PAYOUT"))
def _():
    seller, source = funded(5000)
    target = wallet(person())
    moved = transfer(seller, source, target, 1000, 100)
    back = make(sdk.TransferRefund, author_id=seller.id, transfer_id=moved.id)
    same((back.status, back.type, back.nature), ("SUCCEEDED", "TRANSFER", "REFUND"))
    same((balance(source), balance(target)), (5000, 0))
    same(ids(sdk.Transfer.get(moved.id).get_refunds()), [back.id])


# Pay-ins by card


@scenario(
    "a card is registered by its holder's browser",
    wrong("PUT /cardregistrations/*", "/Status", "ERROR"),
    wrong("GET /cards/*", "/Alias", ""),
)
def _():
    user = payer()
    done = card(user)
    same((done.status, done.result_code), ("VALIDATED", "000000"))
    held = sdk.Card.get(done.card_id)
    same((held.alias, held.expiration_date, held.user_id, held.active), ("497010XXXXXX1119", "1230", user.id, True))


@scenario("a wrong card number is told", wrong("PUT /cardregistrations/*", "/ResultCode", "000000"))
def _():
    done = card(payer(), number="4970107111111118")
    same((done.status, done.result_code, done.card_id), ("ERROR", "105202", None))


@scenario("a wrong security code is told", wrong("PUT /cardregistrations/*", "/ResultCode", "105203"))
def _():
    same(card(payer(), cvx="1").result_code, "105204")


@scenario("a card is switched off for good", answered("PUT /cards/*", 200, "{}"))
def _():
    held = sdk.Card.get(card(payer()).card_id)
    sdk.Card.update(held.id, active=False).execute()
    same(sdk.Card.get(held.id).active, False)


@scenario("one card has one fingerprint", wrong("GET /cards/fingerprints/*", "/*/Fingerprint", "x"))
def _():
    first, second = (sdk.Card.get(card(payer()).card_id) for _ in range(2))
    listed = sdk.Card.get_by_fingerprint(first.fingerprint)
    same(sorted((c.id, c.fingerprint) for c in listed), sorted([(c.id, first.fingerprint) for c in (first, second)]))


@scenario("a card is validated without payment", wrong("POST /cards/*/validation", "/Validity", "INVALID"))
def _():
    user = payer()
    held = card(user).card_id
    told = sdk.CardValidation(author_id=user.id, **SECURE).validate(held)
    same((told["status"], told["validity"], told["type"]), ("SUCCEEDED", "VALID", "CARD_VALIDATION"))
    same(sdk.CardValidation.get(told["id"], held).status, "SUCCEEDED")


@scenario(
    "a card pays at once",
    wrong("POST /payins/card/direct", "/Status", "FAILED"),
    wrong("POST /payins/card/direct", "/CreditedFunds/Amount", 1),
)
def _():
    held = wallet(person())
    paid = charge(payer(), held, 2500, 120)
    same((paid.status, paid.result_code, cents(paid.credited_funds)), ("SUCCEEDED", "000000", (2380, "EUR")))
    same((paid.payment_type, paid.execution_type, paid.type, paid.nature), ("CARD", "DIRECT", "PAYIN", "REGULAR"))
    same(balance(held), 2380)


@scenario("a holder is sent to the bank's page", wrong("POST /payins/card/direct", "/SecureModeNeeded", False))
def _():
    held = wallet(person())
    paid = charge(payer(), held, 2500, number=CHALLENGED)
    same((paid.status, paid.secure_mode_needed), ("CREATED", True))
    holds(paid.secure_mode_redirect_url is not None, "no page")
    answer("payins", paid)
    same(sdk.PayIn.get(paid.id).status, "SUCCEEDED")


@scenario("a holder who refuses", wrong("GET /payins/*", "/ResultCode", "101304"))
def _():
    paid = charge(payer(), wallet(person()), 2500, number=CHALLENGED)
    answer("payins", paid, False)
    again = sdk.PayIn.get(paid.id)
    same((type(again), again.status, again.result_code), (sdk.DirectPayIn, "FAILED", "101301"))


def _bank(amount, code):
    @scenario(f"the bank refuses {amount}", wrong("POST /payins/card/direct", "/ResultCode", "000000"))
    def _():
        held = wallet(person())
        paid = charge(payer(), held, amount)
        same((paid.status, paid.result_code, balance(held)), ("FAILED", code, 0))


_bank(33_305, "101101")
_bank(33_341, "008002")


@scenario("another's card cannot be used", wrong("POST /payins/card/direct", "/ResultCode", "000000"))
def _():
    held, strange = wallet(person()), card(payer()).card_id
    paid = charge(payer(), held, 100, card_id=strange)
    same((paid.status, paid.result_code), ("FAILED", "001023"))


@scenario("a pay-in needs its members", wrong("POST /payins/card/direct", "/errors", {"CardId": "?"}))
def _():
    held = wallet(person())
    same(refusal(charge, payer(), held, 100, ip_address=None), (400, "param_error", ["IpAddress"]))


@scenario("a card's payments are listed", wrong("GET /cards/*/transactions", "/*/Status", "FAILED"))
def _():
    user, held = payer(), wallet(person())
    used = card(user).card_id
    paid = charge(user, held, 700, card_id=used)
    one = sdk.Card.get(used)
    same([(t.id, t.status) for t in one.get_transactions()], [(paid.id, "SUCCEEDED")])
    same(ids(sdk.Card.get_transactions_by_fingerprint(one.fingerprint)), [paid.id])


@scenario("transactions are filtered", wrong("GET /users/*/transactions", "/*/ResultCode", "000000"))
def _():
    user, held = payer(), wallet(person())
    charge(user, held, 700)
    charge(user, held, 33_305)
    failed = sdk.Transaction.all(user_id=user.id, Status="FAILED")
    same([(t.result_code, int(t.debited_funds.amount)) for t in failed], [("101101", 33_305)])
    same(len(sdk.Transaction.all(user_id=user.id, Type="PAYIN", Nature="REGULAR")), 2)


# Bank wires


@scenario(
    "a wire is announced",
    wrong("POST /payins/bankwire/direct", "/WireReference"),
    wrong("POST /payins/bankwire/direct", "/DeclaredFees/Amount", 0),
)
def _():
    user = payer()
    made = bank_wire(user, wallet(person()), 9000, 90)
    same(
        (made.status, cents(made.declared_debited_funds), cents(made.declared_fees)),
        ("CREATED", (9000, "EUR"), (90, "EUR")),
    )
    same((made.bank_account["Type"], made.bank_account["OwnerName"]), ("IBAN", "MANGOPAY SA"))
    same((cents(made.debited_funds), made.wire_reference is not None), ((0, "XXX"), True))


@scenario("a wire arrives", wrong("GET /payins/*", "/CreditedFunds/Amount", 9000))
def _():
    held = wallet(person())
    done = receive(bank_wire(payer(), held, 9000, 90))
    same((type(done), done.status, cents(done.credited_funds)), (sdk.BankWirePayIn, "SUCCEEDED", (8910, "EUR")))
    same(balance(held), 8910)


@scenario("a wire that never comes", wrong("GET /payins/*", "/ResultCode", "101110"))
def _():
    made = bank_wire(payer(), wallet(person()), 9000)
    later(32 * 86_400)
    again = sdk.PayIn.get(made.id)
    same((again.status, again.result_code), ("FAILED", "101109"))


# Refunds of pay-ins


def refunded(paid, **fields):
    return make(sdk.PayInRefund, payin_id=paid.id, author_id=paid.author_id, **fields)


@scenario(
    "a pay-in is given back with its fees",
    wrong("POST /payins/*/refunds", "/Fees/Amount", 0),
    wrong("GET /wallets/*", "/Balance/Amount", 9),
)
def _():
    held = wallet(person())
    paid = charge(payer(), held, 1000, 100)
    back = refunded(paid)
    same((back.type, back.nature, back.status), ("PAYOUT", "REFUND", "SUCCEEDED"))
    same(
        (cents(back.debited_funds), cents(back.fees), cents(back.credited_funds)),
        ((900, "EUR"), (-100, "EUR"), (1000, "EUR")),
    )
    same((balance(held), back.initial_transaction_id), (0, paid.id))


@scenario("a pay-in is given back in part", wrong("GET /payins/*/refunds", "/*/DebitedFunds/Amount", 1))
def _():
    held = wallet(person())
    paid = charge(payer(), held, 1000)
    back = refunded(paid, debited_funds=eur(300), fees=eur(0))
    same((back.refund_reason.type, balance(held)), ("INITIALIZED_BY_CLIENT", 700))
    listed = paid_refunds(paid)
    same([(r.id, int(r.debited_funds.amount)) for r in listed], [(back.id, 300)])
    same(cents(sdk.Refund.get(back.id).debited_funds), (300, "EUR"))


def paid_refunds(paid):
    select = sdk.SelectQuery(sdk.Refund)
    select.identifier = "PAYIN_GET_REFUNDS"
    return select.all(id=paid.id)


@scenario("no more is given back than came", wrong("POST /payins/*/refunds", "/ResultCode", "000000"))
def _():
    back = refunded(charge(payer(), wallet(person()), 1000), debited_funds=eur(1100), fees=eur(0))
    same((back.status, back.result_code), ("FAILED", "005403"))


@scenario("the same sum twice in a day looks like a mistake", wrong("POST /payins/*/refunds", "/ResultCode", "000000"))
def _():
    paid = charge(payer(), wallet(person()), 1000)
    work = dict(debited_funds=eur(300), fees=eur(0))
    refunded(paid, **work)
    same(refunded(paid, **work).result_code, "005407")


@scenario("what failed cannot be given back", wrong("POST /payins/*/refunds", "/Type", "param_error"))
def _():
    paid = charge(payer(), wallet(person()), 33_305)
    same(refusal(refunded, paid)[:2], (400, "original_transaction_must_be_succeeded"))


# Payouts


def paid_out(amount=1500, **fields):
    """A payout of a proven owner, and the wallet it left."""
    user, held = funded(5000, verified())
    return payout(user, held, recipient(user), amount, **fields), held


@scenario(
    "a payout is created, then sent",
    wrong("GET /payouts/*", "/Status", "CREATED"),
    wrong("POST /payouts/bankwire", "/BankWireRef"),
)
def _():
    made, held = paid_out(fees=100)
    same((made.status, made.bank_wire_ref, cents(made.credited_funds)), ("CREATED", "INV 42", (1400, "EUR")))
    tell(f"/payouts/{made.id}/decide")
    again = sdk.BankWirePayOut.get(made.id)
    same((again.status, again.result_code, balance(held)), ("SUCCEEDED", "000000", 3500))
    same(events("PAYOUT_NORMAL_SUCCEEDED"), [made.id])


@scenario("a payout the bank refuses", wrong("GET /payouts/*", "/ResultCode", "000000"))
def _():
    made, held = paid_out()
    tell(f"/payouts/{made.id}/decide", {"code": "121001"})
    again = sdk.BankWirePayOut.get(made.id)
    same((again.status, again.result_code, balance(held)), ("FAILED", "121001", 5000))


@scenario("a payout that comes back", wrong("GET /payouts/*/refunds", "/*/Type", "PAYOUT"))
def _():
    made, held = paid_out()
    tell(f"/payouts/{made.id}/decide")
    back = tell(f"/payouts/{made.id}/return", {"reason": "BANKACCOUNT_HAS_BEEN_CLOSED"})["id"]
    same([(r.id, r.type, r.nature) for r in made.get_refunds()], [(back, "PAYIN", "REFUND")])
    same(sdk.Refund.get(back).refund_reason.type, "BANKACCOUNT_HAS_BEEN_CLOSED")
    same(balance(held), 5000)


@scenario("an instant payout", wrong("GET /payouts/bankwire/*", "/ModeApplied", "STANDARD"))
def _():
    made, _ = paid_out(payout_mode_requested="INSTANT_PAYMENT")
    same(made.mode_requested, "INSTANT_PAYMENT")
    later(20)
    again = sdk.BankWirePayOut.get_bankwire(made.id)
    same((again.mode_applied, again.fallback_reason), ("INSTANT_PAYMENT", None))


@scenario("an instant payout to a slow bank", wrong("GET /payouts/bankwire/*", "/FallbackReason/Code", ""))
def _():
    user, held = funded(5000, verified())
    slow = recipient(user, local_bank_transfer={"EUR": {"IBAN": "FR541558929750ZZZZZZAC01915"}})
    made = payout(user, held, slow, 1500, payout_mode_requested="INSTANT_PAYMENT")
    later(20)
    again = sdk.BankWirePayOut.get_bankwire(made.id)
    same((again.mode_applied, again.fallback_reason.code), ("STANDARD", "130007"))


@scenario("an unproven owner is paid nothing out", wrong("POST /payouts/bankwire", "/Status", "CREATED"))
def _():
    user, held = funded(5000)
    made = payout(user, held, recipient(user), 1500)
    same((made.status, balance(held)), ("FAILED", 5000))
    holds(made.result_code in ("002998", "002999"), f"{made.result_code}")


@scenario("an empty wallet pays nothing out", wrong("POST /payouts/bankwire", "/ResultCode", "000000"))
def _():
    made, _ = paid_out(9000)
    same((made.status, made.result_code), ("FAILED", "001001"))


@scenario("whether a payout can be instant", wrong("POST /payouts/reachability", "/InstantPayout/IsReachable", False))
def _():
    user, held = funded(5000, verified())
    told = sdk.PayOutEligibility(
        author_id=user.id,
        debited_wallet_id=held.id,
        bank_account_id=recipient(user).id,
        debited_funds=eur(100),
        fees=eur(0),
        payout_mode_requested="INSTANT_PAYMENT",
    ).check_eligibility()
    same(told["instant_payout"].is_reachable, True)
