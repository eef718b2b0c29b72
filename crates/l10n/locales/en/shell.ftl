# The application's frame: rail, top bar, menus, keys.

nav-main = Main navigation
nav-outbox = Outbox
nav-outbox-title = Outbox: { $way } on the way, { $needs ->
    [one] 1 needs you
   *[other] { $needs } need you
}
nav-outbox-done = Uploads { $percent } % done
nav-to-handle = { $count } to handle
nav-collapse = Collapse navigation (Ctrl B)
nav-expand = Expand navigation (Ctrl B)

search-compliance = Search documents and users…
search-users = Search users…

environment-simulator = Simulator
badge-offline = Offline
badge-offline-from = Offline, data from { $time }
badge-read-only = Read-only
shortcuts-key = Keyboard shortcuts (?)
lock-now = Lock now
lock-now-key = Lock now (Ctrl L)
lock-warning = { $count ->
    [one] Locks in 1 second
   *[other] Locks in { $count } seconds
}
lock-stay = Stay

## Sync

sync-title = Sync status
sync-starting = Starting
sync-never = Not fetched yet
sync-updated = Updated { $age }
sync-budget = { $percent } % of rate budget
sync-no-network = No network used
sync-data-from = Data from { $time }
sync-offline = Offline
sync-retrying = Retrying in { $left }
sync-refused = Refused by the server
sync-paused = Paused
sync-fetching = Fetching, { $percent } %
sync-fetching-unknown = Fetching
sync-now = Fetch changes now
sync-pause = Pause
sync-resume = Resume

offline-since = No connection since { $time }.
offline-copy = This is the local copy from { $time }.
offline-uploads = Uploads wait in the outbox and leave by themselves.
offline-try = Try now

## Profile menu

switcher-title = Profile and environment
switcher-simulator = Simulator, no network
switcher-closed = { $environment }, not open
switcher-add = Add a profile in a new window…
switcher-read-only = Read-only mode
switcher-wipe = Remove the local copy…
theme = Theme
theme-system = System
theme-light = Light
theme-dark = Dark
read-only-on = Read-only: nothing can be sent from this profile
read-only-off = Writing is on for this profile
writing-title = Switch writing on in Production?
writing-text = From then on documents can be sent to Mangopay from this profile, for real people. Each one is still reviewed before it leaves.
writing-action = Switch writing on
wipe-title = Remove the local copy?
wipe-text = Users and documents are removed from this computer and fetched again, which takes calls from the rate budget. The outbox and the audit log stay.
wipe-action = Remove the local copy
wipe-done = The local copy was removed and is being fetched again

## Keys

shortcuts-title = Keyboard shortcuts
keys-anywhere = Anywhere
keys-search = Search or jump
keys-search-list = Search the list
keys-lock = Lock now
keys-rail = Collapse navigation
keys-upload = Upload document
keys-region = Next region
keys-this = This list
keys-goto = Go to, press G then
keys-list = In a list
keys-move = Down, up
keys-ends = First, last
keys-open = Open
keys-full = Open in full
keys-select = Select
keys-range = Select a range
keys-filter = Filter
keys-columns = Columns
keys-copy = Copy id
keys-close = Close panel, clear selection
keys-object = On a document
keys-main = Replace it
keys-in-upload = In an upload
keys-page = Move the page

## Start

start-refused-title = Mangrove cannot start
start-refused = Mangrove keeps its data in { $folder } and cannot use that folder.

## Beside a list, when the server refuses this network

refusal-ways = What to do
refusal-place = Connection
refusal-title = Network not allowed
refusal-sub = Mangopay answers, and refuses
refusal-meaning = What it means
refusal-meaning-text = Mangopay answers only networks on its allowlist, or with a client certificate, and this computer is on another one. Your key was not refused.
refusal-ways-title = How to get back in
refusal-way-network = Connect to the office network or its VPN, then try again.
refusal-way-address = Or ask your Mangopay administrator to add this network; Mangopay approves the change.
refusal-way-certificate = If your company uses a client certificate, ask whether it is still valid.
refusal-request = Please add the public address of my network to the IP allowlist of Client ID { $client }, { $environment }. Mangopay has refused this computer since { $date }, { $time } ({ $zone }).
refusal-copy = Copy request
refusal-copied = Request copied
refusal-works = What still works
refusal-works-copy = Reading and searching the local copy from { $time }
refusal-works-search = Reading and searching the local copy
refusal-works-drafts = Preparing documents: drafts and their checks stay
