"""Money held on cards, and registrations of recurring payments."""

from kit import (
    CHALLENGED, SECURE, answer, balance, card, cents, eur, ids, later, make, payer, person, refusal, sdk, wallet,
)
from suite import answered, holds, same, scenario, wrong

HOLD = "POST /preauthorizations/card/direct"


def hold(kind, author, amount=5000, number="4970107111111119", **fields):
    return make(
        kind, author_id=author.id, card_id=card(author, number).card_id, debited_funds=eur(amount), **SECURE, **fields
    )


def preauthorized(**fields):
    return hold(sdk.PreAuthorization, payer(), **fields)


def captured(held, to, amount, fees=0):
    return make(
        sdk.PreAuthorizedPayIn,
        author_id=held.author_id,
        preauthorization_id=held.id,
        credited_wallet_id=to.id,
        debited_funds=eur(amount),
        fees=eur(fees),
    )


@scenario(
    "money is held for seven days", wrong(HOLD, "/PaymentStatus", "VALIDATED"), wrong(HOLD, "/RemainingFunds/Amount", 0)
)
def _():
    made = preauthorized()
    same((made.status, made.payment_status, cents(made.remaining_funds)), ("SUCCEEDED", "WAITING", (5000, "EUR")))
    later(7 * 86_400 + 10)
    same(sdk.PreAuthorization.get(made.id).payment_status, "EXPIRED")


@scenario("held money is captured in parts", wrong("GET /preauthorizations/*", "/RemainingFunds/Amount", 5000))
def _():
    made, to = preauthorized(), wallet(person())
    first = captured(made, to, 3000, 100)
    same((first.status, first.payment_type), ("SUCCEEDED", "PREAUTHORIZED"))
    same(captured(made, to, 1000).status, "SUCCEEDED")
    again = sdk.PreAuthorization.get(made.id)
    same((cents(again.remaining_funds), again.payin_id, balance(to)), ((1000, "EUR"), first.id, 3900))
    same(len(again.get_transactions()), 2)


@scenario("no more is captured than is held", wrong("POST /payins/preauthorized/direct", "/ResultCode", "000000"))
def _():
    made, to = preauthorized(), wallet(person())
    done = captured(made, to, 6000)
    same((done.status, done.result_code, balance(to)), ("FAILED", "001505", 0))


@scenario("a hold is released", answered("PUT /preauthorizations/*", 200, "{}"))
def _():
    made = preauthorized()
    sdk.PreAuthorization.update(made.id, payment_status="CANCELED").execute()
    same(sdk.PreAuthorization.get(made.id).payment_status, "CANCELED")


@scenario("a captured hold cannot be released", wrong("PUT /preauthorizations/*", "/Type", "param_error"))
def _():
    made = preauthorized()
    captured(made, wallet(person()), 1000)
    work = sdk.PreAuthorization.update(made.id, payment_status="CANCELED").execute
    same(refusal(work)[:2], (400, "preauthorization_payment_status_can_not_be_canceled"))


@scenario("a hold may want its holder", wrong("GET /preauthorizations/*", "/Status", "CREATED"))
def _():
    made = preauthorized(number=CHALLENGED)
    same((made.status, made.secure_mode_needed), ("CREATED", True))
    answer("preauthorizations", made)
    same(sdk.PreAuthorization.get(made.id).status, "SUCCEEDED")


@scenario(
    "holds of a user and of a card",
    wrong("GET /users/*/preauthorizations", "/*/Id", "x"),
    wrong("GET /cards/*/preauthorizations", "/*/Id", "x"),
)
def _():
    made = preauthorized()
    same(ids(sdk.NaturalUserSca(id=made.author_id).get_pre_authorizations()), [made.id])
    same(ids(sdk.Card(id=made.card_id).get_pre_authorizations()), [made.id])


@scenario(
    "an older deposit holds for thirty days",
    wrong("POST /deposit-preauthorizations/card/direct", "/PaymentStatus", "VALIDATED"),
)
def _():
    made = hold(sdk.Deposit, payer())
    same((made.status, made.payment_status, cents(made.debited_funds)), ("SUCCEEDED", "WAITING", (5000, "EUR")))
    later(8 * 86_400)
    same(sdk.Deposit.get(made.id).payment_status, "WAITING")
    later(23 * 86_400)
    same(sdk.Deposit.get(made.id).payment_status, "EXPIRED")


@scenario(
    "a deposit is captured once", wrong("POST /payins/deposit-preauthorized/direct/full-capture", "/Status", "CREATED")
)
def _():
    author = payer()
    to, made = wallet(author), hold(sdk.Deposit, author)
    done = sdk.PreAuthorizedDepositPayIn(
        author_id=author.id,
        credited_wallet_id=to.id,
        deposit_id=made.id,
        debited_funds=eur(5000),
        fees=eur(200),
    ).create_without_complement()
    same((done["status"], cents(done["credited_funds"])), ("SUCCEEDED", (4800, "EUR")))
    again = sdk.Deposit.get(made.id)
    same((again.payment_status, again.payins_linked.payin_capture_id), ("VALIDATED", done["id"]))
    same(ids(sdk.Deposit.get_transactions(made.id)), [done["id"]])


@scenario("a deposit is released", wrong("PUT /deposit-preauthorizations/*", "/PaymentStatus", "WAITING"))
def _():
    made = hold(sdk.Deposit, payer())
    told = sdk.Deposit.update(made.id, payment_status="CANCELED").execute()
    holds(told["payment_status"] in ("CANCELED", "CANCEL_REQUESTED"), told["payment_status"])


@scenario(
    "deposits of a user and of a card",
    wrong("GET /users/*/deposit-preauthorizations", "/*/Id", "x"),
    wrong("GET /cards/*/deposit-preauthorizations", "/*/Id", "x"),
)
def _():
    made = hold(sdk.Deposit, payer())
    same(ids(sdk.Deposit.get_all_for_user(made.author_id)), [made.id])
    same(ids(sdk.Deposit.get_all_for_card(made.card_id)), [made.id])


@scenario(
    "an extended preauthorization is the same by its new name",
    wrong("GET /extended-preauthorizations/*", "/PaymentStatus", "WAITING"),
)
def _():
    author = payer()
    to, made = wallet(author), hold(sdk.CardExtendedPreauthorization, author)
    same((made.status, made.payment_status), ("SUCCEEDED", "WAITING"))
    done = make(
        sdk.PreAuthorizedExtendedPayIn,
        author_id=author.id,
        credited_wallet_id=to.id,
        debited_funds=eur(4000),
        fees=eur(0),
        extended_preauthorization_id=made.id,
    )
    same((done.status, balance(to)), ("SUCCEEDED", 4000))
    again = sdk.ExtendedPreauthorization.get(made.id)
    same((type(again), again.payment_status), (sdk.CardExtendedPreauthorization, "VALIDATED"))


# Recurring payments

REGISTER = "POST /recurringpayinregistrations"
CHARGE = "POST /payins/recurring/card/direct"


def registered(author, to, **fields):
    return make(
        sdk.RecurringPayInRegistration,
        author_id=author.id,
        card_id=card(author).card_id,
        credited_wallet_id=to.id,
        user_id=to.owners_ids[0],
        first_transaction_debited_funds=eur(1000),
        first_transaction_fees=eur(50),
        **fields,
    )


def first(registration):
    return make(sdk.RecurringPayInCIT, recurring_payin_registration_id=registration.id, **SECURE)


@scenario(
    "a series of payments is registered",
    wrong(REGISTER, "/Status", "IN_PROGRESS"),
    wrong(REGISTER, "/RecurringType", "x"),
)
def _():
    author, to = payer(), wallet(person())
    made = registered(
        author,
        to,
        frequency="Monthly",
        end_date=2_000_000_000,
        fixed_next_amount=True,
        next_transaction_debited_funds=eur(900),
        next_transaction_fees=eur(0),
    )
    same((made.status, made.recurring_type), ("CREATED", "CLASSIC_SUBSCRIPTION"))
    same((made.current_state.payins_linked, made.frequency), (0, "Monthly"))


@scenario(
    "the holder starts a series",
    wrong(CHARGE, "/DebitedFunds/Amount", 1),
    wrong("GET /recurringpayinregistrations/*", "/CurrentState/PayinsLinked", 0),
)
def _():
    author, to = payer(), wallet(person())
    made = registered(author, to)
    paid = first(made)
    same((paid.status, cents(paid.debited_funds), balance(to)), ("SUCCEEDED", (1000, "EUR"), 950))
    again = sdk.RecurringPayInRegistration.get(made.id)
    same((again.status, again.current_state.payins_linked), ("IN_PROGRESS", 1))


@scenario(
    "the platform goes on with a series",
    wrong("GET /recurringpayinregistrations/*", "/CurrentState/CumulatedDebitedAmount/Amount", 1000),
)
def _():
    author, to = payer(), wallet(person())
    made = registered(author, to)
    first(made)
    paid = make(sdk.RecurringPayInMIT, recurring_payin_registration_id=made.id, debited_funds=eur(700), fees=eur(0))
    same((paid.status, balance(to)), ("SUCCEEDED", 1650))
    state = sdk.RecurringPayInRegistration.get(made.id).current_state
    same((state.payins_linked, cents(money(state.cumulated_debited_amount))), (2, (1700, "EUR")))


def money(value):
    return eur(value["Amount"], value["Currency"]) if isinstance(value, dict) else value


@scenario("a series ends", answered("PUT /recurringpayinregistrations/*", 200, "{}"))
def _():
    made = registered(payer(), wallet(person()))
    sdk.RecurringPayInRegistration.update(made.id, status="ENDED").execute()
    same(sdk.RecurringPayInRegistration.get(made.id).status, "ENDED")


@scenario(
    "extended preauthorizations are listed",
    wrong("GET /users/*/extended-preauthorizations", "/*/Id", "x"),
    wrong("GET /cards/*/extended-preauthorizations", "/*/Id", "x"),
)
def _():
    made = hold(sdk.CardExtendedPreauthorization, payer())
    same(ids(sdk.ExtendedPreauthorization.get_all_for_user(made.author_id)), [made.id])
    same(ids(sdk.ExtendedPreauthorization.get_all_for_card(made.card_id)), [made.id])
    same(len(sdk.ExtendedPreauthorization.get_transactions(made.id)), 0)


@scenario(
    "PayPal holds money too", wrong("POST /extended-preauthorizations/payment-methods/paypal", "/PaymentType", "CARD")
)
def _():
    made = make(
        sdk.PayPalExtendedPreauthorization,
        author_id=payer().id,
        debited_funds=eur(5000),
        return_url="https://halleverte.example/back",
        line_items=[{"Name": "Chair", "Quantity": 1, "UnitAmount": 5000, "TaxAmount": 0}],
    )
    same((made.payment_type, made.status), ("PAYPAL", "CREATED"))
