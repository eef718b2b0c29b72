# The home page.

nav-home = Home
home-sub = { $date }. All figures from the local copy, updated { $time }.
home-open-all = Open all
home-open = Open
home-not-read = Not read yet
home-more = { $label }: { $count }

## What needs somebody

home-kyc = KYC to fix
home-kyc-none = No document needs a correction.
home-kyc-foot = { $count } created, never submitted
home-returns = Payout returns
home-returns-none = No payout came back.
home-returns-foot = The funds are back in their wallets
home-disputes = Disputes to answer
home-disputes-none = No dispute waits for an answer.
home-disputes-foot = { $count } with the bank
home-left = { $days } d { $hours } h
home-late = { $days } d late

## Platform money

home-money = Platform money
home-money-period = { $from } to { $to }, compared with { $before } to { $until }
home-money-none = No fees and no platform wallets yet.
home-money-wallets = Platform wallets
home-currency = Currency
home-fees = Fees collected
home-change-head = Change
home-change = { $change } %
home-trend = Last 30 days
home-trend-words = Fees per day over the last 30 days; the highest { $most }, the last { $last }
home-fees-wallet = Fees wallet
home-repudiation = Repudiation
home-money-of = { $what }, { $currency }

## Lately

home-news = Since yesterday
home-news-visit = Since your last visit, { $when }
home-news-validated = Documents validated
home-news-refused = Documents refused
home-news-disputes = New disputes
home-news-payouts = Payouts failed
home-news-payins = Pay-ins failed
home-news-transactions = New transactions

## Renewals

home-renewals = Renewals due
home-renewals-sub = by week
home-renewals-late = Late
home-renewals-this-week = This week
home-renewals-week = Week of { $day }
home-renewals-later = Later
home-renewals-known = Known for all { $all } verified users
home-renewals-unknown = Known for { $known } of { $all } verified users
home-renewals-none = There are no verified users
home-renewals-unread = Users are not read yet
home-renewals-missing = Not known

## Documents

home-pipeline = KYC pipeline
home-pipeline-sub = created in the last 30 days
home-reasons = Refusal reasons
home-reasons-sub = { $count } in 30 days
home-reasons-none = No document was refused in the last 30 days.
