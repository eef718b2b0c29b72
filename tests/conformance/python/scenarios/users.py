"""Users of all shapes: creation, change, category, strong authentication, closing, blocks, e-money."""

from datetime import date, datetime

from kit import (
    ADDRESS, BORN, asked, block, card, company, events, funded, make, payer, payout, person, recipient, refusal,
    representative, sdk, tell, verified, wallet,
)
from suite import answered, holds, missing, same, scenario, wrong

NATURAL, LEGAL = "POST /sca/users/natural", "POST /sca/users/legal"


@scenario("a payer is active at once", wrong(NATURAL, "/UserStatus", "PENDING_USER_ACTION"))
def _():
    user = payer()
    same((user.user_status, user.user_category, user.kyc_level), ("ACTIVE", "PAYER", "LIGHT"))
    same((user.person_type, user.pending_user_action), ("NATURAL", None))


@scenario("what only owners have is dropped for payers", wrong(NATURAL, "/Birthday", BORN))
def _():
    user = payer(birthday=BORN, nationality="FR", country_of_residence="FR", occupation="Joiner")
    same((user.birthday, user.nationality, user.country_of_residence, user.occupation), (None, None, None, None))


@scenario(
    "an owner is sent to authenticate",
    wrong(NATURAL, "/PendingUserAction/RedirectUrl", ""),
    wrong(NATURAL, "/UserStatus", "ACTIVE"),
)
def _():
    user = person(email="renee@example.org")
    same(user.user_status, "PENDING_USER_ACTION")
    holds(str(user.pending_user_action.redirect_url).startswith("http"), "no link")


@scenario("an address with accept skips authentication", wrong(NATURAL, "/UserStatus", "PENDING_USER_ACTION"))
def _():
    same((person().user_status, person().pending_user_action), ("ACTIVE", None))


@scenario(
    "a natural owner keeps what was sent", wrong(NATURAL, "/IncomeRange", 3), wrong(NATURAL, "/Address/City", "Rennes")
)
def _():
    user = person(address=ADDRESS, occupation="Joiner", income_range=4, tag="vip", phone_number="+33611111111")
    same((user.occupation, user.income_range, user.tag), ("Joiner", 4, "vip"))
    same((user.address.city, user.address.country), ("Nantes", "FR"))
    same((user.birthday, user.phone_number), (date(1984, 9, 4), "+33611111111"))


@scenario("terms are accepted at creation", wrong(NATURAL, "/TermsAndConditionsAcceptedDate"))
def _():
    user = person()
    same(user.terms_and_conditions_accepted, True)
    holds(isinstance(user.terms_and_conditions_accepted_date, datetime), "no date")


@scenario("an owner without birthday is refused", wrong(NATURAL, "/errors", {"Email": "?"}))
def _():
    same(refusal(person, birthday=None), (400, "param_error", ["Birthday"]))


@scenario("a broken e-mail is refused", wrong(NATURAL, "/Type", "other"))
def _():
    same(refusal(payer, email="nobody"), (400, "param_error", ["Email"]))


@scenario("an owner must accept the terms", missing(NATURAL, "/errors/TermsAndConditionsAccepted"))
def _():
    same(refusal(person, terms_and_conditions_accepted=False), (400, "param_error", ["TermsAndConditionsAccepted"]))


@scenario("names that look like companies are refused", wrong(NATURAL, "/Type", "param_error"))
def _():
    same(refusal(person, last_name="Dupre GmbH")[:2], (400, "fraud_policy"))


@scenario("users of blocked countries are refused", missing(NATURAL, "/errors/Nationality"))
def _():
    same(refusal(person, nationality="MO"), (400, "param_error", ["Nationality"]))


@scenario("a company is created with its representative", wrong(LEGAL, "/LegalRepresentative/FirstName", "Eve"))
def _():
    firm = company()
    same((firm.person_type, firm.name, firm.legal_person_type), ("LEGAL", "Halle Verte SAS", "BUSINESS"))
    same((firm.legal_representative.first_name, firm.legal_representative.email), ("Ada", "ada+accept@example.org"))
    same((firm.company_number, firm.headquarters_address.postal_code), ("732829320", "44000"))


@scenario("a business needs its number", wrong(LEGAL, "/errors", {}))
def _():
    same(refusal(company, company_number=None), (400, "param_error", ["CompanyNumber"]))


@scenario("each legal form is kept", wrong(LEGAL, "/LegalPersonType", "BUSINESS"))
def _():
    for form in ("ORGANIZATION", "SOLETRADER", "PARTNERSHIP"):
        same(company(kind=form).legal_person_type, form)


@scenario(
    "the older natural shape is flat and active", wrong("POST /users/natural", "/UserStatus", "PENDING_USER_ACTION")
)
def _():
    user = make(
        sdk.NaturalUser,
        first_name="Max",
        last_name="Lang",
        email="max@example.org",
        user_category="OWNER",
        terms_and_conditions_accepted=True,
        birthday=BORN,
        nationality="DE",
        country_of_residence="DE",
    )
    same((user.user_status, user.kyc_level, user.capacity), ("ACTIVE", "LIGHT", "NORMAL"))
    same(type(sdk.User.get(user.id)), sdk.NaturalUser)


@scenario(
    "the older legal shape has flat members of its representative",
    wrong("POST /users/legal", "/LegalRepresentativeLastName", "Adler"),
)
def _():
    user = make(
        sdk.LegalUser,
        name="Lang AG",
        email="lang@example.org",
        legal_person_type="BUSINESS",
        user_category="OWNER",
        terms_and_conditions_accepted=True,
        legal_representative_first_name="Max",
        legal_representative_last_name="Lang",
        legal_representative_email="max@example.org",
        legal_representative_birthday=BORN,
        company_number="HRB123456",
        legal_representative_nationality="DE",
        legal_representative_country_of_residence="DE",
        headquarters_address={**ADDRESS, "Country": "DE"},
    )
    same((user.legal_representative_first_name, user.legal_representative_last_name), ("Max", "Lang"))


@scenario("one user has two shapes", missing("GET /sca/users/*", "/PendingUserAction"))
def _():
    user = person()
    same((type(sdk.User.get_sca(user.id)), type(sdk.User.get(user.id))), (sdk.NaturalUserSca, sdk.NaturalUser))


@scenario("the kind of a user tells its class", wrong("GET /sca/users/*", "/PersonType", "NATURAL"))
def _():
    same(type(sdk.User.get_sca(company().id)), sdk.LegalUserSca)


@scenario("an unknown user is not found", answered("GET /users/*", 200, '{"Id": "nobody", "PersonType": "NATURAL"}'))
def _():
    try:
        sdk.User.get("nobody")
    except sdk.User.DoesNotExist:
        return
    raise AssertionError("somebody was found")


@scenario("a legal user is not found among the natural ones", answered("GET /users/natural/*", 200, "{}"))
def _():
    firm = company()
    try:
        sdk.NaturalUser.get(firm.id)
    except sdk.NaturalUser.DoesNotExist:
        return
    raise AssertionError("a company is no person")


@scenario(
    "a change is kept",
    wrong("GET /sca/users/*", "/Occupation", "Joiner"),
    answered("PUT /sca/users/natural/*", 200, "{}"),
)
def _():
    user = person(occupation="Joiner")
    user.occupation, user.tag = "Baker", "changed"
    user.save()
    again = sdk.User.get_sca(user.id)
    same((again.occupation, again.tag), ("Baker", "changed"))


@scenario("a new name lowers a proven identity", wrong("PUT /sca/users/natural/*", "/KYCLevel", "REGULAR"))
def _():
    user = sdk.User.get_sca(verified().id)
    same(user.kyc_level, "REGULAR")
    user.last_name = "Durand"
    user.save()
    same((user.kyc_level, user.last_name), ("LIGHT", "Durand"))


@scenario("a new e-mail must be authenticated", wrong("PUT /sca/users/natural/*", "/UserStatus", "ACTIVE"))
def _():
    user = person()
    user.email = "new@example.org"
    user.save()
    same((user.user_status, user.email), ("PENDING_USER_ACTION", "new@example.org"))
    holds(user.pending_user_action is not None, "no link")


@scenario("authentication makes an owner active", wrong("GET /sca/users/*", "/UserStatus", "PENDING_USER_ACTION"))
def _():
    user = person(email="renee@example.org")
    tell(f"/users/{user.id}/authenticate")
    same(sdk.User.get_sca(user.id).user_status, "ACTIVE")
    same(events("USER_ACCOUNT_ACTIVATED"), [user.id])


@scenario(
    "enrolment gives a new link each time", wrong("POST /sca/users/*/enrollment", "/PendingUserAction/RedirectUrl", "x")
)
def _():
    user = person(email="renee@example.org")
    links = [sdk.User.enroll_sca(user.id).pending_user_action.redirect_url for _ in range(2)]
    holds(links[0] != links[1], "the same link")


@scenario("consent needs a platform that may act for users", wrong("POST /sca/users/*/consent", "/Type", "forbidden"))
def _():
    tell("/features", {"proxy": False})
    same(refusal(sdk.User.manage_consent, person().id)[:2], (400, "param_error"))


@scenario("consent starts with a link", wrong("POST /sca/users/*/consent", "/PendingUserAction"))
def _():
    tell("/features", {"proxy": True})
    consent = sdk.User.manage_consent(person().id)
    holds(consent.pending_user_action is not None, "no link")


@scenario(
    "the state of authentication is told",
    wrong("GET /sca/users/*/sca-status", "/IsEnrolled", False),
)
def _():
    user = person(email="renee@example.org")
    same(sdk.ScaStatus.get(user.id).is_enrolled, False)
    tell(f"/users/{user.id}/authenticate")
    state = sdk.ScaStatus.get(user.id)
    same((state.is_enrolled, state.user_status), (True, "ACTIVE"))


@scenario("a payer becomes an owner", wrong("PUT /sca/users/natural/*/category", "/UserCategory", "PAYER"))
def _():
    user = payer(email="renee@example.org")
    told = sdk.NaturalUserSca(id=user.id).categorize(
        id=user.id,
        user_category="OWNER",
        terms_and_conditions_accepted=True,
        birthday=BORN,
        nationality="FR",
        country_of_residence="FR",
    )
    same((told["user_category"], told["user_status"]), ("OWNER", "PENDING_USER_ACTION"))
    same(events("USER_CATEGORY_UPDATED_TO_OWNER"), [user.id])


@scenario("a company of payers becomes an owner", wrong("PUT /sca/users/legal/*/category", "/UserStatus", "ACTIVE"))
def _():
    firm = company("PAYER")
    told = sdk.LegalUserSca(id=firm.id).categorize(
        id=firm.id,
        user_category="OWNER",
        terms_and_conditions_accepted=True,
        company_number="732829320",
        legal_representative=representative(Email="ada@example.org"),
        headquarters_address=ADDRESS,
    )
    same((told["user_category"], told["user_status"]), ("OWNER", "PENDING_USER_ACTION"))


@scenario("a closed user stays readable", wrong("GET /sca/users/*", "/UserStatus", "ACTIVE"))
def _():
    user = person()
    sdk.NaturalUserSca.close(user.id)
    same(sdk.User.get_sca(user.id).user_status, "CLOSED")
    same(events("USER_ACCOUNT_CLOSED"), [user.id])


@scenario("a closed user can do nothing", wrong("POST /wallets", "/Type", "param_error"))
def _():
    firm = company()
    sdk.LegalUserSca.close(firm.id)
    same(refusal(wallet, firm)[:2], (400, "user_closed"))


@scenario("a user with money cannot be closed", answered("DELETE /users/natural/*", 204, ""))
def _():
    user, _ = funded(1000)
    same(refusal(sdk.NaturalUserSca.close, user.id)[0], 400)


@scenario("users are listed in pages", wrong("GET /users", "/*/Email", "x@example.org"))
def _():
    made = [payer(email=f"u{n}@example.org") for n in range(5)]
    page = sdk.User.all(page=2, per_page=2)
    same([user.email for user in page], ["u2@example.org", "u3@example.org"])
    same((page.total_items, page.total_pages), ("5", "3"))
    same(page[0].id, made[2].id)


@scenario("blocks are told with their reason", wrong("GET /users/*/regulatory", "/ScopeBlocked/Inflows", False))
def _():
    user = person()
    same(user.get_regulatory().scope_blocked.inflows, False)
    block(user, inflows=True, outflows=False)
    told = user.get_regulatory()
    same((told.scope_blocked.inflows, told.scope_blocked.outflows, told.action_code), (True, False, "008703"))


@scenario("the block status knows the same", wrong("GET /users/*/blockstatus", "/ActionCode", "008701"))
def _():
    user = person()
    block(user)
    told = user.get_block_status()
    same((told.scope_blocked.outflows, told.action_code), (True, "008703"))
    same(events("USER_OUTFLOWS_BLOCKED"), [user.id])


@scenario("the last verification is dated", wrong("GET /users/*/regulatory", "/KycInformation/LastKycDate"))
def _():
    told = verified().get_regulatory()
    holds(told.kyc_information.last_kyc_date is not None, "no date")


@scenario("e-money adds up", wrong("GET /users/*/emoney", "/CreditedEMoney/Amount", 1))
def _():
    user, held = funded(5000, verified())
    same(payout(user, held, recipient(user), 1500).status, "CREATED")
    total = user.get_emoney()[0]
    same((int(total.credited_emoney.amount), total.credited_emoney.currency), (5000, "EUR"))


@scenario("e-money of a year and a month", wrong("GET /users/*/emoney/*/*", "/CreditedEMoney/Amount", 7))
def _():
    user, _ = funded(5000)
    now = datetime.utcnow()
    same(int(user.get_emoney(year=now.year)[0].credited_emoney.amount), 5000)
    same(int(user.get_emoney(year=now.year, month=f"{now.month:02}")[0].credited_emoney.amount), 5000)
    same(int(user.get_emoney(year=now.year - 1)[0].credited_emoney.amount), 0)


@scenario(
    "company numbers are checked by form", wrong("POST /users/data-formats/validation", "/CompanyNumber/IsValid", True)
)
def _():
    def check(number):
        told = make(sdk.UserDataFormatValidation, company_number={"CompanyNumber": number, "CountryCode": "FR"})
        return told.company_number.is_valid

    same((check("732829320"), check("12")), (True, False))


@scenario(
    "an owner's wallets want authentication first",
    wrong("GET /users/*/wallets", "/0/Id", "x"),
    answered("GET /users/*/wallets", 200, "[]"),
)
def _():
    user = person(email="renee@example.org")
    tell(f"/users/{user.id}/authenticate")
    held = wallet(user)
    asked(sdk.Wallet.get_all_for_user, user.id)
    tell(f"/answer/wallets/{user.id}", {"accept": True})
    same([each.id for each in sdk.Wallet.get_all_for_user(user.id)], [held.id])


@scenario(
    "the newer shapes are read by kind",
    wrong("GET /sca/users/legal/*", "/Name", "x"),
    wrong("GET /sca/users/natural/*", "/FirstName", "x"),
)
def _():
    firm, user = company(), person()
    same(sdk.LegalUserSca.get(firm.id).name, "Halle Verte SAS")
    same(sdk.NaturalUserSca.get(user.id).first_name, "Renee")


@scenario(
    "the older shapes are changed",
    answered("PUT /users/natural/*", 200, "{}"),
    answered("PUT /users/legal/*", 200, "{}"),
)
def _():
    user, firm = person(), company()
    sdk.NaturalUser.update(user.id, occupation="Baker").execute()
    sdk.LegalUser.update(firm.id, tag="new").execute()
    same((sdk.NaturalUser.get(user.id).occupation, sdk.LegalUser.get(firm.id).tag), ("Baker", "new"))


@scenario("cards of a user are listed", wrong("GET /users/*/cards", "/*/Id", "x"))
def _():
    user = payer()
    made = card(user).card_id
    same([c.id for c in sdk.NaturalUser(id=user.id).list(sdk.Card)], [made])
