"""Documents, declarations of owners, hosted verification."""

from kit import (
    ADDRESS, BACK, BORN, company, document, events, later, make, page, payer, person, refusal, sdk, submitted, tell,
    verified,
)
from suite import answered, holds, same, scenario, wrong

CREATE, ONE = "POST /users/*/kyc/documents", "GET /kyc/documents/*"


@scenario(
    "a document begins as created", wrong(CREATE, "/Status", "VALIDATION_ASKED"), wrong(CREATE, "/Flags", ["009001"])
)
def _():
    user = person()
    made = make(sdk.Document, user_id=user.id, type="IDENTITY_PROOF")
    same((made.status, made.type, made.user_id, made.flags), ("CREATED", "IDENTITY_PROOF", user.id, []))
    same((made.processed_date, made.refused_reason_type), (None, None))


@scenario("an accepted document is validated", wrong(ONE, "/Status", "REFUSED"))
def _():
    done = submitted(person())
    same((done.status, done.refused_reason_type), ("VALIDATED", None))
    holds(done.processed_date is not None, "no date")


@scenario("a validated identity makes a user regular", wrong("GET /sca/users/*", "/KYCLevel", "LIGHT"))
def _():
    user = verified()
    again = sdk.User.get_sca(user.id)
    same((again.kyc_level, again.proof_of_identity is not None), ("REGULAR", True))
    same(events("USER_KYC_REGULAR"), [user.id])


REASONS = {
    "unreadable": "DOCUMENT_UNREADABLE",
    "not_accepted": "DOCUMENT_NOT_ACCEPTED",
    "expired": "DOCUMENT_HAS_EXPIRED",
    "incomplete": "DOCUMENT_INCOMPLETE",
    "missing": "DOCUMENT_MISSING",
    "no_user_data_match": "DOCUMENT_DO_NOT_MATCH_USER_DATA",
    "falsified": "DOCUMENT_FALSIFIED",
    "underage": "UNDERAGE_PERSON",
    "specific_case": "SPECIFIC_CASE",
}


def _refused(tag, reason):
    @scenario(f"a document tagged refuse_{tag} is refused", wrong(ONE, "/RefusedReasonType", "OTHER"))
    def _():
        done = submitted(person(), tag=f"refuse_{tag}")
        same((done.status, done.refused_reason_type), ("REFUSED", reason))


for each, why in REASONS.items():
    _refused(each, why)


@scenario("a document without a telling tag waits", wrong("PUT /users/*/kyc/documents/*", "/Status", "VALIDATED"))
def _():
    made = document(person(), tag="my own")
    made.status = "VALIDATION_ASKED"
    made.save()
    same((made.status, made.tag), ("VALIDATION_ASKED", "my own"))
    tell(f"/documents/{made.id}/decide", {"status": "REFUSED", "reason": "DOCUMENT_UNREADABLE", "flags": ["009004"]})
    again = sdk.Document.get(made.id)
    same((again.status, again.flags), ("REFUSED", ["009004"]))


@scenario("natural users have no registration", wrong(CREATE, "/Type", "other"))
def _():
    same(refusal(make, sdk.Document, user_id=person().id, type="REGISTRATION_PROOF"), (400, "param_error", ["Type"]))


@scenario("companies have no proof of address", wrong(CREATE, "/errors", {}))
def _():
    same(refusal(make, sdk.Document, user_id=company().id, type="ADDRESS_PROOF"), (400, "param_error", ["Type"]))


@scenario("payers are not verified", answered(CREATE, 200, '{"Id": "x"}'))
def _():
    same(refusal(make, sdk.Document, user_id=payer().id, type="IDENTITY_PROOF")[:2], (400, "param_error"))


@scenario("a page must be Base64", answered("POST /users/*/kyc/documents/*/pages", 204, ""))
def _():
    user = person()
    made = make(sdk.Document, user_id=user.id, type="IDENTITY_PROOF")
    same(refusal(make, sdk.Page, user_id=user.id, document_id=made.id, file="%%%")[:2], (400, "param_error"))


@scenario("a page that is too small is refused", answered("POST /users/*/kyc/documents/*/pages", 204, ""))
def _():
    user = person()
    made = make(sdk.Document, user_id=user.id, type="IDENTITY_PROOF")
    same(refusal(make, sdk.Page, user_id=user.id, document_id=made.id, file=page(20_000))[0], 400)


@scenario("a submitted document takes no page", answered("POST /users/*/kyc/documents/*/pages", 204, ""))
def _():
    user = person()
    done = submitted(user, tag="slow")
    same(refusal(make, sdk.Page, user_id=user.id, document_id=done.id, file=page())[0], 400)


@scenario("documents of the platform are filtered", wrong("GET /kyc/documents", "/*/Status", "CREATED"))
def _():
    user = person()
    made = make(sdk.Document, user_id=user.id, type="ADDRESS_PROOF")
    done = submitted(user)
    same([d.id for d in sdk.Document.all(Status="VALIDATED")], [done.id])
    same([(d.id, d.status) for d in sdk.Document.all(Type="ADDRESS_PROOF")], [(made.id, "CREATED")])
    same([d.status for d in sdk.Document.all(Status="VALIDATED")], ["VALIDATED"])


@scenario("a document's pages can be looked at", wrong("POST /kyc/documents/*/consult", "/*/Url", "gone"))
def _():
    pages = sdk.DocumentConsult.get_kyc_document_consult(submitted(person()).id)
    same(len(pages), 1)
    holds(pages[0]["url"].startswith("http"), "no address")


@scenario("a new legal form outdates the registration", wrong(ONE, "/Status", "VALIDATED"))
def _():
    firm = company(kind="ORGANIZATION")
    done = submitted(firm, "REGISTRATION_PROOF")
    firm.legal_person_type = "PARTNERSHIP"
    firm.save()
    same(sdk.Document.get(done.id).status, "OUT_OF_DATE")
    same(events("KYC_OUTDATED"), [done.id])


@scenario("what happens to a document is told", wrong("GET /events", "/*/EventType", "KYC_FAILED"))
def _():
    done = submitted(person())
    told = [e.event_type for e in sdk.Event.all(per_page=100) if e.resource_id == done.id]
    same(told, ["KYC_CREATED", "KYC_VALIDATION_ASKED", "KYC_SUCCEEDED"])


UBOS = "/users/*/kyc/ubodeclarations"


def declaration(firm):
    return sdk.UboDeclaration(**sdk.UboDeclaration(user_id=firm.id).create(user_id=firm.id))


def ubo(firm, declared, first="AcceptUBO", **fields):
    usual = {
        "user_id": firm.id,
        "ubo_declaration_id": declared.id,
        "first_name": first,
        "last_name": "Moreau",
        "address": ADDRESS,
        "nationality": "FR",
        "birthday": BORN,
        "birthplace": {"City": "Nantes", "Country": "FR"},
    }
    return make(sdk.Ubo, **{**usual, **fields})


def declared(firm, first):
    made = declaration(firm)
    ubo(firm, made, first)
    sdk.UboDeclaration.update(made.id, user_id=firm.id, status="VALIDATION_ASKED").execute()
    return sdk.UboDeclaration.get(made.id, user_id=firm.id)


@scenario("a declaration begins empty", wrong(f"POST {UBOS}", "/Status", "VALIDATED"))
def _():
    made = declaration(company())
    same((made.status, made.ubos, made.processed_date, made.reason), ("CREATED", [], None, None))


@scenario("owners are kept in a declaration", wrong(f"GET {UBOS}/*", "/Ubos/0/LastName", "Adler"))
def _():
    firm = company()
    made = declaration(firm)
    one = ubo(firm, made)
    listed = sdk.UboDeclaration.get(made.id, user_id=firm.id).ubos
    same([(u["Id"], u["LastName"], u["Birthplace"]["City"]) for u in listed], [(one.id, "Moreau", "Nantes")])


@scenario("an owner of a declaration is changed", wrong(f"GET {UBOS}/*/ubos/*", "/LastName", "Moreau"))
def _():
    firm = company()
    made = declaration(firm)
    one = ubo(firm, made)
    path = {"user_id": firm.id, "ubo_declaration_id": made.id}
    sdk.Ubo.update(
        one.id,
        **path,
        first_name="Eve",
        last_name="Adler",
        address=ADDRESS,
        nationality="FR",
        birthday=BORN,
        birthplace={"City": "Brest", "Country": "FR"},
        is_active=True,
    ).execute()
    again = sdk.Ubo.get(one.id, **path)
    same((again.first_name, again.last_name, again.birthplace.city), ("Eve", "Adler", "Brest"))


def _outcome(first, status):
    @scenario(f"a declaration of {first} is {status}", wrong(f"GET {UBOS}/*", "/Status", "CREATED"))
    def _():
        same(declared(company(), first).status, status)


for each, end in (("AcceptUBO", "VALIDATED"), ("RefuseUBO", "REFUSED"), ("IncompleteUBO", "INCOMPLETE")):
    _outcome(each, end)


@scenario("an empty declaration cannot be submitted", wrong(f"PUT {UBOS}/*", "/Type", "other"))
def _():
    firm = company()
    made = declaration(firm)
    work = sdk.UboDeclaration.update(made.id, user_id=firm.id, status="VALIDATION_ASKED").execute
    same(refusal(work)[:2], (400, "param_error"))


@scenario("only businesses and partnerships declare", answered(f"POST {UBOS}", 200, '{"Id": "x"}'))
def _():
    same(refusal(declaration, company(kind="SOLETRADER"))[:2], (400, "param_error"))


@scenario("one declaration at a time", wrong(f"POST {UBOS}", "/Type", "other"))
def _():
    firm = company()
    declaration(firm)
    same(refusal(declaration, firm)[:2], (400, "param_error"))


@scenario("a validated business is regular", wrong("GET /sca/users/*", "/KYCLevel", "LIGHT"))
def _():
    firm = company()
    for kind in ("IDENTITY_PROOF", "REGISTRATION_PROOF", "ARTICLES_OF_ASSOCIATION"):
        submitted(firm, kind)
    same(declared(firm, "AcceptUBO").status, "VALIDATED")
    again = sdk.User.get_sca(firm.id)
    same((again.kyc_level, again.proof_of_registration is not None, again.statute is not None), ("REGULAR", True, True))


SESSION = "POST /users/*/identity-verifications"


def session(user, **fields):
    return sdk.IdentityVerification(**sdk.IdentityVerification(return_url=BACK, **fields).create(user.id))


@scenario(
    "a hosted verification waits for its user", wrong(SESSION, "/Status", "VALIDATED"), wrong(SESSION, "/HostedUrl")
)
def _():
    user = person()
    made = session(user, tag="first")
    same((made.status, made.user_id, made.return_url, made.tag, made.checks), ("PENDING", user.id, BACK, "first", []))
    holds(made.hosted_url is not None, "no page")


def _decided(status, expected):
    @scenario(f"a hosted verification can be {status}", wrong("GET /identity-verifications/*", "/Status", "PENDING"))
    def _():
        made = session(person())
        tell(f"/verifications/{made.id}/decide", {"status": status})
        again = sdk.IdentityVerification.get(made.id)
        same((again.status, [c["CheckStatus"] for c in again.checks][0]), expected)


_decided("VALIDATED", ("VALIDATED", "VALIDATED"))
_decided("REFUSED", ("REFUSED", "REFUSED"))


@scenario("a hosted verification ends after seven days", wrong("GET /identity-verifications/*", "/Status", "PENDING"))
def _():
    made = session(person())
    later(7 * 86_400 + 1)
    same(sdk.IdentityVerification.get(made.id).status, "EXPIRED")


@scenario("hosted verifications of a user are listed", wrong("GET /users/*/identity-verifications", "/*/Id", "x"))
def _():
    user = person()
    made = session(user)
    same([(s.id, s.status) for s in sdk.IdentityVerification.get_all(user.id)], [(made.id, "PENDING")])


@scenario("a payer has no hosted verification", wrong(SESSION, "/Type", "other"))
def _():
    same(refusal(session, payer())[:2], (400, "param_error"))


@scenario("a verification that is not activated is forbidden", answered(SESSION, 200, '{"Id": "x"}'))
def _():
    tell("/features", {"idv": False})
    same(refusal(session, person())[0], 403)


@scenario("documents of a user are listed", wrong("GET /users/*/kyc/documents", "/*/Type", "x"))
def _():
    user = person()
    made = document(user)
    submitted(person())
    listed = sdk.NaturalUser(id=user.id).list(sdk.Document)
    same([(d.id, d.type) for d in listed], [(made.id, "IDENTITY_PROOF")])


@scenario("declarations of a company are listed", wrong(f"GET {UBOS}", "/*/Status", "x"))
def _():
    firm = company()
    made = declaration(firm)
    same([(d.id, d.status) for d in sdk.UboDeclaration.all(user_id=firm.id)], [(made.id, "CREATED")])


@scenario("a person of control tries again", wrong("PUT /identity-verifications/*/pscs/*/retry", "/LastName", "x"))
def _():
    tell("/features", {"psc": True})
    firm = company()
    declared(firm, "Eve")
    made = session(firm)
    tell(f"/verifications/{made.id}/decide", {"status": "VALIDATED"})
    listed = sdk.IdentityVerification.get(made.id).pscs
    holds(len(listed) > 0, "nobody")
    told = sdk.Psc.retry(made.id, listed[0]["Id"], last_name="Adler")
    same((told["last_name"], told["status"]), ("Adler", "PENDING_VALIDATION"))
