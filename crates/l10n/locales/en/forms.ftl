# Forms: what is filled in before something is written to Mangopay. `form-<form>-…`, fields `field-<name>`, what is wrong
# with them `fault-<what>`, what a change costs `cost-<what>`.

form-faults = { $count ->
    [one] One field needs another look.
   *[other] { $count } fields need another look.
}
form-read-only = Read-only: switch writing on, in the menu of the profile.
review-title = Check before it is sent
review-text = This goes to Mangopay’s Production. Nothing has been sent yet.
review-back = Go back
form-leave-title = Leave without sending?
form-leave-text = What you typed is lost.
form-leave = Leave
form-kept = What you typed at { $moment } was not carried out and is still here.
form-in-doubt = Sent at { $moment }, and Mangopay’s answer never came. Sending again first asks what became of it, so nothing is done twice.
form-start-anew = Start anew
form-earlier = The earlier try had arrived. What you changed since was not sent: edit it here.
form-head-person = Person
form-head-address = Home address
form-head-company = Company
form-head-seat = Headquarters
form-head-representative = Legal representative

field-choose = Choose…
field-none = None
field-several-none = None chosen
field-several = { $count } of { $all } chosen

form-hook-open = Add hook
form-hook-title = New hook
form-hook-send = Add hook
form-hook-done = The hook is registered
form-hook-event-hint = One hook for each event; it cannot be changed later, nor the hook deleted.
form-hook-edit-title = Edit hook
form-hook-edit-send = Save changes
form-hook-edit-done = The hook was changed
form-hook-turn-to = Turn
form-turn-ENABLED = Enable hook
form-turn-ENABLED-title = Enable this hook?
form-turn-ENABLED-text = Mangopay calls its address again with each new event. Events of the meantime are not sent after.
form-turn-ENABLED-done = The hook is enabled
form-turn-DISABLED = Disable hook
form-turn-DISABLED-title = Disable this hook?
form-turn-DISABLED-text = Your platform hears of these events no more, until the hook is enabled again. Events of the meantime are not sent after. Mangrove still reads them from the list of events.
form-turn-DISABLED-done = The hook is disabled
form-turn-VALID = Re-arm hook
form-turn-VALID-title = Re-arm this hook?
form-turn-VALID-text = Mangopay calls its address again. After a hundred failed calls in a row it gives up once more, so have the address repaired first.
form-turn-VALID-done = The hook is armed again

field-event = Event
field-url = Address
field-url-hint = https:// or http://, at most 255 characters. It must answer 200 within two seconds.
field-email = E-mail address
form-hook-email = Alert e-mail
form-hook-email-hint = Mangopay writes here when calls fail.
form-hook-edit-email = Alert e-mail
form-hook-edit-email-hint = Mangopay writes here when calls fail.
field-tag = Tag

hook-edit = Edit
hook-enable = Enable…
hook-disable = Disable…
hook-arm = Re-arm…
hook-invalid = Mangopay stopped calling this address after a hundred failed calls in a row.
hook-to-do = What to do
hook-invalid-1 = Developers repair the address: it must answer 200 within two seconds.
hook-invalid-2 = Re-arm the hook here.
hook-invalid-3 = Look up the events of the meantime in the list of events, and replay them on the platform.
hook-health = Hook health
hook-advice-invalid = { $count ->
    [one] Mangopay gave up on one hook
   *[other] Mangopay gave up on { $count } hooks
}
hook-advice-disabled = { $count ->
    [one] One hook is turned off
   *[other] { $count } hooks are turned off
}
hook-advice-missing = { $count ->
    [one] One useful event has no hook
   *[other] { $count } useful events have no hook
}
hook-advice-unheard = { $count ->
    [one] One other event of this week has no hook
   *[other] { $count } other events of this week have no hook
}
hook-advice-add = Add: { $event }
hook-advice-seen = { $event }, { $count }×
hook-advice-more = and { $count } more

fault-required = Fill this in.
fault-too-long = At most { $most } characters.
fault-email = An e-mail address such as name@example.com.
fault-url = A web address that begins with https:// or http://.
fault-phone = A telephone number: with + and the country’s code, or as it is dialled locally.
fault-day = A day: year, month and day.
fault-choice = Choose one of the list.
fault-future = This day is still to come.
fault-long-past = This is longer ago than anybody lives.
fault-order = This is before the first day.
fault-longer = At most { $months } months at once: choose a shorter period.
fault-older = Mangopay reaches back { $months } months: choose a later day.
fault-not-both = Narrow it by wallet or by currency, not by both.
fault-company-in-name = Mangopay refuses names of persons with a company’s legal form in them. Register a legal user instead.
fault-shared-mailbox = Mangopay refuses shared mailboxes such as info@ for owners. Use the person’s own address.
fault-digits = Mangopay refuses addresses with more than 12 digits in a row.
fault-company-number = Not how company numbers of this country look.
fault-made-up = Mangopay refuses made-up names.
fault-taken = There is a hook for this event already: edit that one.
fault-has-money = Wallets of this user still hold money. Pay it out or transfer it first.
fault-said = Mangopay says: “{ $words }”

cost-title = This change has a price
cost-level = The level falls to Light, and payouts stop until the user is verified anew. Because of: { $fields }.
cost-authentication = The user must authenticate anew before acting. Because of: { $fields }.
cost-registration-proof = The registration proof is out of date and must be sent again. Because of: { $fields }.
cost-back = Go back
cost-agree = Change anyway

# Reports.
form-report-open = New report
form-report-title = New report
form-report-send = Create report
form-report-done = The report is being made
report-file = File
report-at-mangopay = At Mangopay
report-until = Until { $moment } ({ $left })
report-left-hours = { $count ->
    [one] 1 h left
   *[other] { $count } h left
}
report-left-days = { $count ->
    [one] 1 day left
   *[other] { $count } days left
}
report-here = Here
report-size = { $lines ->
    [one] 1 line, { $columns } columns, { $size }
   *[other] { $lines } lines, { $columns } columns, { $size }
}
report-downloaded = Downloaded
report-under-way = Being made and downloaded. You need not wait here.
report-no-file = The file is not here.
report-no-file-text = Download it while Mangopay has it, or run the report again.
report-open = Show lines
report-fetch = Download
report-again = Run again…
report-drop = Delete file…
report-drop-title = Delete the file from this computer?
report-drop-text = Mangopay keeps files of reports for a day or a month. After that the report has to be run again.
report-drop-do = Delete file
report-title = Report
report-totals = Totals by currency
report-lines = Lines of the report
report-range = Lines { $first } to { $last } of { $total }
report-as-delivered = As delivered by Mangopay: amounts in minor units, times in UTC.
report-previous = Previous
report-next = Next
field-type = Report
field-from = From
field-to = To
field-to-hint = Up to the end of this day, UTC.
field-by = By date of
field-by-none = Creation
field-by-CreationDate = Creation
field-by-ExecutionDate = Execution
field-currency = Currency
field-currency-none = All currencies
field-user = User ID
field-wallet = Wallet ID
field-kinds = Types
field-natures = Natures
field-statuses = Statuses
field-columns = Columns
field-columns-hint = Without a choice, the usual ones.

# Users.
users-edit = Edit
form-natural-open = Add person
form-natural-title = New natural user
form-natural-send = Create user
form-natural-done = The user was created
form-natural-edit-title = Edit user
form-natural-edit-send = Save changes
form-natural-edit-done = The user was changed
form-owner-open = Make owner
form-natural-owner-title = Make this user an owner?
form-natural-owner-send = Make owner
form-natural-owner-done = The user is now an owner. The enrolment link comes next.
form-natural-owner-understood-hint = Until the user enrols for strong authentication, Mangopay refuses them payouts, new accounts and a view of their wallets: send them the enrolment link right after this. Payouts also need proof of identity. The API never turns an owner back into a payer.
form-legal-owner-title = Make this company an owner?
form-legal-owner-send = Make owner
form-legal-owner-done = The company is now an owner. The enrolment link comes next.
form-legal-owner-understood-hint = Until the legal representative enrols for strong authentication, Mangopay refuses the company payouts, new accounts and a view of its wallets: send them the enrolment link right after this. Payouts also need the company’s documents. The API never turns an owner back into a payer.
form-user-close-open = Close account
form-user-close-title = Close this user’s account?
form-user-close-send = Close account
form-user-close-done = The account is closed
field-understood = I understand that this cannot be undone
form-user-close-understood-hint = A closed user can no longer pay, be paid or be verified, and nobody can open the account again, not even Mangopay. What is held about the user stays readable.
form-bank-account-end-open = Deactivate
form-bank-account-end-title = Deactivate this bank account?
form-bank-account-end-send = Deactivate
form-bank-account-end-done = The bank account is deactivated
form-bank-account-end-understood-hint = Nothing is paid out to this account any more, and nobody can reactivate it. Mangopay no longer pays out to newly added bank accounts: the user needs a recipient instead.
form-legal-open = Add company
form-legal-title = New legal user
form-legal-send = Create user
form-legal-done = The user was created
form-legal-edit-title = Edit user
form-legal-edit-send = Save changes
form-legal-edit-done = The user was changed
field-shape = Sign-up
field-shape-SCA = With strong authentication
field-shape-LEGACY = As before, without
field-category = Category
field-terms = The user has accepted Mangopay’s terms and conditions
field-first-name = First name
field-last-name = Last name
field-birthday = Date of birth
field-nationality = Nationality
field-residence = Country of residence
field-occupation = Occupation
field-income = Yearly income
field-income-none = Not told
field-income-1 = Below 18,000 euros
field-income-2 = 18,000 to 30,000 euros
field-income-3 = 30,000 to 50,000 euros
field-income-4 = 50,000 to 80,000 euros
field-income-5 = 80,000 to 120,000 euros
field-income-6 = Above 120,000 euros
field-phone = Telephone
field-phone-country = Country of the number
field-line1 = Street and number
field-line2 = Address, second line
field-city = Town
field-region = Region
field-postcode = Postcode
field-country = Country
field-legal-form = Legal form
field-name = Registered name
field-company-number = Company number
field-seat-line1 = Street and number
field-seat-line2 = Address, second line
field-seat-city = Town
field-seat-region = Region
field-seat-postcode = Postcode
field-seat-country = Country
field-rep-email = E-mail address
