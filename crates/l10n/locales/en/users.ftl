# The list of users and one user's profile.

users-title = Users
users-sub = { $count } in the local copy
users-count = { $count ->
    [one] 1 user
   *[other] { $count } users
}
users-local = { $count ->
    [one] 1 user in the local copy
   *[other] { $count } users in the local copy
}
users-so-far = { $count ->
    [one] 1 user so far
   *[other] { $count } users so far
}
users-first-fetch = { $have } of { $of } users are here, you can already search them.
users-first-fetch-more = Names need one call per user.
users-see-all = { $count ->
    [one] See the one user there is
   *[other] See all { $count } users
}
users-none-match = No user matches these filters
users-view-all = All users
users-view-to-verify = Owners to verify
users-view-closed = Closed
users-view-renewal = Renewal in 30 days
users-empty-all = There are no users
users-empty-all-text = Users appear here as soon as the platform has any.
users-empty-to-verify = Every owner is verified
users-empty-to-verify-text = Owners whose KYC level is Light appear here.
users-empty-renewal = No renewal is due in 30 days
users-empty-renewal-text = Users who are asked for new documents appear here; late ones stay until Mangopay has them.
users-empty-closed = No user is closed
users-empty-closed-text = Users whose account was closed appear here.
users-individual = Individual
kyc-level-not-needed = Not needed
users-kyc-level = KYC { $level }

## Profile

users-since = Since { $date }
users-fetched = Fetched { $age }
users-not-fetched = Details not fetched yet
users-blocked = Blocked
users-not-blocked = Not blocked
users-block-both = Money in and out is blocked.
users-block-in = Money in is blocked: no pay-ins, no transfers to this user.
users-block-out = Money out is blocked: no payouts, no transfers from this user.
block-008701 = Fraud is suspected: speak to Mangopay support.
block-008702 = For compliance reasons: speak to Mangopay support.
block-008703 = Speak to Mangopay support.
block-008704 = The user asked for the data to be deleted.
block-008705 = A document may be forged: send a new, different identity proof.
block-008710 = The person may hold a public office: a declaration and an identity proof are needed.
block-008711 = A new identity proof is needed; for a company, a registration proof too.
block-008715 = The verification must be completed.
block-unknown = Speak to Mangopay support and name this code.
users-renewal = Renewal { $when }, { $day }
users-standing = Standing
users-standing-as-of = As of { $age }
users-standing-not-read = Not read from Mangopay yet
standing-in = Money in
standing-out = Money out
standing-open = Open
standing-blocked = Blocked
standing-verified = Last verified
standing-renewal = Renewal
standing-renewal-when = { $when }, { $day }
standing-renewal-none = Not asked for
standing-not-told = Not told
standing-sca = Strong authentication
standing-sca-payer = Not needed for payers
standing-sca-never = Never asked for
standing-sca-none = Not enrolled yet
standing-sca-due = The user has to act
standing-sca-done = Enrolled
standing-sca-since = Enrolled { $day }
standing-consent = Acting without the user
standing-consent-none = Not set up
consent-accounts = Read wallets and transactions
consent-transfers = Make transfers
consent-recipients = Add recipients
consent-contact = Change contact data
consent-state-ACTIVE = Consent given
consent-state-INACTIVE = No consent
standing-links = Links for the user
standing-enrolment-link = Enrolment link
standing-consent-link = Consent link
user-link-enrolment-title = Enrolment link for { $name }
user-link-enrolment-text = The link opens a Mangopay page where strong authentication is set up. Whoever opens it enrols in the user’s place, so send it to the user alone, and soon: it works for ten minutes. It is not kept here.
user-link-consent-title = Consent link for { $name }
user-link-consent-text = The link opens a Mangopay page where the user lets your platform act without them, or withdraws that. Whoever opens it answers in the user’s place, so send it to the user alone, and soon: it works for ten minutes. It is not kept here.
user-link-enrolled = Already enrolled. With a new link the user enrols again; nothing changes until that is done.
user-link-enrolled-since = Enrolled since { $day }. With a new link the user enrols again; nothing changes until that is done.
user-link-consented = Agreed to so far: { $what }.
user-link-make = Make link
user-link-close = Close
user-link-again = Make another link
user-link-copy = Copy link
user-link-left = { $minutes ->
    [one] Works for another minute, until { $moment }.
   *[other] Works for another { $minutes } minutes, until { $moment }.
}
user-link-return = To bring the user back to a page of your own, add its address to the link as returnUrl.
user-link-ended = The link has expired. Make another one.
users-emoney = E-money
emoney-show = Show
emoney-hide = Hide
emoney-intro = Added up by Mangopay, read when you open it
emoney-which = Shown
emoney-years = By year
emoney-months = Months of { $year }
emoney-currency = Currency
emoney-period = Period
emoney-in = In
emoney-out = Out
emoney-as-of = As of
emoney-month = { $month } { $year }
emoney-amount = { $amount } { $currency }
emoney-unread = Not read yet
emoney-reading = Being read from Mangopay
users-details = Details
users-verification = Verification
users-nothing-required = No proof is needed for this user
users-requirement-missing = Not sent yet
users-documents = KYC documents
users-holds = Money, accounts and events
users-no-documents = No document was sent for this user yet
users-uploads = Uploads on their way
users-no-uploads = Nothing is on its way
users-upload-sent = { $percent } % sent
users-open-outbox = Open outbox

fact-user-id = User id
fact-email = E-mail
fact-birthday = Born
fact-nationality = Nationality
fact-residence = Residence
fact-occupation = Occupation
fact-income-range = Income range
fact-phone = Phone
fact-address = Address
fact-legal-form = Legal form
fact-company-number = Company number
fact-headquarters = Head office
fact-representative = Representative
fact-representative-email = Their e-mail
fact-representative-birthday = Born
fact-representative-nationality = Nationality
fact-representative-residence = Residence
fact-terms-accepted = Terms accepted
fact-created = Created
fact-tag = Tag

value-BUSINESS = Business
value-ORGANIZATION = Organisation
value-SOLETRADER = Sole trader
value-PARTNERSHIP = Partnership
value-1 = Below 18,000 EUR
value-2 = 18,000 to 30,000 EUR
value-3 = 30,000 to 50,000 EUR
value-4 = 50,000 to 80,000 EUR
value-5 = 80,000 to 120,000 EUR
value-6 = Above 120,000 EUR
