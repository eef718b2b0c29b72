# Lists as files: the dialog, and the words in the files themselves.

export = Export
export-title = Export this list
export-title-ticked = Export the selected rows
export-what-ticked = { $rows }: the selected ones, in the list’s order.
export-what = { $rows }, with the list’s filters, search and order.
export-what-uncounted = All rows that match, with the list’s filters, search and order.
export-columns = Columns
export-columns-shown = As shown
export-columns-all = All
export-format = Format
export-format-csv = CSV
export-format-csv-hint = Plain text for any program. Text that a spreadsheet could run as a formula begins with an apostrophe.
export-format-xlsx = Excel workbook
export-format-xlsx-hint = Dates and amounts are real dates and numbers; the head stays in sight and has filters.
export-save = Save as…
export-choosing = Choose where to save it.
export-progress = { $rows } of { $total } rows written
export-stopping = Stopping…
export-stopped = The export was stopped. Nothing was saved.
export-done = { $rows ->
    [one] 1 row saved in { $name }
   *[other] { $rows } rows saved in { $name }
}
export-done-note = The file holds personal data in the clear. Keep it where only you can read it, and delete it when it has served.
export-close = Close
palette-export = Export this list
keys-export = Export

## In the files: what stands at the head of a column, and in the name of a file

export-head-moment = { $column } (UTC)
export-head-currency = { $column }: currency
export-test-data = Test data, { $title }
