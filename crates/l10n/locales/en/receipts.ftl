# The receipt of a transaction: the button, and the words on the page itself.

receipt-save = Receipt (PDF)
receipt-saved = Receipt saved in { $name }

## On the page

receipt-title = Receipt of a transaction
receipt-name = Receipt { $id }
receipt-kind = { $kind }: { $status }
receipt-notice = Made by Mangrove from its local copy. This is not a document of Mangopay.
receipt-state = State of { $moment }.
receipt-made = Made { $moment }. Platform: { $platform }.
receipt-platform = { $label }, client id { $client }
receipt-gone = Gone from Mangopay since { $moment }.
receipt-test-data = Test data ({ $environment }): no real money
receipt-moment = { $day } { $month } { $year }, { $time } UTC
receipt-foot = { $name }. Made by Mangrove, not a document of Mangopay.
receipt-foot-of = { $name }. Made by Mangrove, not a document of Mangopay. Page { $page } of { $pages }
receipt-lacking = Letters that the typeface of this page lacks are shown as U+ and their number in Unicode. Copied from here, they are the letters themselves.

## Names of what it says, where the list of transactions has others

receipt-transaction = Transaction
receipt-linked = Parties and links
receipt-debited = Debited
receipt-result = Result
receipt-result-said = Mangopay says: { $words }
receipt-not-held = { $id } (not in the local copy)
receipt-later = Follows from this
receipt-disputed = Dispute about this
receipt-more = There are more. Mangrove lists them all.
