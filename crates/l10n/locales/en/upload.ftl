# The upload sheet and the drop overlay.

upload-title = Upload KYC document
upload-replaces = Replaces the { $kind } of before
upload-replaces-refused = Replaces the { $kind } refused { $when }
upload-replaces-outdated = Replaces the { $kind } that went out of date
upload-when-morning = this morning
upload-when-today = today
upload-when-yesterday = yesterday
upload-when-on = on { $date }
upload-when-before = before
upload-user = User
upload-user-placeholder = Name, e-mail or id
upload-user-nothing = No user matches. Check the spelling, or search by e-mail or id.
upload-type = Document type
upload-type-placeholder = Choose a type
upload-limits = PDF, JPEG or PNG, { $min } to { $max } each, { $files } files at most. In colour, in date, four corners visible.
upload-paper = Kind of paper
identity-paper-CARD = Identity card
identity-paper-CARD-ES = DNI
identity-paper-PASSPORT = Passport
identity-paper-RESIDENCE_PERMIT = Residence permit
upload-paper-two-sides = Two files, front and back.
upload-paper-one-side = One file, the whole spread with the photo.
upload-tag = Tag
upload-tag-hint = Your own reference. Sent with the document, 255 characters at most.
upload-tag-hint-sandbox = Decides the outcome here: accept, refuse_unreadable, refuse_expired, refuse_incomplete and others.
upload-tag-too-long = Longer than 255 characters, which Mangopay does not take. Shorten it.
upload-pages = Pages
upload-to-reorder = to reorder
upload-add-files = Add files
upload-drop-more = Drop more files here, or
upload-choose-files = choose files
upload-no-page = Drop files on the window or choose them. Each is shown here as it came and as it will be sent.
upload-nobody-yet = No user yet
upload-other-drafts = Other drafts
upload-go-on = Go on
upload-checking = Being checked
upload-page-ready = Ready
upload-page-fixed = Mended before sending
upload-pdf-pages = { $count ->
    [one] 1 page
   *[other] { $count } pages
}
upload-page-title = Page { $number }
upload-page-title-side = Page { $number }, { $side }
side-front = front
side-back = back
upload-undo-fixes = Undo fixes
upload-mend-again = Mend again
upload-fixes-undone = Not turned upright, as you chose
upload-turn = Turn
upload-turn-left = Turn left
upload-replace = Replace
upload-checks = Checks of page { $number }
upload-page-blocked = This page cannot be sent as it is. Replace the file, or remove the page.
upload-page-predicted = Mangopay may refuse this page: { $faults }. A better photo or scan is safer; you may still send this one.
upload-page-same = Same problem as last time.
upload-page-same-text = Mangopay refused the previous document for it: { $faults }. A better photo or scan is safer; you may still send this one.
upload-page-warned = This page can be sent, but Mangopay may refuse it. A better photo or scan is safer.
upload-largest = Largest file { $largest } of { $max }
upload-files = { $count } of { $max } files
upload-not-kept = Files are not kept after sending
upload-submit = Submit for validation
upload-queue = Queue (offline)
upload-summary-pages = { $count ->
    [one] 1 page
   *[other] { $count } pages
}
upload-summary = { $pages } as { $kind } for { $user }
upload-review = Send this to Mangopay?
upload-queued = Queued for { $user }. It is sent when there is a network.
upload-sending = On its way for { $user }
upload-show-outbox = Show outbox
upload-draft-kept = The draft is kept. Press U to go on.
upload-discard = Discard draft
upload-discard-title = Discard this draft?
upload-discard-text = Its pages and choices are forgotten. The files on your disk stay as they are, and nothing was sent.
upload-discarded = Draft discarded
upload-page-removed = Page removed
upload-said-pages = { $count ->
    [one] 1 page
   *[other] { $count } pages
} in the draft
upload-said-turned = Page turned
upload-said-undone = Fixes undone
upload-said-mended = Page mended
upload-said-moved = Page moved to place { $number }
undo = Undo
remove = Remove

page-card = Page { $number }, { $name }
page-picture = Page { $number }
page-grip = Page { $number }: drag, or press Alt with the arrow keys to move
page-actions = Page { $number } actions
page-turn-right = Turn right
page-turn-left = Turn left
page-up = Move up
page-down = Move down
page-replace = Replace file…
page-remove = Remove
preview-received = As received
preview-sent = As it will be sent
preview-none = No preview

blocker-no-user = Choose a user
blocker-no-type = Choose a document type
blocker-type-not-allowed = Mangopay does not take this type for this user
blocker-not-an-owner = This user is a payer, and only owners are verified
blocker-user-closed = This user’s account is closed
blocker-no-pages = Add at least one file
blocker-too-many-pages = Remove files until 5 are left
blocker-page = Replace or remove page { $number } first
blocker-needs-saved-copy = No connection: save a copy of page { $number } first, its temporary folder may be emptied
blocker-checking = Pages are being checked
blocker-read-only = This profile is read-only, so nothing can be sent

drop-title = Drop files to upload
drop-files = { $count ->
    [one] 1 file
   *[other] { $count } files
}
drop-files-size = { $files }, { BYTES($bytes) }
drop-cancels = cancels
drop-for = Upload for { $user }
drop-for-text = Opens the upload sheet with these files. You choose which document they belong to.
drop-for-nobody = Upload a document
drop-for-nobody-text = Opens the upload sheet with these files. You choose the user and the type there.
drop-add = Add to this document
drop-add-text = The files become further pages of the draft.
drop-note = Nothing is sent before you confirm
drop-without-mouse-press = Without a mouse: press
drop-without-mouse-then = on a user, then choose files.
drop-nothing = What was dropped is no file: it was text, or a picture from a web page. Save it first, then drop the file.
