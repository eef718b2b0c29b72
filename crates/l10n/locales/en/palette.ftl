# The palette: search everything, go somewhere, do something.

palette-title = Search or jump
palette-field = Search everything or jump to…
palette-open = Search or jump to…
palette-open-key = Search or jump (Ctrl K)
palette-results = Results
palette-go = Go to
palette-do = Do
palette-move = move
palette-choose = open
palette-local = Searches the local copy
palette-found = { $count ->
    [one] 1 found
   *[other] { $count } found
}
palette-found-more = More than { $count } found; add a word or narrow with type: or status:
palette-shown = { $shown } of { $count } shown
palette-movement = { $what }, { $amount } { $currency }
palette-operators = Narrow with { $operators }
palette-example = For example: type:payin status:failed amount:>100

palette-none = Nothing here matches “{ $text }”.
palette-none-text = Every word has to begin a word of a name, an e-mail address, a tag or a description, or be a piece of an id.
palette-not-held = No object with the id { $id } is held here.
palette-not-held-text = It may be new, of a kind that is not read yet, or older than the local copy reaches. Sync status says what is missing.

palette-live = At Mangopay
palette-ask = Ask Mangopay for { $id }
palette-asking = Asking Mangopay for { $id }…
palette-asking-text = Escape ends it.
palette-nowhere = Mangopay has no object with the id { $id }.
palette-nowhere-text = Check that it is whole, with its small and capital letters, and that it belongs to this environment.
palette-copied = On the clipboard
palette-go-id = Go to ID { $id }
palette-from-clipboard = from the clipboard

palette-lock = Lock now
palette-sync = Fetch changes now
palette-pause = Pause the sync
palette-resume = Resume the sync
palette-theme-system = Theme as the system
palette-theme-light = Light theme
palette-theme-dark = Dark theme
palette-profiles = Switch profile or environment
palette-keys = Keyboard shortcuts

## What cannot be read

search-trouble-unknown-operator = “{ $text }”: there is no such operator. To search for these words, put them in quotes.
search-trouble-no-value = “{ $text }”: nothing stands after the colon.
search-trouble-unknown-type = “{ $text }”: there is no such type. Types are for example user, payin, payout, transfer, refund, wallet, card, dispute, kyc, report.
search-trouble-not-an-amount = “{ $text }”: an amount is a number, such as >100, <=9.50 or 10..20.
search-trouble-not-a-day = “{ $text }”: a day is written as 2026-11-21, a month as 2026-11, a year as 2026.
search-trouble-not-a-country = “{ $text }”: a country has two letters, such as FR.
