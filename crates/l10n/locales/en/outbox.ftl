# The outbox.

outbox-title = Outbox
outbox-sub = { $way } on the way
outbox-sub-needs = { $way } on the way, { $you ->
    [one] 1 needs you
   *[other] { $you } need you
}
outbox-view-active = Active
outbox-view-needs-you = Needs you
outbox-view-submitted = Submitted
outbox-view-history = History
outbox-empty-active = Nothing is on its way
outbox-empty-needs-you = Nothing needs you
outbox-empty-submitted = Nothing waits for a decision
outbox-empty-history = Nothing was decided yet
outbox-empty-text = Drop files on the window, or press U on a user, to send a document.
outbox-state = State
outbox-actions = Actions
outbox-pause = Pause
outbox-resume = Go on
outbox-pause-all = Pause all
outbox-resume-all = Go on with all
outbox-cancel = Cancel upload
outbox-retry = Try again
outbox-locate = Locate file…
outbox-adopt = Take { $document } as this one
outbox-dismiss = Take off the list
outbox-action-for = { $action }: { $user }
outbox-speed = { $speed }/s
outbox-continue-locked = Uploads continue while locked
outbox-key-pause = pause
outbox-key-cancel = cancel
outbox-details = Upload details
outbox-progress = Progress
outbox-history = What happened
outbox-page = Page { $page } of { $of }
outbox-bytes = { $sent } of { $bytes }
outbox-step-create = Create the document
outbox-step-created = Document created
outbox-step-created-note = Mangopay gave it the id { $document }
outbox-step-page = Page { $page }
outbox-step-page-sending = Page { $page } on its way
outbox-step-page-received = Page { $page } received
outbox-step-submit = Submit for validation
outbox-step-submitted = Submitted for validation
outbox-step-submit-note = { $count ->
    [one] After Mangopay holds the page
   *[other] After Mangopay holds all { $count } pages
}
outbox-if-breaks = If something breaks
outbox-safe = Closing the app is safe, it resumes where it stopped
outbox-safe-page = Closing the app is safe, it resumes at page { $page }
outbox-no-duplicates = No duplicates: every call carries its own key
outbox-no-copies = Originals are read from their folder, no copy is made
outbox-cancel-title = Cancel the upload for { $user }?
outbox-cancel-before = Nothing of it is at Mangopay yet. The files on your disk stay as they are.
outbox-cancel-created = The document { $document } was already created at Mangopay. It stays there, never submitted, with the pages that arrived. The files on your disk stay as they are.

state-paused = Paused
state-ready = Waiting for its turn
state-creating = Creating document
state-uploading = Uploading page { $page } of { $of }
state-uploading-short = Uploading
state-submitting = Asking for validation
state-submitted = Submitted { $time }
state-submitted-short = Submitted
state-validated = Validated
state-refused = Refused
state-out-of-date = Out of date
state-failed = Failed: { $why }
state-failed-short = Failed
state-failed-at = Stopped while { $step }: { $what }. { $do }
state-cancelled = Cancelled
state-cancelled-note = What was created at Mangopay before stays there, never submitted.
state-abandoned = Left behind, a new document took its place
state-abandoned-note = Mangopay cannot say whether a page arrived, so a new document was made. The document { $document } stays there, never submitted.
state-waiting-network = Waiting for network, next try in { $left }
state-waiting-network-now = Waiting for network, trying now
state-waiting = Waiting, next try in { $left }
state-waiting-now = Waiting, trying now
state-waiting-short = Waiting

step-create = creating the document
step-page = sending page { $page }
step-submit = submitting

stop-refused-by-api = Mangopay refused it
stop-refused-by-api-do = Read what Mangopay says below. Mend it in a new draft, or try again if it was changed there.
stop-file-missing = the file of page { $page } is not where it was
stop-file-missing-do = Locate the file, or put it back and try again.
stop-file-changed = the file of page { $page } is not the one that was checked
stop-file-changed-do = Put the same file back, or cancel and prepare the document anew.
stop-file-unusable = the file of page { $page } can no longer be made into a page
stop-file-unusable-do = Cancel, and prepare the document anew with another file.
stop-ambiguous = several documents at Mangopay could be this one
stop-ambiguous-do = Compare them at Mangopay and choose the right one, or cancel.
stop-not-allowed = the key may not do this
stop-not-allowed-do = Ask your Mangopay administrator for Users.Verification WRITE, then try again.
stop-read-only = the profile is read-only
stop-read-only-do = Switch writing on, in the menu of the profile, then try again.
stop-session-lost = the key was refused
stop-session-lost-do = Check the key with your Mangopay administrator, then try again.
stop-too-many-tries = { $tries } tries failed
stop-too-many-tries-do = Check the network and Mangopay’s status page, then try again.

timeline-upload-queued = Queued
timeline-upload-created = Document created
timeline-upload-adopted = Document found again at Mangopay
timeline-upload-page-received = Page received
timeline-upload-page-lost = A page was lost on the way
timeline-upload-submitted = Submitted for validation
