# The list of KYC documents and the document beside it.

compliance-title = Compliance
compliance-sub = KYC documents of all users
compliance-count = { $count ->
    [one] 1 document
   *[other] { $count } documents
}
compliance-local = { $count ->
    [one] 1 document in the local copy
   *[other] { $count } documents in the local copy
}
compliance-so-far = { $count ->
    [one] 1 document so far
   *[other] { $count } documents so far
}
compliance-first-fetch = { $have } of { $of } documents are here, you can already search them.
compliance-first-fetch-more = The rest follows by itself.
compliance-see-all = { $count ->
    [one] See the one document there is
   *[other] See all { $count } documents
}
compliance-none-match = No document matches these filters
compliance-view-to-fix = To fix
compliance-view-never-submitted = Never submitted
compliance-view-waiting = Waiting for Mangopay
compliance-view-validated-month = Validated this month
compliance-view-all = All documents
compliance-empty-to-fix = Nothing to fix
compliance-empty-to-fix-text = Documents that Mangopay refuses, or that go out of date, appear here.
compliance-empty-never-submitted = Every document was submitted
compliance-empty-never-submitted-text = Documents that were created and never sent for validation appear here.
compliance-empty-waiting = No document waits for Mangopay
compliance-empty-waiting-text = Documents that were submitted and not decided yet appear here.
compliance-empty-validated-month = No document was validated this month yet
compliance-empty-validated-month-text = Documents that Mangopay accepts appear here, from the first day of the month.
compliance-empty-all = There are no documents
compliance-empty-all-text = Documents of all users appear here as soon as there are any.

compliance-never-submitted = Never submitted
compliance-data-changed = User data changed


## Beside the list

compliance-inspector = Document details
compliance-open-user = Open user
compliance-open-user-key = Open user (O)
compliance-why-title = Where it stands
compliance-why-title-refused = Why it was refused
compliance-why-title-outdated = Why it is out of date
compliance-why-created = The document was created and never sent for validation, so Mangopay does not look at it. Send it again with its pages.
compliance-why-asked = Mangopay has the document and has not decided yet. That can take two working days.
compliance-why-validated = Mangopay accepted the document.
compliance-why-refused = Mangopay refused the document and gave no reason.
compliance-why-outdated = The document was valid, until the user’s data were changed. A new one is needed that fits them.
compliance-why-unknown = Mangopay refused the document for a reason that this version of Mangrove does not know: { $code }.
compliance-why-unknown-status = Mangopay gives the document a status that this version of Mangrove does not know: { $code }.
compliance-message-reason = Message from Mangopay, reason { $code }
compliance-reason-only = Reason { $code }
compliance-ask-title = What to ask { $name }
compliance-ask-title-unknown = What to ask the user
compliance-holds-back = What it holds back
compliance-level = KYC level
compliance-payouts = Payouts
compliance-payouts-open = Possible, the user is verified
compliance-payouts-other = Not possible yet, other proofs are needed
compliance-payouts-held = Not possible until validated
compliance-money-in = Money in
compliance-money-in-open = Without the limits for unverified users
compliance-money-in-limited = Within Mangopay’s limits for unverified users
compliance-copy-message = Copy message
compliance-copy-hint = The clipboard is cleared after 60 s.
compliance-timeline = Timeline
compliance-reference = Reference
compliance-document = Document
compliance-user = User
compliance-tag = Tag
compliance-file-kept = File kept here
compliance-file-kept-no = No, fingerprint only
compliance-fetched = Fetched

## What to ask for

ask-both-sides = Both sides of the card, as two photos
ask-colour-corners = In colour, all four corners visible
ask-code-lines = Code lines sharp and complete
ask-no-flash = In daylight, without flash or shadow
ask-in-date = A document that has not expired
ask-recent-extract = A register extract no older than three months
ask-latest-version = The version in force today
ask-complete-copy = Every page of the document
ask-signed = Signed and dated
ask-accepted-kind = A kind that Mangopay accepts: passport, identity card, residence permit
ask-same-name = A document in the name given, or the right name for the account
ask-right-holder = For a company: the document of its legal representative
ask-adult = A holder of full age
ask-original = A photo of the original, not of a copy or a screen
ask-read-message = What Mangopay’s message asks for
ask-contact-support = Nothing yet: speak to your compliance lead first

## What happened to a document

timeline-document-created = Created
timeline-document-submitted = Validation asked
timeline-document-validated = Validated
timeline-document-refused = Refused
timeline-document-out-of-date = Out of date

## The message to the user

message-hello = Hello { $name },
message-hello-nameless = Hello,
message-refused = your { $kind } could not be accepted: { $why }.
message-outdated = your { $kind } no longer fits the details of your account, so we need a new one.
message-please = Please send us:
message-new-one = Please send us a new one.
message-held = Until it is accepted, no money can be paid out to you.
message-thanks = Thank you
