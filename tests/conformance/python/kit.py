"""Makers of what scenarios need, all through the official SDK."""

import base64
import contextlib
import http.server
import queue
import threading
import time
import urllib.parse

import requests
from mangopay import resources as sdk
from mangopay.auth import StaticStorageStrategy
from mangopay.exceptions import APIError
from mangopay.utils import BrowserInfo, Money

site = None

EASY, CHALLENGED = "4970107111111119", "4970105181818183"
IBAN, BIC = "FR7630004000031234567890143", "BNPAFRPP"
BACK = "https://halleverte.example/back"
ADDRESS = {
    "AddressLine1": "1 rue du Port",
    "AddressLine2": None,
    "City": "Nantes",
    "Region": None,
    "PostalCode": "44000",
    "Country": "FR",
}
BROWSER = BrowserInfo(
    accept_header="text/html",
    java_enabled=True,
    javascript_enabled=True,
    language="FR-FR",
    color_depth=24,
    screen_height=900,
    screen_width=1600,
    timezone_offset="60",
    user_agent="Conformance",
)
SECURE = {"secure_mode_return_url": BACK, "ip_address": "203.0.113.7", "browser_info": BROWSER}
BORN = 463104000


def tell(verb, body=None):
    """A verb of the control plane."""
    return site.tell(verb, body)


def eur(amount, currency="EUR"):
    return Money(amount=amount, currency=currency)


def cents(money):
    return int(money.amount), money.currency


def make(kind, **fields):
    """An object of the SDK, saved."""
    made = kind(**fields)
    made.save()
    return made


def refusal(work, *args, **kwargs):
    """Status, type and the named fields of the refusal that `work` meets."""
    try:
        work(*args, **kwargs)
    except APIError as error:
        content = error.content or {}
        return error.code, content.get("Type"), sorted(content.get("errors") or {})
    raise AssertionError("nothing was refused")


def asked(work, *args, **kwargs):
    """The link of a call that wants strong authentication first."""
    try:
        work(*args, **kwargs)
    except APIError as error:
        assert error.code == 401, f"status {error.code}"
        scheme, _, link = error.headers.get("WWW-Authenticate", "").partition(" RedirectUrl=")
        assert scheme == "PendingUserAction" and link.startswith(site.url), f"{scheme} {link}"
        return link
    raise AssertionError("nobody was asked")


def person(category="OWNER", **fields):
    """A natural user; the address skips strong authentication unless another is given."""
    usual = {
        "first_name": "Renee",
        "last_name": "Dupre",
        "email": "renee+accept@example.org",
        "user_category": category,
        "terms_and_conditions_accepted": True,
    }
    if category == "OWNER":
        usual.update(birthday=BORN, nationality="FR", country_of_residence="FR")
    return make(sdk.NaturalUserSca, **{**usual, **fields})


def payer(**fields):
    return person("PAYER", **fields)


def representative(**more):
    return {
        "FirstName": "Ada",
        "LastName": "Moreau",
        "Email": "ada+accept@example.org",
        "Birthday": BORN,
        "Nationality": "FR",
        "CountryOfResidence": "FR",
        **more,
    }


def company(category="OWNER", kind="BUSINESS", **fields):
    """A legal user."""
    usual = {
        "name": "Halle Verte SAS",
        "email": "contact@example.org",
        "legal_person_type": kind,
        "user_category": category,
        "terms_and_conditions_accepted": True,
        "legal_representative": representative(),
        "company_number": "732829320",
        "headquarters_address": ADDRESS,
    }
    return make(sdk.LegalUserSca, **{**usual, **fields})


def page(size=40_000):
    """A picture-like PDF of so many bytes, as the API takes it."""
    head, tail = b"%PDF-1.4\n", b"\n%%EOF\n"
    return base64.b64encode(head + b"0" * (size - len(head) - len(tail)) + tail).decode()


def document(user, kind="IDENTITY_PROOF", tag="accept"):
    """A KYC document with one page, not yet submitted."""
    made = make(sdk.Document, user_id=user.id, type=kind, tag=tag)
    make(sdk.Page, user_id=user.id, document_id=made.id, file=page())
    return made


def submitted(user, kind="IDENTITY_PROOF", tag="accept"):
    """What the API says of a document after its review."""
    made = document(user, kind, tag)
    made.status = "VALIDATION_ASKED"
    made.save()
    return sdk.Document.get(made.id)


def verified(**fields):
    """An owner whose identity is proven."""
    user = person(**fields)
    submitted(user)
    return user


def wallet(user, currency="EUR", **fields):
    return make(sdk.Wallet, **{"owners_ids": [user.id], "description": "Sales", "currency": currency, **fields})


def card(user, number=EASY, expiry="1230", cvx="123", currency="EUR"):
    """A card, registered as a browser does it."""
    registration = make(sdk.CardRegistration, user_id=user.id, currency=currency)
    form = {
        "data": registration.preregistration_data,
        "accessKeyRef": registration.access_key,
        "cardNumber": number,
        "cardExpirationDate": expiry,
        "cardCvx": cvx,
    }
    registration.registration_data = requests.post(registration.card_registration_url, data=form).text
    registration.save()
    return registration


def charge(author, to, amount, fees=0, number=EASY, **fields):
    """A pay-in by card."""
    usual = {
        "author_id": author.id,
        "card_id": card(author, number, currency=to.currency).card_id,
        "credited_wallet_id": to.id,
        "debited_funds": eur(amount, to.currency),
        "fees": eur(fees, to.currency),
    }
    return make(sdk.DirectPayIn, **{**usual, **SECURE, **fields})


def funded(amount, user=None, currency="EUR"):
    """An owner's wallet with so much money in it."""
    user = user or person()
    held = wallet(user, currency)
    assert charge(payer(), held, amount).status == "SUCCEEDED", "the wallet could not be funded"
    return user, held


def balance(held):
    return int(sdk.Wallet.get(held.id).balance.amount)


def transfer(author, source, target, amount, fees=0, **fields):
    usual = {
        "author_id": author.id,
        "credited_user_id": target.owners_ids[0],
        "debited_wallet_id": source.id,
        "credited_wallet_id": target.id,
        "debited_funds": eur(amount),
        "fees": eur(fees),
    }
    return make(sdk.Transfer, **{**usual, **fields})


def recipient_fields(**fields):
    usual = {
        "display_name": "Main",
        "payout_method_type": "LocalBankTransfer",
        "recipient_type": "Individual",
        "currency": "EUR",
        "country": "FR",
        "individual_recipient": {"FirstName": "Renee", "LastName": "Dupre", "Address": ADDRESS},
        "local_bank_transfer": {"EUR": {"IBAN": IBAN}},
    }
    return {**usual, **fields}


def recipient(user, **fields):
    """A payout destination."""
    return sdk.Recipient(**sdk.Recipient(**recipient_fields(**fields)).create(user.id))


def account(user, kind="IBAN", **fields):
    """A bank account."""
    usual = {"user_id": user.id, "owner_name": "Renee Dupre", "owner_address": ADDRESS, "type": kind}
    if kind == "IBAN":
        usual.update(iban=IBAN, bic=BIC)
    return make(sdk.BankAccount, **{**usual, **fields})


def payout(author, source, to, amount, fees=0, **fields):
    usual = {
        "author_id": author.id,
        "debited_wallet_id": source.id,
        "bank_account_id": to.id,
        "debited_funds": eur(amount),
        "fees": eur(fees),
        "bank_wire_ref": "INV 42",
    }
    return make(sdk.BankWirePayOut, **{**usual, **fields})


def bank_wire(author, to, amount, fees=0):
    """A bank wire that is announced, not received."""
    return make(
        sdk.BankWirePayIn,
        author_id=author.id,
        credited_wallet_id=to.id,
        declared_debited_funds=eur(amount),
        declared_fees=eur(fees),
    )


def receive(payin):
    """The bank has received the money of a wire."""
    tell(f"/payins/{payin.id}/receive")
    return sdk.PayIn.get(payin.id)


def answer(kind, thing, accept=True):
    """A user answers on a page."""
    tell(f"/answer/{kind}/{thing.id}", {"accept": accept})


def block(user, inflows=True, outflows=True, action="008703"):
    tell(f"/users/{user.id}/block", {"inflows": inflows, "outflows": outflows, "action": action})


def events(kind):
    """Ids of what happened, oldest first."""
    return [event.resource_id for event in sdk.Event.all(EventType=kind, per_page=100)]


def ids(page):
    return [each.id for each in page]


def later(seconds):
    """Time passes; the SDK's token ends with it."""
    tell("/clock", {"advance": seconds})
    StaticStorageStrategy._dict.clear()


def fresh():
    """An empty platform at the present time."""
    tell("/reset", {})
    tell("/clock", {"set": int(time.time())})
    StaticStorageStrategy._dict.clear()


@contextlib.contextmanager
def listening():
    """An address on this machine, and a queue of the queries it is called with."""
    heard = queue.Queue()

    class Ear(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            query = urllib.parse.parse_qs(urllib.parse.urlsplit(self.path).query)
            heard.put({name: values[0] for name, values in query.items()})
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_):
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Ear) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/hook", heard
        server.shutdown()
