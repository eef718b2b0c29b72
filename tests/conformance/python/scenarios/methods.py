"""Every other way to pay."""

import mangopay
from mangopay.utils import PayPalTrackingInformation

from kit import ADDRESS, BACK, SECURE, answer, balance, cents, eur, make, payer, person, sdk, wallet
from suite import holds, same, scenario, wrong

METHOD = "POST /payins/payment-methods/"
PERSON = {"FirstName": "Renee", "LastName": "Dupre", "Address": ADDRESS}
ITEMS = [{"Name": "Chair", "Quantity": 1, "UnitAmount": 2000, "TaxAmount": 0, "Description": "Oak"}]


def paying(kind, currency="EUR", **fields):
    """A pay-in of twenty units, and its wallet."""
    held = wallet(person(), currency)
    made = make(
        kind,
        author_id=payer().id,
        credited_wallet_id=held.id,
        debited_funds=eur(2000, currency),
        fees=eur(100, currency),
        **fields,
    )
    return made, held


# Name: class, path, payment type, currency, members
PAGES = {
    "PayPal": (sdk.PayPalWebPayIn, "paypal", "PAYPAL", "EUR", {"return_url": BACK, "line_items": ITEMS}),
    "Bancontact": (sdk.BancontactPayIn, "bancontact", "BCMC", "EUR", {"return_url": BACK, "culture": "FR"}),
    "iDEAL": (sdk.IdealPayIn, "ideal", "IDEAL", "EUR", {"return_url": BACK}),
    "Multibanco": (sdk.MultibancoPayIn, "multibanco", "MULTIBANCO", "EUR", {"return_url": BACK}),
    "Satispay": (sdk.SatispayPayIn, "satispay", "SATISPAY", "EUR", {"return_url": BACK, "country": "IT"}),
    "BLIK": (sdk.BlikPayIn, "blik", "BLIK", "PLN", {"return_url": BACK}),
    "Bizum": (sdk.BizumPayIn, "bizum", "BIZUM", "EUR", {"return_url": BACK, "phone": "+34611111111"}),
    "Swish": (sdk.SwishPayIn, "swish", "SWISH", "SEK", {"return_url": BACK, "payment_flow": "WEB"}),
    "TWINT": (sdk.TwintPayIn, "twint", "TWINT", "CHF", {"return_url": BACK}),
    "Giropay": (sdk.GiropayPayIn, "giropay", "GIROPAY", "EUR", {"return_url": BACK}),
    "Klarna": (
        sdk.KlarnaPayIn,
        "klarna",
        "KLARNA",
        "EUR",
        {
            "return_url": BACK,
            "line_items": ITEMS,
            "country": "FR",
            "culture": "FR",
            "phone": "33#607080900",
            "email": "renee@example.org",
            "additional_data": "{}",
            "billing": PERSON,
            "reference": "INV 42",
        },
    ),
    "Pay by Bank": (sdk.PayByBankPayIn, "openbanking", "PAY_BY_BANK", "EUR", {"return_url": BACK, "country": "DE"}),
}


def _page(name, kind, path, payment, currency, fields):
    @scenario(
        f"{name} is paid on a page",
        wrong(METHOD + path, "/PaymentType", "CARD"),
        wrong("GET /payins/*", "/Status", "CREATED"),
    )
    def _():
        made, held = paying(kind, currency, **fields)
        same((made.status, made.payment_type, made.execution_type), ("CREATED", payment, "WEB"))
        answer("payins", made)
        again = sdk.PayIn.get(made.id)
        same((again.status, cents(again.credited_funds), balance(held)), ("SUCCEEDED", (1900, currency), 1900))


for each, rest in PAGES.items():
    _page(each, *rest)


@scenario("a page may be refused", wrong("GET /payins/*", "/Status", "SUCCEEDED"))
def _():
    made, held = paying(sdk.IdealPayIn, return_url=BACK)
    holds(made.redirect_url is not None, "no page")
    answer("payins", made, False)
    same((sdk.PayIn.get(made.id).status, balance(held)), ("FAILED", 0))


@scenario("MB WAY is paid in an app", wrong(METHOD + "mbway", "/Phone", "x"))
def _():
    made, held = paying(sdk.MbwayPayIn, phone="351#269458236")
    same((made.status, made.payment_type, made.phone), ("CREATED", "MBWAY", "351#269458236"))
    answer("payins", made)
    same(balance(held), 1900)


@scenario("Google Pay is paid at once", wrong(METHOD + "googlepay", "/Status", "FAILED"))
def _():
    made, held = paying(sdk.GooglePayDirectPayIn, payment_data='{"signature": "x"}', **SECURE)
    same((made.status, made.payment_type, balance(held)), ("SUCCEEDED", "GOOGLE_PAY", 1900))


@scenario("Apple Pay is paid at once", wrong("POST /payins/applepay/direct", "/PaymentType", "CARD"))
def _():
    data = {"TransactionId": "1", "Network": "VISA", "TokenData": "x"}
    made, held = paying(sdk.ApplepayPayIn, payment_data=data)
    same((made.status, made.payment_type, balance(held)), ("SUCCEEDED", "APPLEPAY", 1900))


@scenario(
    "a card is paid on a hosted page",
    wrong("POST /payins/card/web", "/RedirectURL"),
    wrong("GET /payins/*", "/CreditedFunds/Amount", 0),
)
def _():
    made, held = paying(sdk.CardWebPayIn, return_url=BACK, culture="FR", card_type="CB_VISA_MASTERCARD")
    same((made.status, made.execution_type), ("CREATED", "WEB"))
    holds(made.redirect_url is not None, "no page")
    answer("payins", made)
    again = sdk.PayIn.get(made.id)
    same((type(again), cents(again.credited_funds), balance(held)), (sdk.CardWebPayIn, (1900, "EUR"), 1900))


@scenario(
    "banks that can be paid by",
    wrong("GET /payment-methods/openbanking/metadata/supported-banks", "/SupportedBanks", None),
)
def _():
    told = sdk.PayByBankSupportedBank.get(country_codes="DE").supported_banks
    holds(told is not None and len(told.countries) > 0, "no banks")


@scenario("a card number tells its bank", wrong("POST /payment-methods/metadata", "/Type", "x"))
def _():
    told = make(sdk.PaymentMethodMetadata, type="BIN", bin="497010")
    same(told.type, "BIN")
    holds(len(told.bin_data) > 0, "nothing known")


@scenario("PayPal is told of parcels", wrong("PUT /payins/*/trackings", "/Trackings", []))
def _():
    made, _ = paying(sdk.PayPalWebPayIn, return_url=BACK, line_items=ITEMS)
    answer("payins", made)
    parcel = PayPalTrackingInformation(tracking_number="16SA66516", carrier="DHL", notify_buyer=True)
    told = sdk.PayPalWebPayIn.add_tracking_information(made.id, parcel)
    same([t["TrackingNumber"] for t in told["trackings"]], ["16SA66516"])


@scenario(
    "PayPal collects data of the sale",
    wrong("GET /payins/payment-methods/paypal/data-collection/*", "/sender_first_name", "x"),
)
def _():
    made = sdk.PayPalDataCollection.create(sender_account_id="A12", sender_first_name="Jane")
    told = sdk.PayPalDataCollection.get(made["dataCollectionId"])
    same(told["sender_first_name"], "Jane")


@scenario("what is known of a card on a page", wrong("GET /payins/card/web/*/extended", "/Alias", ""))
def _():
    made, _ = paying(sdk.CardWebPayIn, return_url=BACK, culture="FR", card_type="CB_VISA_MASTERCARD")
    answer("payins", made)
    # Its expiration is MMYY, which the SDK takes for a date; the call is read as it is.
    told = mangopay.get_default_handler().request("GET", f"/payins/card/web/{made.id}/extended")[1]
    same((told["PaymentType"], told["Alias"][6:12], len(told["ExpirationDate"])), ("CARD", "XXXXXX", 4))


@scenario("PayPal by its older path", wrong("POST /payins/paypal/web", "/DebitedFunds/Amount", 1))
def _():
    made, _ = paying(sdk.PayPalPayIn, return_url=BACK)
    same(cents(made.debited_funds), (2000, "EUR"))


@scenario("a web direct debit of old", wrong("POST /payins/directdebit/web", "/PaymentType", "CARD"))
def _():
    made, held = paying(sdk.DirectDebitWebPayIn, return_url=BACK, culture="DE", direct_debit_type="GIROPAY")
    same((made.status, made.payment_type, made.execution_type), ("CREATED", "DIRECT_DEBIT", "WEB"))
    answer("payins", made)
    same(balance(held), 1900)
