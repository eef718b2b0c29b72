# The lists of transactions, wallets, cards, disputes, reports and so on, and one of their objects beside the list.

## Any list: what is said where a list has no words of its own

list-any-sub = { $what } in the local copy
list-any-local = { $what } in the local copy
list-any-so-far = { $what } so far
list-any-see-all = See all: { $what }
list-any-none-match = Nothing matches these filters
list-any-first-fetch = { $have } of { $of } fetched.
list-any-first-fetch-more = The rest follows by itself; what is here can be searched already.
list-any-empty-all = There are none
list-any-empty-all-text = This platform has none of these, as far as Mangopay tells.
list-counting = Counting…
list-range-counting = { $first } to { $last }, counting the rest

## Titles, and what rows are called

transactions-title = Transactions
transactions-one = Transaction
transactions-count = { $count ->
    [one] 1 transaction
   *[other] { $count } transactions
}
transactions-view-all = All
transactions-view-failed = Failed
transactions-view-payout-returns = Payout returns
transactions-view-pending-wires = Pending bank wires
transactions-view-large = From 10,000
transactions-view-conversions = Conversions
transactions-empty-failed = No transaction has failed
transactions-empty-failed-text = Failed ones appear here with what their result code means.
transactions-empty-payout-returns = No payout has come back
transactions-empty-payout-returns-text = Payouts that a bank sends back appear here with the cause.
transactions-empty-pending-wires = No bank wire is awaited
transactions-empty-pending-wires-text = Pay-ins by bank wire stand here until the money arrives.
transactions-empty-large = No transaction is that large
transactions-empty-large-text = Amounts from 10,000 in any currency appear here.
transactions-empty-conversions = No currency was converted
transactions-empty-conversions-text = Conversions between wallets of two currencies appear here.

wallets-title = Wallets
wallets-one = Wallet
wallets-count = { $count ->
    [one] 1 wallet
   *[other] { $count } wallets
}
wallets-view-all = All
wallets-view-with-money = With money
wallets-empty-with-money = No wallet holds money
wallets-empty-with-money-text = Wallets with a balance above zero appear here, the fullest first.

client-wallets-title = Platform wallets
client-wallets-one = Platform wallet
client-wallets-count = { $count ->
    [one] 1 platform wallet
   *[other] { $count } platform wallets
}
client-wallets-view-all = All

cards-title = Cards
cards-one = Card
cards-count = { $count ->
    [one] 1 card
   *[other] { $count } cards
}
cards-view-all = All
cards-view-invalid = Invalid
cards-view-inactive = Inactive
cards-empty-invalid = No card is invalid
cards-empty-invalid-text = Cards that could not be checked or used appear here.
cards-empty-inactive = No card is inactive
cards-empty-inactive-text = Cards that were switched off appear here.

mandates-title = Mandates
mandates-one = Mandate
mandates-count = { $count ->
    [one] 1 mandate
   *[other] { $count } mandates
}
mandates-view-all = All
mandates-view-active = Active
mandates-view-failed = Failed or expired
mandates-empty-active = No mandate is active
mandates-empty-active-text = Mandates that money can be collected with appear here.
mandates-empty-failed = No mandate has failed
mandates-empty-failed-text = Mandates that a bank refused or that ran out appear here.

bank-accounts-title = Bank accounts
bank-accounts-one = Bank account
bank-accounts-count = { $count ->
    [one] 1 bank account
   *[other] { $count } bank accounts
}
bank-accounts-view-all = All
bank-accounts-view-active = Active
bank-accounts-empty-active = No bank account is active
bank-accounts-empty-active-text = Accounts that payouts can go to appear here.

recipients-title = Recipients
recipients-one = Recipient
recipients-count = { $count ->
    [one] 1 recipient
   *[other] { $count } recipients
}
recipients-view-all = All
recipients-view-active = Active
recipients-view-pending = Pending
recipients-empty-active = No recipient is active
recipients-empty-active-text = Recipients that payouts can go to appear here.
recipients-empty-pending = No recipient is pending
recipients-empty-pending-text = Recipients whose user has still to confirm them appear here.

preauthorizations-title = Preauthorisations
preauthorizations-one = Preauthorisation
preauthorizations-count = { $count ->
    [one] 1 preauthorisation
   *[other] { $count } preauthorisations
}
preauthorizations-view-all = All
preauthorizations-view-to-capture = To capture
preauthorizations-empty-to-capture = Nothing waits to be captured
preauthorizations-empty-to-capture-text = Amounts that are held on a card appear here until they are captured, cancelled or run out.

disputes-title = Disputes
disputes-one = Dispute
disputes-count = { $count ->
    [one] 1 dispute
   *[other] { $count } disputes
}
disputes-view-to-answer = To answer
disputes-view-with-the-bank = With the bank
disputes-view-closed = Closed
disputes-view-all = All
disputes-empty-to-answer = No dispute needs your answer
disputes-empty-to-answer-text = Those with a deadline appear here, the most urgent first.
disputes-empty-with-the-bank = Nothing is with the bank
disputes-empty-with-the-bank-text = Disputes that were answered appear here until the bank decides.
disputes-empty-closed = No dispute is closed
disputes-empty-closed-text = Decided disputes appear here with their result.

reports-title = Reports
reports-one = Report
reports-count = { $count ->
    [one] 1 report
   *[other] { $count } reports
}
reports-view-all = All
reports-view-ready = Ready
reports-view-failed = Failed
reports-empty-all = There is no report yet
reports-empty-all-text = Reports of both systems appear here, whoever asked for them.
reports-empty-ready = No report is ready
reports-empty-ready-text = Reports whose file can be downloaded appear here.
reports-empty-failed = No report has failed
reports-empty-failed-text = Reports that Mangopay could not make appear here.

ubo-declarations-title = Owners
ubo-declarations-one = Declaration of owners
ubo-declarations-count = { $count ->
    [one] 1 declaration
   *[other] { $count } declarations
}
ubo-declarations-view-all = All
ubo-declarations-view-to-fix = To fix
ubo-declarations-empty-to-fix = No declaration needs fixing
ubo-declarations-empty-to-fix-text = Declarations of beneficial owners that were refused or are incomplete appear here.

idv-sessions-title = Hosted checks
idv-sessions-one = Hosted identity verification
idv-sessions-count = { $count ->
    [one] 1 session
   *[other] { $count } sessions
}
idv-sessions-view-all = All
idv-sessions-view-open = Open
idv-sessions-view-failed = Failed
idv-sessions-empty-open = No session is open
idv-sessions-empty-open-text = Sessions that a user has still to finish, or that are in review, appear here.
idv-sessions-empty-failed = No session has failed
idv-sessions-empty-failed-text = Sessions that were refused or ran out appear here.

quotes-title = Quotes
quotes-one = Quote
quotes-count = { $count ->
    [one] 1 quote
   *[other] { $count } quotes
}
quotes-view-all = All
quotes-empty-all = No quote has been opened yet
quotes-empty-all-text = Mangopay does not list quotes. Each is kept here once it was opened by its id or from its conversion.

banking-aliases-title = Banking aliases
banking-aliases-one = Banking alias
banking-aliases-count = { $count ->
    [one] 1 banking alias
   *[other] { $count } banking aliases
}
banking-aliases-sub = { $count ->
    [one] 1 banking alias of the wallets that were opened
   *[other] { $count } banking aliases of the wallets that were opened
}
banking-aliases-view-all = All
banking-aliases-view-active = Active
banking-aliases-empty-all = No banking alias was read yet
banking-aliases-empty-all-text = Mangopay lists them by wallet alone. Those of a wallet are read and kept here once somebody opens it, or its user.
banking-aliases-empty-active = No banking alias that was read is active
banking-aliases-empty-active-text = Numbers on which money arrives appear here once somebody opens their wallet, or its user.

hooks-title = Hooks
hooks-one = Hook
hooks-count = { $count ->
    [one] 1 hook
   *[other] { $count } hooks
}
hooks-view-all = All
hooks-view-not-working = Not working
hooks-empty-all = There is no hook yet
hooks-empty-all-text = Add one to have Mangopay call your own systems when something happens.
hooks-empty-not-working = Every hook works
hooks-empty-not-working-text = Hooks whose address did not answer appear here.

events-title = Events
events-one = Event
events-count = { $count ->
    [one] 1 event
   *[other] { $count } events
}
events-view-all = All

users-one = User
compliance-one = KYC document

search-objects = Search this list…

## Columns

column-id = Id
column-name = Name
column-tag = Tag
column-date = Date
column-amount = Amount
column-debited = Amount
column-credited = Credited
column-fees = Fees
column-balance = Balance
column-preauthorizations-balance = Left to capture
column-disputes-debited = Disputed
column-disputes-credited = Contested
column-currency = Currency
column-method = Method
column-payment = Method
column-nature = Nature
column-result = Result code
column-initial-type = Type of the first transaction
column-execution = Carried out
column-executed = Executed
column-transaction = Transaction
column-credited-user = Credited user
column-transactions-user = Author
column-debited-wallet = Debited wallet
column-credited-wallet = Credited wallet
column-wallet = Wallet
column-initial = First transaction
column-card = Card
column-mandate = Mandate
column-bank-account = Bank account or recipient
column-preauthorization = Preauthorisation
column-dispute = Dispute
column-repudiation = Repudiation
column-description = Description
column-reports-description = Name
column-banking-aliases-description = In the name of
column-funds = Kind of funds
column-alias = Number
column-fingerprint = Fingerprint
column-provider = Network
column-recipients-provider = Method
column-active = Active
column-validity = Validity
column-payment-status = Payment
column-deadline = Deadline
column-preauthorizations-deadline = Expires
column-quotes-deadline = Valid until
column-users-deadline = Renewal
column-renewal-known = Renewal deadline known
column-closed = Closed
column-scheme = Scheme
column-scope = Used for
column-recipients-scheme = Used for
column-url = Address
column-format = Format
column-ready = Ready
column-changed = Changed
column-event = Event
column-events-type = Event
column-hooks-type = Event
column-resource = Object
column-holder = Holder
column-bank-accounts-name = Holder
column-recipients-name = Holder
column-person = Kind
column-form = Legal form
column-dispute-reason = Reason
column-disputes-reason = Reason
column-transactions-reason = Why it came back
column-dispute-result = Result
column-disputes-result = Result
column-ubo-declarations-reason = Reason

filter-drop = Remove this filter
filter-amount-least = At least
filter-amount-most = Below
filter-amount-from = from { $from }
filter-amount-below = below { $to }
filter-amount-between = { $from } to { $to }
filter-any-amount = any amount
filter-amount-wrong = An amount looks like 1,234.50.

## One object

tx-by = { $kind } by { $method }
payment-said-CARD = card
payment-said-BANK_WIRE = bank wire
payment-said-DIRECT_DEBIT = direct debit
payment-said-PREAUTHORIZED = preauthorised card
tx-payout-return = Payout return
detail-why = Why it failed
detail-code = Result code { $code }
detail-money = Money
detail-linked = Linked
detail-facts = Details
detail-lists = Where it appears
detail-related = { $list }, { $column }
detail-origin = Read from
detail-origin-api = Mangopay
detail-origin-report = A report
detail-origin-archive = The archive on this computer
detail-gone = Gone from Mangopay since
detail-raw = As Mangopay sent it

## Balance and movements of a wallet

ledger-title = Balance and movements
ledger-balance = Balance at { $moment }
ledger-sum = Movements held
ledger-agrees = They agree
ledger-differs = They differ by { $amount } { $currency }
ledger-open = Not everything is here
ledger-held = { $count ->
    [0] No movement is held.
    [one] One movement is held.
   *[other] { $count } movements are held.
}
ledger-later = { $count ->
    [one] One came after the balance was read and is not added up.
   *[other] { $count } came after the balance was read and are not added up.
}
ledger-unheld = { $count ->
    [one] Events name one movement on the platform that is missing here, of { $day }. It may belong to another wallet.
   *[other] Events name { $count } movements on the platform that are missing here, the first of { $day }. They may belong to other wallets.
}
ledger-unheld-none = No event names a movement that is missing here.
ledger-differs-do = Make a report of this wallet’s transactions and compare it with those held.
ledger-gap-no-balance = The balance is not known.
ledger-gap-not-yet = The transactions of this wallet are not read yet.
ledger-gap-sca = The owner must authenticate before the transactions of this wallet can be read.
ledger-gap-not-allowed = The key may not read the transactions of this wallet, or the owner has not consented.
ledger-gap-refused = Mangopay refused to tell the transactions of this wallet.
ledger-gap-older = The wallet is older than what could be read: its movements are held from { $day } on.
ledger-gap-others = { $count ->
    [one] The transactions of one user are missing: what that user moved into this wallet is not known.
   *[other] The transactions of { $count } users are missing: what they moved into this wallet is not known.
}
ledger-gap-unfollowed = Events are not read: what moved since the last reading is not known.
result-unknown = Mangopay gives a result code that this version of Mangrove does not know.

## Banking aliases of a wallet

aliases-open = Active
aliases-closed = No longer active
aliases-read = Read { $when }
aliases-none = There was none when they were read, { $when }
aliases-reading = The aliases are being read
aliases-not-read = The aliases were not read yet
aliases-sca = The owner must authenticate before the aliases of this wallet can be read.
aliases-untold = Mangopay does not tell the aliases of this wallet.

## Quotes of conversions

quote-terms = Terms
quote-conversion = Conversion
quote-open = Can be used
quote-open-until = Can be used until { $when }
quote-over = Used or expired
quote-over-until = Used or expired; it was valid until { $when }
quote-rate-client = Your rate
quote-rate-market = Market rate
quote-rate-final = Rate with all margins
quote-fees = Requested fees
quote-margin-mangopay = Mangopay’s margin
quote-margin-user = Your margin, calculated only
quote-percent = { $value } %
quote-pips = { $value } pips
quote-read = Fetched
quote-instant = Converted at the rate of the moment, without a quote
quote-reading = The quote is being read
quote-not-read = The quote has not been read yet
