# The words for the values of the API (design, section 5). `<prefix>-<VALUE as the API spells it>`.

environment-demo = Demo
environment-sandbox = Sandbox
environment-production = Production
environment-none = No environment

## KYC documents: status

status-kyc-CREATED = Created
status-kyc-VALIDATION_ASKED = Validation asked
status-kyc-VALIDATED = Validated
status-kyc-REFUSED = Refused
status-kyc-OUT_OF_DATE = Out of date

## KYC documents: type

kyc-type-IDENTITY_PROOF = Identity proof
kyc-type-REGISTRATION_PROOF = Registration proof
kyc-type-ARTICLES_OF_ASSOCIATION = Articles of association
kyc-type-SHAREHOLDER_DECLARATION = Shareholder declaration
kyc-type-ADDRESS_PROOF = Address proof

kyc-type-said-IDENTITY_PROOF = identity proof
kyc-type-said-REGISTRATION_PROOF = registration proof
kyc-type-said-ARTICLES_OF_ASSOCIATION = articles of association
kyc-type-said-SHAREHOLDER_DECLARATION = shareholder declaration
kyc-type-said-ADDRESS_PROOF = address proof

kyc-type-short-IDENTITY_PROOF = Identity proof
kyc-type-short-REGISTRATION_PROOF = Registration
kyc-type-short-ARTICLES_OF_ASSOCIATION = Articles
kyc-type-short-SHAREHOLDER_DECLARATION = Shareholders
kyc-type-short-ADDRESS_PROOF = Address proof

## Users

person-NATURAL = Natural person
person-LEGAL = Legal person
category-PAYER = Payer
category-OWNER = Owner
category-PLATFORM = Platform
user-status-PENDING_USER_ACTION = SCA due
user-status-ACTIVE = Active
user-status-CLOSED = Closed
kyc-level-LIGHT = Light
kyc-level-REGULAR = Regular
legal-form-BUSINESS = Business
legal-form-ORGANIZATION = Organisation
legal-form-SOLETRADER = Sole trader
legal-form-PARTNERSHIP = Partnership

## Why a document was refused: the short word, then why and what to do.

reason-DOCUMENT_UNREADABLE = Unreadable
reason-DOCUMENT_UNREADABLE-why = Mangopay could not read the document: it is blurred, cut off or covered by glare. Ask for a new colour photo or scan, sharp, evenly lit, with all four corners and the code lines in view.
reason-DOCUMENT_UNREADABLE-said = it could not be read, because it is blurred, cut off or covered by glare
reason-DOCUMENT_NOT_ACCEPTED = Not accepted
reason-DOCUMENT_NOT_ACCEPTED-why = This kind of document does not count as proof here. Ask for one that does: for people from outside the EEA that is a passport.
reason-DOCUMENT_NOT_ACCEPTED-said = this kind of document is not accepted as a proof
reason-DOCUMENT_HAS_EXPIRED = Expired
reason-DOCUMENT_HAS_EXPIRED-why = The document is past its date, or too old for its type: a registration proof may be three months old at most, articles must be the latest version. Ask for a current one.
reason-DOCUMENT_HAS_EXPIRED-said = it has expired, or is too old
reason-DOCUMENT_INCOMPLETE = Incomplete
reason-DOCUMENT_INCOMPLETE-why = A side, a page, a date or a signature is missing. Ask for the whole document and send all its sides and pages together.
reason-DOCUMENT_INCOMPLETE-said = a side, a page, a date or a signature is missing
reason-DOCUMENT_MISSING = Nothing attached
reason-DOCUMENT_MISSING-why = The document was submitted without a usable page. Upload it again with its pages.
reason-DOCUMENT_MISSING-said = nothing could be read in it
reason-DOCUMENT_DO_NOT_MATCH_USER_DATA = Does not match user data
reason-DOCUMENT_DO_NOT_MATCH_USER_DATA-why = The name on the document differs from the user’s data; for a company, from its legal representative. Correct the data if they are wrong, or ask for a document in the right name.
reason-DOCUMENT_DO_NOT_MATCH_USER_DATA-said = it does not match the details of your account
reason-DOCUMENT_FALSIFIED = Falsified
reason-DOCUMENT_FALSIFIED-why = Mangopay considers the document forged, and blocks the account. Do not send it again. Speak to your compliance lead before you contact the user.
reason-UNDERAGE_PERSON = Under age
reason-UNDERAGE_PERSON-why = The holder is under 18 and cannot be verified. No other document will change that until the holder is of age.
reason-SPECIFIC_CASE = Specific case
reason-SPECIFIC_CASE-why = Mangopay explains this refusal in its own words. Read its message and do what it asks for.
reason-DOCUMENT_DO_NOT_MATCH_ACCOUNT_DATA = Does not match the account
reason-DOCUMENT_DO_NOT_MATCH_ACCOUNT_DATA-why = The document differs from the data of the account. Compare names and numbers, correct what is wrong, or ask for the right document.
reason-DOCUMENT_DO_NOT_MATCH_ACCOUNT_DATA-said = it does not match the details of your account
reason-TRIGGER_PEPS = Politically exposed person
reason-TRIGGER_PEPS-why = The person may hold a public office, which calls for a closer look by Mangopay. Speak to your compliance lead; Mangopay support says what is needed.
reason-TRIGGER_SANCTIONS_LISTS = On a sanctions list
reason-TRIGGER_SANCTIONS_LISTS-why = The name matches an entry of a sanctions list. Speak to your compliance lead at once, and do not contact the user before.
reason-TRIGGER_INTERPOL = Wanted by Interpol
reason-TRIGGER_INTERPOL-why = The name matches an Interpol notice. Speak to your compliance lead at once, and do not contact the user before.
reason-OTHER = Other reason
reason-OTHER-why = Mangopay gave no closer reason. Read its message, if there is one, or ask Mangopay support, quoting the document’s id.

## Flags of refused identity proofs (docs/api/users-verification.md, section 3.6)

flag-009000 = Suspected fraud: the user is blocked until a valid document arrives
flag-009001 = Fonts are not those of this kind of document
flag-009002 = The portrait seems altered
flag-009003 = Partly or fully covered
flag-009004 = Blurred
flag-009005 = Cut off, or the code lines cannot be read
flag-009006 = Glare on the photo
flag-009007 = The wrong side was sent
flag-009008 = Two different documents sent together
flag-009009 = Not accepted
flag-009010 = No document in the picture
flag-009011 = Too dark
flag-009012 = Damaged
flag-009013 = A hole is punched through it
flag-009014 = A corner is cut off
flag-009015 = Colours badly faded, a poor scan
flag-009016 = Glare over the security chip
flag-009017 = Features are hidden
flag-009018 = The back is needed too
flag-009019 = This kind of document is not supported
flag-009020 = The holder is under 18
flag-009021 = Expired
flag-009022 = The first name differs from the user’s data
flag-009023 = Differs from the user’s data
flag-009024 = Differs from the user’s data
flag-009025 = Differs from the user’s data
flag-009026 = A paper document, not a card or a booklet

# The same in two or three words, behind the reason in a list. Codes that say no more than the reason have none.
flag-short-009000 = suspected fraud
flag-short-009001 = unusual fonts
flag-short-009002 = altered portrait
flag-short-009003 = covered
flag-short-009004 = blurred
flag-short-009005 = cut off
flag-short-009006 = glare
flag-short-009007 = wrong side
flag-short-009008 = two documents in one
flag-short-009010 = no document in it
flag-short-009011 = too dark
flag-short-009012 = damaged
flag-short-009013 = hole punched
flag-short-009014 = corner cut off
flag-short-009015 = faded
flag-short-009016 = glare on the chip
flag-short-009017 = features hidden
flag-short-009018 = no back side
flag-short-009020 = under 18
flag-short-009026 = on paper
refusal-detail = , { $detail }
