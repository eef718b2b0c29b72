# The page about the sync: what the local copy holds, what is missing and why, what completing it costs.

sync-status-sub = What the local copy holds, and what it does not
sync-status-open = Sync status…
nav-sync = Sync status
sync-status-page = Mangopay’s status page

## Streams

stream-users = Users
stream-user_details = Names and details of users
stream-renewals = Renewal deadlines
stream-kyc_documents = KYC documents
stream-events = Events
stream-disputes = Disputes
stream-mandates = Mandates
stream-reports = Reports (legacy)
stream-service_reports = Reports
stream-hooks = Hooks
stream-client_wallets = Platform wallets
stream-wallets = Wallets
stream-transactions = Transactions
stream-cards = Cards
stream-bank_accounts = Bank accounts
stream-recipients = Recipients
stream-preauthorizations = Preauthorisations
stream-deposits = Deposits
stream-ubo_declarations = Beneficial owners
stream-idv_sessions = Hosted verification

## Coverage

sync-coverage = Coverage
sync-coverage-complete = { $complete } of { $all } complete
sync-column-stream = Data
sync-column-state = State
sync-column-held = Held
sync-column-complete = Complete
sync-column-missing = Missing, and why
sync-column-route = Read by
sync-column-left = Still costs
sync-column-how = How
sync-column-calls = Calls

sync-looked-at = Quotes and banking aliases are in no list of the platform: they are read when somebody looks at them or at what has them.

sync-state-complete = Complete
sync-state-gaps = With gaps
sync-state-reading = Being read
sync-state-waiting = Not read yet
sync-state-blocked = Stands still

sync-held-of = { $have } of { $of }
sync-complete-to = Until { $to }
sync-complete-from = { $from } to { $to }
sync-complete-all = All of it
sync-complete-not-yet = Not yet

sync-missing-nothing = Nothing
sync-missing-users = { $count ->
    [one] 1 user not read yet
   *[other] { $count } users not read yet
}
sync-missing-rows = { $count ->
    [one] 1 not read yet
   *[other] { $count } not read yet
}
sync-missing-sca = { $count ->
    [one] 1 user has to authenticate first (SCA)
   *[other] { $count } users have to authenticate first (SCA)
}
sync-missing-not-allowed = { $count ->
    [one] 1 user: no consent, or the key may not read it
   *[other] { $count } users: no consent, or the key may not read them
}
sync-missing-never-shown = { $count ->
    [one] 1 is counted by the server but never shown: its pages repeat or do not end
   *[other] { $count } are counted by the server but never shown: its pages repeat or do not end
}
sync-missing-refused = { $count ->
    [one] 1 user: the server answers with an error
   *[other] { $count } users: the server answers with an error
}
sync-left-nothing = Nothing
sync-calls = { $count ->
    [one] 1 call
   *[other] { $count } calls
}

## Routes

sync-route-platform = Platform list
sync-route-users = User lists
sync-route-single = One by one
sync-route-reports = Legacy reports
sync-route-closed = Cannot be read now
sync-route-none = Not chosen yet
sync-reason-cheapest = The cheapest way
sync-reason-read-only = Reports would cost less, but this profile is read-only
sync-reason-not-allowed = Reports would cost less, but the key may not make them
sync-reason-reports-fail = Reports would cost less, but the server made none

## Plan

sync-plan = Still to read
sync-plan-done = Everything that can be read has been read.
sync-plan-cost = { $calls ->
    [one] 1 call
   *[other] { $calls } calls
}, about { $minutes ->
    [one] 1 minute
   *[other] { $minutes } minutes
} at { $share } % of the rate limits
sync-plan-cost-free = { $calls ->
    [one] 1 call
   *[other] { $calls } calls
}; the server tells no rate limits

## Rate limits

sync-limits = Rate limits
sync-limits-caption = Calls made, of the most that this computer takes
sync-limits-none = The server tells no rate limits.
sync-limits-all = Everybody who uses this key took { $percent } % of the shortest one.
sync-window-minutes = { $count } minutes
sync-window-hours = { $count ->
    [one] 1 hour
   *[other] { $count } hours
}
sync-window-limit = { $window }, limit { $limit }
sync-window-use = { $made } of { $most }
sync-share = Share for background reading
sync-share-percent = { $percent } %
sync-share-hint = The rest stays with your platform. What you do yourself may go above it.
sync-share-set = { $percent } % of the rate limits are used from now on

## Above the page

sync-first = First fetch of this profile: { $percent } % here, you can already search it.
sync-first-begun = First fetch of this profile: what is here can already be searched.
sync-first-more = You may close the app, the fetch goes on next time.
sync-paused-banner = Paused.
sync-paused-text = Nothing is read in the background until you resume.
sync-read-only = This profile is read-only.
sync-read-only-text = Reports count as writing, so wallets and transactions are read by lists of users, which costs more calls.
