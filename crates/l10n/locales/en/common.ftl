# Words used everywhere: buttons, dates, filters, columns, copying.

window-title = { $page } – Mangrove

## Buttons

try-again = Try again
cancel = Cancel
notes = Notes
notes-none = No notes
note-add = Add note
note-label = Note
note-hint = Stays on this computer. 2,000 characters at most.
note-save = Save note
note-change = Change note
note-delete = Delete note
note-deleted = Note deleted
note-changed = { $moment }, changed
close-esc = Close (Esc)
working = Working
yes = Yes
no = No
show-secret = Show
hide-secret = Hide

## Ids

copy-id = { $shown }: copy { $id }
copied-id = { $id } copied
copied-ids = { $count ->
    [one] 1 id copied
   *[other] { $count } ids copied
}
clipboard-copied = Copied. The clipboard is emptied in { $seconds } s.
copy-failed = The clipboard cannot be used here, so nothing was copied.
quoted = “{ $text }”

## Dates

month-1 = Jan
month-2 = Feb
month-3 = Mar
month-4 = Apr
month-5 = May
month-6 = Jun
month-7 = Jul
month-8 = Aug
month-9 = Sep
month-10 = Oct
month-11 = Nov
month-12 = Dec

ago-now = just now
ago-minutes = { $count } min ago
ago-hours = { $count } h ago
ago-yesterday = yesterday
until-today = today
until-tomorrow = tomorrow
until-days = { $count ->
    [one] in 1 day
   *[other] in { $count } days
}
until-late = { $count ->
    [one] 1 day late
   *[other] { $count } days late
}
left-seconds = { $count } s
left-minutes = { $count } min

## Columns and filters

column-user = User
column-type = Type
column-status = Status
column-reason = Refusal reason
column-document = Document
column-created = Created
column-processed = Processed
column-replaced = Replaced
column-country = Country
column-email = E-mail
column-kind = Kind
column-category = Category
column-level = KYC level
column-renewal = Renewal
filter-reason = Reason

filter-remove = Remove filter { $filter }
filter-find = Find
filter-and-more = { $shown } and { $count } more
filter-from = from { $from }
filter-to = until { $to }
filter-from-to = { $from } to { $to }
filter-any-time = any time
days-today = Today
days-yesterday = Yesterday
days-7 = Last 7 days
days-30 = Last 30 days
days-month = This month
days-from = From
days-to = To
days-apply = Apply

## Lists

saved-views = Saved views
view-changed = Filters changed
view-order = the order
view-save = Save view
view-save-title = Save as a view
view-save-hint = Keeps filters, order and columns, for this profile on this computer. At most 40 characters.
view-save-done = Save
view-save-changes = Save changes
view-changes-saved = Changes to “{ $name }” saved
view-rename = Rename…
view-rename-title = Rename this view
view-name = Name
view-name-hint = At most 40 characters.
view-delete = Delete view
view-deleted = View “{ $name }” deleted
view-dropped = “{ $name }” uses what this list no longer has: { $what }. The rest is shown.
views-own = Your views
columns-choose = Choose columns (V)
columns-of-list = Columns of this list
columns-of-view = Columns of “{ $name }”
columns-move = Alt ↑ ↓ moves a column
columns-reset = Reset
column-up = Move { $column } up
column-down = Move { $column } down
count-unknown = not known yet
counts-when-complete = Counts appear when the fetch is complete
list-first-fetch = First fetch of this profile
list-range = { $first } to { $last } of { $total }
list-position = { $index } of { $total }
list-sorted-up = Sorted by { $column }, ascending
list-sorted-down = Sorted by { $column }, descending
list-zone = Times in { $zone }
list-copy-from = Local copy from { $time }
list-may-close = You may close the app, the fetch goes on next time
list-none-match-text = Remove a filter or change the words in the search field.
list-clear-filters = Clear filters
list-not-fetched = Nothing is here yet
list-not-fetched-text = The rows appear as soon as they have been fetched for the first time.
select-all-rows = Select all rows
select-row = Select { $name }
bulk-selected = { $count } selected
bulk-label = Actions for the selected rows
bulk-copy = Copy ids
bulk-export = Export
bulk-clear = Clear
key-move = move
key-open = open
key-select = select
previous-key = Previous (K)
next-key = Next (J)
open-full-key = Open in full (O)
resize-panel = Resize panel

upload-document = Upload document
replace-document = Replace document
upload-kyc = Upload KYC
