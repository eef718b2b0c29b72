# The upload sheet and the drop overlay.

upload-summary-pages = { $count ->
    [one] 1 page
   *[other] { $count } pages
}
