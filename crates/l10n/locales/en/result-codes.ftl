# What the result codes of the API mean, in plain words (docs/api/money-operations.md §2.2).

## General

result-000000 = It succeeded.
result-001999 = The operation failed for a reason that Mangopay does not name. Try again; if it fails again, ask Mangopay support.
result-009999 = Mangopay had a technical failure. Try again later.
result-001015 = The platform’s access to the API is not active. Ask Mangopay support.

## Users

result-002601 = The owner of the wallet the money would leave has been closed.
result-002602 = The owner of the wallet the money would go to has been closed.
result-002701 = A payer can transfer only between wallets of their own, and cannot be paid out.
result-002702 = A payer cannot receive transfers from an owner.
result-002703 = The user is a payer, and payers cannot do this. Make the user an owner first.
result-002704 = The user has an authentication to complete and cannot transfer before.
result-002981 = The user is not verified, which a virtual account needs.
result-002996 = The user’s balance would exceed what they may own. Verification lifts the limit.
result-002997 = The debited or credited user has reached the limit for users who are not verified.
result-002998 = The owner of the bank account has reached the limit for users who are not verified.
result-002999 = The debited user has reached the limit for users who are not verified.
result-007101 = The user failed to authenticate too many times.
result-007102 = The user did not authenticate in time: the page ended after ten minutes.

## Any transaction

result-001001 = There is not enough money in the wallet.
result-001002 = The author does not own the wallet.
result-001003 = The owner does not have enough e-money.
result-001011 = The amount is above the maximum.
result-001012 = The amount is below the minimum.
result-001013 = The bank rejected the amount as invalid.
result-001014 = Nothing would be left after the fees: they must be less than the amount.
result-101108 = The money would leave and go to the same wallet. Choose two different ones.

## Pay-ins

result-101101 = The payer’s bank refused without giving a reason. The payer can ask their bank, or pay another way.
result-101109 = The time to pay has passed. A bank wire must arrive within a month.
result-101110 = The payment was refused.
result-101111 = The payer tried too many times.
result-101199 = The transaction was refused.
result-009101 = The payment provider did not answer in time.
result-009103 = The payment provider is not set up correctly. Ask Mangopay support.
result-009199 = The payment provider had a technical failure.
result-009499 = The bank had a technical failure.

## Cards

result-001023 = The author does not own the card.
result-101102 = The amount exceeds what the bank allows.
result-101103 = The bank does not allow the card at this kind of terminal.
result-101104 = The card’s limit has been reached.
result-101105 = The card has expired.
result-101106 = The card is not active.
result-101112 = The maximum amount of the payment has been reached.
result-101113 = The maximum number of uses, or the maximum amount, of the card has been reached.
result-101115 = The card’s debit limit has been reached.
result-101116 = The card was used too often in a short time.
result-101118 = An earlier payment with this card is still open. Wait for its outcome.
result-101410 = The card has been disabled at Mangopay. It must be registered again.
result-105101 = The card number is wrong.
result-105102 = The card holder’s name is wrong.
result-105103 = The PIN is wrong.
result-105104 = The PIN has the wrong format.
result-105202 = The card number is invalid.
result-105203 = The card’s expiry date is invalid.
result-105204 = The card’s security code is invalid.
result-105205 = The address to return to is invalid.
result-105206 = The registration data are invalid: the card must be registered anew.
result-105299 = The card data sent for registration are invalid.
result-001599 = The card data could not be processed.
result-101699 = The card could not be registered.
result-105207 = The payment data of Google Pay are invalid.
result-001505 = The capture exceeds what is left of the preauthorised amount.

## Authentication of card holders (3-D Secure)

result-101301 = The card holder failed to authenticate.
result-101302 = The card is not enrolled for authentication.
result-101303 = The card does not support authentication.
result-101304 = The card holder did not authenticate in time.
result-101305 = The bank asks for authentication: repeat the payment with it.
result-101399 = Authentication is not available at present.
result-008511 = Further security checks on the card failed.
result-008515 = The payment was blocked because the bank takes no liability for it.

## Card payments at a hosted page

result-001030 = The payer never came to the payment page.
result-001031 = The payer cancelled at the payment page.
result-001032 = The payer is still filling in the payment page.
result-001033 = The page ended before the payer came to it.
result-001034 = The page ended before the payer had paid.
result-101001 = The payer did not complete the payment.
result-101002 = The payer cancelled the payment.

## Direct debits and mandates

result-001024 = The author does not own the mandate.
result-001801 = The bank account is closed.
result-001802 = The bank details are wrong.
result-001803 = The bank account does not allow direct debits.
result-001804 = The account holder disputes having agreed to the mandate.
result-001805 = The account holder cancelled the mandate.
result-001806 = The platform cancelled the mandate.
result-001807 = The user did not confirm the mandate within an hour.
result-001830 = There is not enough money in the bank account.
result-001831 = The bank asks to contact the account holder.
result-001832 = The direct debit was cancelled.
result-001833 = The mandate’s status does not allow a payment.
result-001834 = The account holder disputed the payment.
result-001835 = The mandate has expired, unused for 13 months.
result-001836 = The mandate has been submitted to the bank.

## Pay by Bank

result-206101 = The bank’s page was shown inside another page, which banks refuse.
result-206102 = The link to the bank’s page had been used before.
result-206103 = The bank is not supported.
result-206104 = The bank does not know the user.
result-206105 = The user chose a way to authenticate that the bank does not allow.
result-206106 = The user’s bank credentials were wrong.
result-206107 = The user was signed in at the bank elsewhere at the same time.
result-206108 = The bank blocked the user.
result-206109 = The bank denied the payment.

## Other methods

result-101025 = The IBAN that was paid to is not active.
result-202001 = What was sent to Klarna as additional data has the wrong format.
result-201001 = There is not enough money in the payer’s PayPal account.
result-201002 = The payer’s means of payment at PayPal was refused.
result-201003 = The payer’s approval at PayPal has expired.
result-201004 = The payer has not approved the payment at PayPal.
result-201005 = The shipping address was refused by PayPal.
result-201051 = PayPal refused the payment as a risk.
result-201052 = The payer’s or the platform’s PayPal account is restricted.
result-201053 = The payer’s PayPal account is locked or closed.
result-205001 = The data sent with the payment were refused.

## Refunds

result-001401 = All of the transaction has already been refunded.
result-001403 = The transaction is too old to be refunded: the limit is eleven months.
result-001404 = No more refunds of this transaction are possible.
result-001405 = A direct debit can be refunded only after seven days.
result-005403 = The refund exceeds the amount of the transaction.
result-005404 = The refund exceeds the fees of the transaction.
result-005405 = The platform’s fees wallet does not hold enough to give the fees back.
result-005406 = Another refund of this transaction is still open.
result-005407 = The same amount of this transaction was refunded within the last 24 hours.
result-005408 = The transaction is disputed and cannot be refunded.

## Settlement of disputes

result-003010 = The settlement exceeds the amount that is left to settle.
result-003011 = The fees of the settlement exceed the fees that are left.
result-003012 = The dispute has already been settled.

## Currency conversion

result-004801 = The wallet could not be debited.
result-004802 = The conversion failed.
result-004803 = The currency market is closed, and trading outside its hours is not enabled.

## Fraud

result-008001 = The card is suspected to be counterfeit.
result-008002 = The card was reported lost.
result-008003 = The card was reported stolen.
result-008004 = The card’s first digits are blocked.
result-008005 = The payment broke a security rule of the bank.
result-008006 = The bank suspects fraud.
result-008007 = The card holder has blocked the card for a while.
result-008008 = The account behind the card does not exist.
result-008500 = The payment was blocked by the rules against fraud.
result-008501 = The country is blocked by the rules against fraud.
result-008502 = The IBAN is blocked by the rules against fraud.
result-008503 = The BIC is blocked by the rules against fraud.
result-008504 = The amount is blocked by the rules against fraud.
result-008505 = Too many payments in a short time, by the rules against fraud.
result-008506 = The country of the payer’s network address is blocked by the rules against fraud.
result-008507 = The sum of payments is above what the rules against fraud allow.
result-008508 = The country of the card’s issuer is blocked by the rules against fraud.
result-008509 = The user has more cards than the rules against fraud allow.
result-008510 = More users share the card than the rules against fraud allow.
result-008512 = The payer’s network address and the card are of different countries, which the rules against fraud do not allow.
result-008513 = The user has used more devices than the rules against fraud allow.
result-008514 = The card’s first digits are blocked by the rules against fraud.
result-008516 = The British bank account is blocked by the rules against fraud.
result-008517 = The US bank account is blocked by the rules against fraud.
result-008518 = The Canadian bank account is blocked by the rules against fraud.
result-008519 = The bank account is blocked by the rules against fraud.
result-008600 = The wallet is blocked. Ask Mangopay support.
result-008700 = The user is blocked. The user’s regulatory status tells why.
result-008999 = Fraud is suspected.

## Payouts

result-101119 = The bank details are missing or invalid.
result-121001 = The bank refused the payout.
result-121002 = The author does not own the wallet.
result-121003 = There is not enough money in the wallet.
result-121004 = The payout was refused for a reason of its own. Ask Mangopay support.
result-121005 = The payout was blocked by the rules against fraud.
result-121006 = The bank account is no longer active.
result-121007 = The author does not own the bank account.
result-121009 = The payout was not processed in time.
result-121010 = Mangopay must look closer at the sender or the recipient.
result-121012 = The bank account is of the wrong kind for this payout.
result-121018 = The bank account was created after 30 April 2026 and cannot be paid out to. Create a recipient instead.
result-121019 = The bank account’s address has the old form. Create a recipient instead.
result-121030 = The name does not match the IBAN. Check both with the user.
result-121999 = The payout failed for a reason that Mangopay does not name.

## Instant payouts

result-130001 = Instant payouts are not set up for the platform.
result-130002 = The amount is above what instant payouts allow.
result-130003 = The user is not verified, which an instant payout needs.
result-130004 = The instant payout was blocked by the rules against fraud.
result-130005 = The instant payout was asked for with wrong data.
result-130006 = The instant payout failed technically.
result-130007 = The recipient’s bank cannot be reached with instant payouts.
result-130008 = The same amount was paid instantly to the same account within the last 24 hours.
result-130009 = The IBAN is invalid.
result-130010 = An instant payout was not possible.
result-130011 = The payout needs a review by hand, which an instant payout does not allow.

## Reports

result-805001 = The report was asked for with wrong data.
result-809001 = The report could not be made.

## Codes that only old SDKs know, and any other

result-old = An old code. Mangopay no longer documents what it means.
