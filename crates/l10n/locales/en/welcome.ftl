# The first screen: profiles, the three environments, connecting, protecting.

welcome-claim = A compliance desk for Mangopay: users and identity documents, at hand without a network.
welcome-fact-encrypted = The local copy is encrypted on this computer.
welcome-fact-keys = API keys are kept encrypted, under a key in your system keychain or a passphrase.
welcome-fact-documents = Identity documents are sent, never stored.
welcome-fact-read-only = You can start read-only.
welcome-version = Version { $version }
welcome-no-telemetry = Mangrove sends no telemetry.
welcome-stored-where = What is stored where
language = Language

step-choose = Choose
step-connect = Connect
step-protect = Protect

welcome-title = How do you want to start?
welcome-title-again = Which profile do you want to open?
welcome-sub = You can add the others later and switch at any time.
welcome-choices = Start with
welcome-open = Open
welcome-or-connect = Or connect another one
welcome-demo-text = A built-in simulator with 420 invented users. Documents get accepted or refused, names and dates are made up, nothing leaves this computer.
welcome-demo-note = No account and no network needed. Violet frame.
welcome-sandbox-text = Your Mangopay test account. Safe to try anything, no real money.
welcome-sandbox-note = Needs a Sandbox Client ID and API key. Amber frame.
welcome-production-text = Your live users, documents and money. Starts read-only.
welcome-production-note = Needs a Production key. Your IP address may have to be allowed first. Red frame.
back = Back
optional = Optional
continue = Continue
continue-read-only = Continue read-only

stored-copy = The local copy of users and documents lies encrypted in Mangrove’s folder. It can be wiped and fetched again.
stored-outbox = What is on its way, drafts and the log of what you did lie encrypted beside it, and survive a wipe of the copy.
stored-key = The API key lies encrypted in Mangrove’s folder. What opens it lies in your system’s keychain, or is your passphrase.
stored-documents = Of the files you send, Mangrove keeps the place, a fingerprint and how each page is made: never the content, and no thumbnails.
stored-logs = Logs hold no names, no keys and no document content.

## Connect

connect-title = Connect to Mangopay
connect-environment = Environment
connect-label = Label
connect-client-id = Client ID
connect-api-key = API key
connect-api-key-hint = Kept encrypted on this computer. Your system keychain or a passphrase opens it.
connect-advanced = Advanced: server address
connect-address = Server address
connect-address-hint = Only for a simulator or a relay of your own. https, or http on this computer.
connect-read-only = Start read-only
connect-check = Check connection
connect-check-again = Check again
connect-check-title = Connection check

check-reach = Reach { $server }
check-clock = Clock
check-address = This address is allowed
check-credentials = Client ID and key accepted
check-read-users = Read users
check-read-documents = Read KYC documents
check-read-events = Read events and recorded answers
check-submit-documents = Submit documents
check-running = checking
check-allowed = allowed
check-not-allowed = not allowed
check-not-tested = not tested
check-value-reach = { $value } ms
check-value-clock = { $value } s off
check-value-credentials = token for { $value } min
check-submit-why = That would need a write. The first upload shows it.
check-events-why = The key lacks Client.Developers READ. Uploads still work, but after a broken connection Mangrove may have to ask you, and decisions arrive more slowly.
check-running-summary = Checking
check-not-run = Not checked yet
check-summary = { $passed } passed
check-summary-warned = { $passed } passed, { $warned } to look at
check-summary-failed = { $passed } passed, { $failed } failed
check-note-before = Only harmless read calls will be made.
check-note = Only harmless read calls were made: { $calls }.
check-note-budget = Only harmless read calls were made: { $calls } of { $budget } in this quarter of an hour.

## Protect

protect-title = Protect what is kept here
protect-sub = Without a passphrase, your system’s keychain opens the profile while you are signed in to this computer.
protect-sub-needed = This computer has no keychain that Mangrove can use, so a passphrase protects the profile.
protect-sub-locked = Your system’s keychain is locked or did not let Mangrove in. Unlock it and try again, or choose a passphrase, which needs no keychain.
protect-fact-passphrase = With a passphrase, only it or the recovery code opens the profile, also after a pause.
protect-fact-recovery = A recovery code is shown next. It is the way back in if all else fails.
protect-without-hint = Left empty, the system keychain protects the profile.
protect-create = Create profile
protect-create-without = Create without a passphrase
protect-busy = The key is being made, which takes a moment
passphrase = Passphrase
passphrase-again = Passphrase once more
passphrase-differs = The two are not the same. Type the passphrase once more.
passphrase-short = Too short: { $min } characters are needed
passphrase-weak = Weak: easy to guess by trying
passphrase-fair = Fair: a longer one is stronger
passphrase-strong = Strong

recovery-title = Your recovery code
recovery-sub = It opens the profile without the passphrase or the keychain. It is shown now and never again.
recovery-copy = Copy
recovery-noted = I have written it down
recovery-why = Write it down first: nobody can show it again.
recovery-open = Open the profile
recovery-code = Recovery code
