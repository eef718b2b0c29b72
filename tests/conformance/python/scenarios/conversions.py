"""Rates, quotes and conversions."""

from mangopay.utils import CustomFees

from kit import balance, cents, charge, eur, events, funded, later, payer, person, refusal, sdk, wallet
from suite import holds, same, scenario, wrong

RATE = 1.15492


def converted(amount=10_000, **fields):
    """An instant conversion of euros into dollars, its source and its target."""
    user, source = funded(20_000)
    target = wallet(user, "USD")
    usual = {
        "author_id": user.id,
        "debited_wallet_id": source.id,
        "credited_wallet_id": target.id,
        "debited_funds": eur(amount),
        "credited_funds": eur(None, "USD"),
    }
    return sdk.InstantConversion(**{**usual, **fields}).save(), source, target


def quote(**fields):
    usual = {"debited_funds": eur(10_000), "credited_funds": eur(None, "USD"), "duration": 300}
    return sdk.ConversionQuote(**sdk.ConversionQuote(**{**usual, **fields}).create_conversion_quote())


@scenario("a rate is told", wrong("GET /conversions/rate/*/*", "/MarketRate", 2))
def _():
    told = sdk.ConversionRate(debited_currency="EUR", credited_currency="USD").get_conversion_rate()[0]
    same(float(told.market_rate), RATE)
    holds(float(told.client_rate) < RATE, "no margin")


@scenario(
    "money is converted at once",
    wrong("POST /conversions/instant-conversion", "/Status", "FAILED"),
    wrong("GET /wallets/*", "/Balance/Amount", 1),
)
def _():
    told, source, target = converted()
    same((told["status"], told["type"], cents(told["debited_funds"])), ("SUCCEEDED", "CONVERSION", (10_000, "EUR")))
    same(cents(told["credited_funds"]), (round(10_000 * RATE), "USD"))
    same((balance(source), balance(target)), (10_000, round(10_000 * RATE)))


@scenario("fees of a conversion", wrong("POST /conversions/instant-conversion", "/Fees/Amount", 0))
def _():
    told, source, target = converted(fees=CustomFees(amount=500, currency="EUR", type="FIXED", value=500))
    same((cents(told["fees"]), balance(target)), ((500, "EUR"), round(9_500 * RATE)))


@scenario("a conversion is found again", wrong("GET /conversions/*", "/AuthorId", "x"))
def _():
    told, source, _ = converted()
    again = sdk.Conversion.get_conversion(told["id"])[0]
    same((again.author_id, again.debited_wallet_id, again.status), (source.owners_ids[0], source.id, "SUCCEEDED"))
    same(events("INSTANT_CONVERSION_SUCCEEDED"), [told["id"]])


@scenario(
    "a quote holds a rate",
    wrong("POST /conversions/quote", "/CreditedFunds/Amount", 1),
    wrong("POST /conversions/quote", "/Status", "EXPIRED"),
)
def _():
    made = quote()
    same((made.status, cents(made.credited_funds)), ("ACTIVE", (round(10_000 * RATE), "USD")))


@scenario("a quote ends", wrong("GET /conversions/quote/*", "/Status", "ACTIVE"))
def _():
    made = quote()
    later(301)
    same(sdk.ConversionQuote.get_conversion_quote(made.id)[0].status, "EXPIRED")


def by_quote(made):
    user, source = funded(20_000)
    target = wallet(user, "USD")
    told = sdk.QuotedConversion(
        quote_id=made.id, author_id=user.id, debited_wallet_id=source.id, credited_wallet_id=target.id
    ).save()
    return told, target


@scenario("a conversion by quote", wrong("POST /conversions/quoted-conversion", "/QuoteId", "x"))
def _():
    made = quote()
    told, target = by_quote(made)
    same((told["status"], told["quote_id_id"] if "quote_id_id" in told else told["quote_id"]), ("SUCCEEDED", made.id))
    same(balance(target), round(10_000 * RATE))


@scenario("a quote is used once", wrong("POST /conversions/quoted-conversion", "/errors", {}))
def _():
    made = quote()
    by_quote(made)
    same(refusal(by_quote, made), (400, "param_error", ["QuoteId"]))


@scenario("a quote needs one amount", wrong("POST /conversions/quote", "/errors", {}))
def _():
    same(refusal(quote, debited_funds=eur(None)), (400, "param_error", ["Quote.Amount"]))


@scenario("both wallets belong to the author", wrong("POST /conversions/instant-conversion", "/Type", "param_error"))
def _():
    stranger = person()
    same(refusal(converted, author_id=stranger.id)[1], "author_is_not_debited_wallet_owner")


@scenario("the platform converts its fees", wrong("POST /clients/conversions/instant-conversion", "/Status", "FAILED"))
def _():
    charge(payer(), wallet(person()), 20_000, 10_000)
    told = sdk.ClientWalletsInstantConversion(
        debited_wallet_type="FEES",
        credited_wallet_type="FEES",
        debited_funds=eur(1000),
        credited_funds=eur(None, "USD"),
    ).save()
    same(
        (told["status"], cents(sdk.ClientWallet.get("FEES", "USD").balance)), ("SUCCEEDED", (round(1000 * RATE), "USD"))
    )


@scenario(
    "the platform converts its fees by quote", wrong("POST /clients/conversions/quoted-conversion", "/Status", "FAILED")
)
def _():
    charge(payer(), wallet(person()), 20_000, 10_000)
    made = quote()
    told = sdk.ClientWalletsQuotedConversion(
        quote_id=made.id, debited_wallet_type="FEES", credited_wallet_type="CREDIT"
    ).save()
    same(
        (told["status"], cents(sdk.ClientWallet.get("CREDIT", "USD").balance)),
        ("SUCCEEDED", (round(10_000 * RATE), "USD")),
    )
