# The words for the values of the API in lists of money, accounts, reports and events: `<prefix>-<VALUE as the API spells it>`.

## Statuses that mean the same everywhere

status-CREATED = Created
status-SUCCEEDED = Succeeded
status-FAILED = Failed
status-SUBMITTED = Submitted
status-ACTIVE = Active
status-EXPIRED = Expired
status-PENDING = Pending
status-CANCELED = Cancelled
status-DEACTIVATED = Deactivated
status-WAITING = Waiting
status-CANCEL_REQUESTED = Cancel requested
status-VALIDATED = Validated
status-TO_BE_COMPLETED = To be completed
status-NO_SHOW_REQUESTED = No show requested
status-NO_SHOW = No show
status-GENERATING = Generating
status-GENERATED = Generated
status-READY_FOR_DOWNLOAD = Ready
status-ENABLED = Enabled
status-DISABLED = Disabled
status-VALIDATION_ASKED = Validation asked
status-INCOMPLETE = Incomplete
status-REFUSED = Refused
status-UNKNOWN = Not checked
status-VALID = Valid
status-INVALID = Invalid

## Disputes: status

dispute-status-CREATED = Created
dispute-status-PENDING_CLIENT_ACTION = Your answer needed
dispute-status-SUBMITTED = Submitted
dispute-status-PENDING_BANK_ACTION = With the bank
dispute-status-REOPENED_PENDING_CLIENT_ACTION = Reopened
dispute-status-CLOSED = Closed

## Disputes: type

dispute-type-CONTESTABLE = Contestable
dispute-type-NOT_CONTESTABLE = Not contestable
dispute-type-RETRIEVAL = Retrieval

## Disputes: result

dispute-result-LOST = Lost
dispute-result-WON = Won
dispute-result-VOID = Void

## Disputes: reason

dispute-reason-DUPLICATE = Duplicate
dispute-reason-FRAUD = Fraud
dispute-reason-PRODUCT_UNACCEPTABLE = Product unacceptable
dispute-reason-UNKNOWN = Not told
dispute-reason-OTHER = Other
dispute-reason-REFUND_CONVERSION_RATE = Refund at another rate
dispute-reason-AUTHORISATION_DISPUTED = Authorisation disputed
dispute-reason-TRANSACTION_NOT_RECOGNIZED = Payment not recognised
dispute-reason-PRODUCT_NOT_PROVIDED = Product not provided
dispute-reason-CANCELED_REOCCURING_TRANSACTION = Subscription was cancelled
dispute-reason-REFUND_NOT_PROCESSED = Refund not processed
dispute-reason-COUNTERFEIT_PRODUCT = Counterfeit product
dispute-reason-LATE_FAILURE_INSUFFICIENT_FUNDS = Late failure: not enough money
dispute-reason-LATE_FAILURE_CONTACT_USER = Late failure: ask the user
dispute-reason-LATE_FAILURE_BANKACCOUNT_CLOSED = Late failure: account closed
dispute-reason-LATE_FAILURE_BANKACCOUNT_INCOMPATIBLE = Late failure: account does not fit
dispute-reason-LATE_FAILURE_BANKACCOUNT_INCORRECT = Late failure: account details wrong

## Hosted identity verification: status

quote-status-ACTIVE = Usable when read
quote-status-EXPIRED = Used or expired
idv-status-PENDING = Link not opened
idv-status-REVIEW = In review
idv-status-VALIDATED = Validated
idv-status-REFUSED = Refused
idv-status-EXPIRED = Link expired
idv-status-OUT_OF_DATE = Out of date
idv-status-TIMEOUT = Timed out
idv-status-ERROR = Error

## Transactions: type

tx-type-PAYIN = Pay-in
tx-type-TRANSFER = Transfer
tx-type-CONVERSION = Conversion
tx-type-PAYOUT = Payout
tx-type-CARD_VALIDATION = Card validation

## Transactions: nature

nature-REGULAR = Regular
nature-REFUND = Refund
nature-REPUDIATION = Repudiation
nature-SETTLEMENT = Settlement

## Transactions: how they are paid

payment-CARD = Card
payment-BANK_WIRE = Bank wire
payment-DIRECT_DEBIT = Direct debit
payment-PREAUTHORIZED = Preauthorised card
payment-APPLEPAY = Apple Pay
payment-GOOGLE_PAY = Google Pay
payment-PAYPAL = PayPal
payment-BCMC = Bancontact
payment-IDEAL = iDEAL
payment-KLARNA = Klarna
payment-MBWAY = MB WAY
payment-MULTIBANCO = Multibanco
payment-SATISPAY = Satispay
payment-BLIK = BLIK
payment-BIZUM = Bizum
payment-SWISH = Swish
payment-TWINT = Twint
payment-PAY_BY_BANK = Pay by Bank
payment-GIROPAY = Giropay
payment-PAYCONIQ = Payconiq

## Transactions: how they are carried out

execution-DIRECT = Direct
execution-WEB = Web
execution-EXTERNAL_INSTRUCTION = External instruction

## Why money came back

refund-reason-INITIALIZED_BY_CLIENT = Made by the platform
refund-reason-OTHER = Other
refund-reason-BANKACCOUNT_INCORRECT = Account details wrong
refund-reason-OWNER_DO_NOT_MATCH_BANKACCOUNT = Account belongs to somebody else
refund-reason-OWNER_DOT_NOT_MATCH_BANKACCOUNT = Account belongs to somebody else
refund-reason-BANKACCOUNT_HAS_BEEN_CLOSED = Account was closed
refund-reason-WITHDRAWAL_IMPOSSIBLE_ON_SAVINGS_ACCOUNTS = Savings account
refund-reason-INITIALIZED_BY_MANGOPAY = Made by Mangopay
refund-reason-AG01_FORBIDDEN_TRANSACTION = Forbidden transaction (AG01)
refund-reason-AG02_INVALID_BANK_OPERATION = Invalid bank operation (AG02)
refund-reason-AC06_BLOCKED_BANKACCOUNT = Blocked bank account (AC06)
refund-reason-AM05_DUPLICATE_PAYMENT = Duplicate payment (AM05)
refund-reason-BE04_BENEFICIARY_ADDRESS_MISSING = Beneficiary address missing (BE04)
refund-reason-CNOR_INVALID_BIC = Invalid BIC (CNOR)
refund-reason-DNOR_DEBTOR_BANK_NOT_REGISTERED = Debtor bank not registered (DNOR)
refund-reason-ED05_SETTLEMENT_FAILED = Settlement failed (ED05)
refund-reason-ERIN_REMITTANCE_INFO_NOT_SUPPORTED = Remittance info not supported (ERIN)
refund-reason-FF01_INVALID_FILE_FORMAT = Invalid file format (FF01)
refund-reason-FOCR_RECALLED = Recalled (FOCR)
refund-reason-MD07_BENEFICIARY_IS_DECEASED = Beneficiary is deceased (MD07)
refund-reason-MS02_BENEFICIARY_ORDER = Beneficiary order (MS02)
refund-reason-MS03_NOT_SPECIFIED = Not specified (MS03)
refund-reason-RC01_INVALIDE_BIC = Invalid BIC (RC01)
refund-reason-RR01_REGULATORY_REASON = Regulatory reason (RR01)
refund-reason-RR02_REGULATORY_REASON = Regulatory reason (RR02)
refund-reason-RR03_BENEFICIARY_NAME_OR_ADDRESS_MISSING = Beneficiary name or address missing (RR03)
refund-reason-RR04_REGULATORY_REASON = Regulatory reason (RR04)
refund-reason-TM01_CUT_OFF_TIME = Cut off time (TM01)
refund-reason-CB = Chargeback

## Cards

card-type-CB_VISA_MASTERCARD = CB, Visa, Mastercard
card-type-AMEX = American Express
card-type-MAESTRO = Maestro
card-type-BCMC = Bancontact
card-type-DINERS = Diners
card-type-MASTERPASS = Masterpass
card-type-P24 = P24
card-type-IDEAL = iDEAL
card-type-PAYLIB = Paylib

## Mandates

scheme-SEPA = SEPA
scheme-BACS = BACS

## Bank accounts

bank-type-IBAN = IBAN
bank-type-GB = British
bank-type-US = United States
bank-type-CA = Canadian
bank-type-OTHER = Other country

## Recipients

payout-method-LocalBankTransfer = Local bank transfer
payout-method-InternationalBankTransfer = International bank transfer

## Recipients: scope

recipient-scope-PAYOUT = Payouts
recipient-scope-PAYIN = Pay-ins
recipient-scope-ALL = Payouts and pay-ins

## Recipients: kind

recipient-type-Individual = Individual
recipient-type-Business = Business

## Wallets

funds-DEFAULT = Ordinary
funds-FEES = Fees
funds-CREDIT = Credit

## Reports

report-type-TRANSACTIONS = Transactions
report-type-WALLETS = Wallets
report-type-USER_WALLET_TRANSACTIONS = User wallet transactions
report-type-COLLECTED_FEES = Collected fees
report-type-ECHO_INTENT = Echo intents
report-type-ECHO_INTENT_ACTION = Echo intent actions
report-type-ECHO_SETTLEMENT = Echo settlements
report-type-ECHO_SPLIT = Echo splits
report-type-ACQUIRING_SETTLEMENT = Acquiring settlement

## Declarations of owners

ubo-reason-MISSING_UBO = An owner is missing
ubo-reason-WRONG_UBO_INFORMATION = Wrong details of an owner
ubo-reason-UBO_IDENTITY_NEEDED = Identity of an owner needed
ubo-reason-SHAREHOLDERS_DECLARATION_NEEDED = Shareholders declaration needed
ubo-reason-ORGANIZATION_CHART_NEEDED = Organisation chart needed
ubo-reason-DOCUMENTS_NEEDED = Documents needed
ubo-reason-DECLARATION_DO_NOT_MATCH_UBO_INFORMATION = Does not match the owners’ details
ubo-reason-SPECIFIC_CASE = Specific case

## Events

event-PAYIN_NORMAL_CREATED = Pay-in created
event-PAYIN_NORMAL_SUCCEEDED = Pay-in succeeded
event-PAYIN_NORMAL_FAILED = Pay-in failed
event-PAYIN_NORMAL_PROCESSING_STATUS_PENDING_SUCCEEDED = Pay-in processing, will succeed
event-PAYIN_REFUND_CREATED = Pay-in refund created
event-PAYIN_REFUND_SUCCEEDED = Pay-in refund succeeded
event-PAYIN_REFUND_FAILED = Pay-in refund failed
event-PAYIN_REPUDIATION_CREATED = Pay-in repudiation created
event-PAYIN_REPUDIATION_SUCCEEDED = Pay-in repudiation succeeded
event-PAYIN_REPUDIATION_FAILED = Pay-in repudiation failed
event-TRANSFER_NORMAL_CREATED = Transfer created
event-TRANSFER_NORMAL_SUCCEEDED = Transfer succeeded
event-TRANSFER_NORMAL_FAILED = Transfer failed
event-TRANSFER_REFUND_CREATED = Transfer refund created
event-TRANSFER_REFUND_SUCCEEDED = Transfer refund succeeded
event-TRANSFER_REFUND_FAILED = Transfer refund failed
event-TRANSFER_SETTLEMENT_CREATED = Transfer settlement created
event-TRANSFER_SETTLEMENT_SUCCEEDED = Transfer settlement succeeded
event-TRANSFER_SETTLEMENT_FAILED = Transfer settlement failed
event-PAYOUT_NORMAL_CREATED = Payout created
event-PAYOUT_NORMAL_SUCCEEDED = Payout succeeded
event-PAYOUT_NORMAL_FAILED = Payout failed
event-INSTANT_PAYOUT_SUCCEEDED = Instant payout succeeded
event-INSTANT_PAYOUT_FALLBACKED = Instant payout fell back
event-INSTANT_PAYOUT_FAILED = Instant payout failed
event-PAYOUT_REFUND_CREATED = Payout refund created
event-PAYOUT_REFUND_SUCCEEDED = Payout refund succeeded
event-PAYOUT_REFUND_FAILED = Payout refund failed
event-INSTANT_CONVERSION_CREATED = Instant conversion created
event-INSTANT_CONVERSION_SUCCEEDED = Instant conversion succeeded
event-INSTANT_CONVERSION_FAILED = Instant conversion failed
event-QUOTED_CONVERSION_CREATED = Quoted conversion created
event-QUOTED_CONVERSION_SUCCEEDED = Quoted conversion succeeded
event-QUOTED_CONVERSION_FAILED = Quoted conversion failed
event-DISPUTE_CREATED = Dispute created
event-DISPUTE_ACTION_REQUIRED = Dispute action required
event-DISPUTE_SUBMITTED = Dispute submitted
event-DISPUTE_SENT_TO_BANK = Dispute sent to bank
event-DISPUTE_FURTHER_ACTION_REQUIRED = Dispute further action required
event-DISPUTE_CLOSED = Dispute closed
event-DISPUTE_DOCUMENT_CREATED = Dispute document created
event-DISPUTE_DOCUMENT_VALIDATION_ASKED = Dispute document validation asked
event-DISPUTE_DOCUMENT_SUCCEEDED = Dispute document succeeded
event-DISPUTE_DOCUMENT_FAILED = Dispute document failed
event-MANDATE_CREATED = Mandate created
event-MANDATE_SUBMITTED = Mandate submitted
event-MANDATE_ACTIVATED = Mandate activated
event-MANDATE_FAILED = Mandate failed
event-MANDATE_EXPIRED = Mandate expired
event-PREAUTHORIZATION_CREATED = Preauthorisation created
event-PREAUTHORIZATION_SUCCEEDED = Preauthorisation succeeded
event-PREAUTHORIZATION_FAILED = Preauthorisation failed
event-PREAUTHORIZATION_PAYMENT_WAITING = Preauthorisation payment waiting
event-PREAUTHORIZATION_PAYMENT_CANCELED = Preauthorisation payment cancelled
event-PREAUTHORIZATION_PAYMENT_EXPIRED = Preauthorisation payment expired
event-PREAUTHORIZATION_PAYMENT_VALIDATED = Preauthorisation payment validated
event-DEPOSIT_PREAUTHORIZATION_CREATED = Deposit preauthorisation created
event-DEPOSIT_PREAUTHORIZATION_FAILED = Deposit preauthorisation failed
event-DEPOSIT_PREAUTHORIZATION_PAYMENT_WAITING = Deposit preauthorisation payment waiting
event-DEPOSIT_PREAUTHORIZATION_PAYMENT_VALIDATED = Deposit preauthorisation payment validated
event-DEPOSIT_PREAUTHORIZATION_PAYMENT_FAILED = Deposit preauthorisation payment failed
event-DEPOSIT_PREAUTHORIZATION_PAYMENT_CANCEL_REQUESTED = Deposit preauthorisation payment cancel requested
event-DEPOSIT_PREAUTHORIZATION_PAYMENT_CANCEL_REQUEST = Deposit preauthorisation payment cancel request
event-DEPOSIT_PREAUTHORIZATION_PAYMENT_CANCELED = Deposit preauthorisation payment cancelled
event-DEPOSIT_PREAUTHORIZATION_PAYMENT_EXPIRED = Deposit preauthorisation payment expired
event-DEPOSIT_PREAUTHORIZATION_PAYMENT_TO_BE_COMPLETED = Deposit preauthorisation payment to be completed
event-DEPOSIT_PREAUTHORIZATION_PAYMENT_NO_SHOW_REQUESTED = Deposit preauthorisation payment no show requested
event-DEPOSIT_PREAUTHORIZATION_PAYMENT_NO_SHOW = Deposit preauthorisation payment no show
event-RECURRING_REGISTRATION_CREATED = Recurring registration created
event-RECURRING_REGISTRATION_AUTH_NEEDED = Recurring registration auth needed
event-RECURRING_REGISTRATION_IN_PROGRESS = Recurring registration in progress
event-RECURRING_REGISTRATION_ENDED = Recurring registration ended
event-CARD_VALIDATION_CREATED = Card validation created
event-CARD_VALIDATION_SUCCEEDED = Card validation succeeded
event-CARD_VALIDATION_FAILED = Card validation failed
event-VIRTUAL_ACCOUNT_ACTIVE = Virtual account active
event-VIRTUAL_ACCOUNT_BLOCKED = Virtual account blocked
event-VIRTUAL_ACCOUNT_CLOSED = Virtual account closed
event-VIRTUAL_ACCOUNT_FAILED = Virtual account failed
event-RECIPIENT_ACTIVE = Recipient active
event-RECIPIENT_CANCELED = Recipient cancelled
event-RECIPIENT_DEACTIVATED = Recipient deactivated
event-KYC_CREATED = KYC created
event-KYC_VALIDATION_ASKED = KYC validation asked
event-KYC_SUCCEEDED = KYC succeeded
event-KYC_FAILED = KYC failed
event-KYC_OUTDATED = KYC out of date
event-UBO_DECLARATION_CREATED = UBO declaration created
event-UBO_DECLARATION_VALIDATION_ASKED = UBO declaration validation asked
event-UBO_DECLARATION_VALIDATED = UBO declaration validated
event-UBO_DECLARATION_REFUSED = UBO declaration refused
event-UBO_DECLARATION_INCOMPLETE = UBO declaration incomplete
event-IDENTITY_VERIFICATION_VALIDATED = Identity verification validated
event-IDENTITY_VERIFICATION_FAILED = Identity verification failed
event-IDENTITY_VERIFICATION_INCONCLUSIVE = Identity verification inconclusive
event-IDENTITY_VERIFICATION_OUTDATED = Identity verification out of date
event-IDENTITY_VERIFICATION_TIMEOUT = Identity verification timeout
event-IDENTITY_VERIFICATION_PENDING = Identity verification pending
event-IDENTITY_VERIFICATION_EXPIRED = Identity verification expired
event-IDENTITY_VERIFICATION_PENDING_PSC_ACTION = Identity verification pending PSC action
event-IDENTITY_VERIFICATION_PSC_PENDING = Identity verification PSC pending
event-IDENTITY_VERIFICATION_PSC_VALIDATED = Identity verification PSC validated
event-IDENTITY_VERIFICATION_PSC_REJECTED = Identity verification PSC rejected
event-IDENTITY_VERIFICATION_PSC_ABANDONED = Identity verification PSC abandoned
event-USER_KYC_LIGHT = User KYC Light
event-USER_KYC_REGULAR = User KYC Regular
event-USER_KYC_RENEWAL_REQUIRED = User KYC renewal required
event-USER_KYC_RENEWED = User KYC renewed
event-USER_INFLOWS_BLOCKED = User inflows blocked
event-USER_INFLOWS_UNBLOCKED = User inflows unblocked
event-USER_OUTFLOWS_BLOCKED = User outflows blocked
event-USER_OUTFLOWS_UNBLOCKED = User outflows unblocked
event-USER_ACCOUNT_VALIDATION_ASKED = User account validation asked
event-USER_ACCOUNT_ACTIVATED = User account activated
event-USER_ACCOUNT_CLOSED = User account closed
event-USER_CATEGORY_UPDATED_TO_OWNER = User category updated to owner
event-USER_CATEGORY_UPDATED_TO_PAYER = User category updated to payer
event-USER_CATEGORY_UPDATED_TO_PLATFORM = User category updated to platform
event-LEGAL_COMPANY_NUMBER_VALIDATION_SUCCEEDED = Legal company number validation succeeded
event-LEGAL_COMPANY_NUMBER_VALIDATION_FAILED = Legal company number validation failed
event-SCA_ENROLLMENT_SUCCEEDED = SCA enrolment succeeded
event-SCA_ENROLLMENT_FAILED = SCA enrolment failed
event-SCA_ENROLLMENT_EXPIRED = SCA enrolment expired
event-SCA_EMAIL_VERIFIED = SCA email verified
event-SCA_PHONE_NUMBER_VERIFIED = SCA phone number verified
event-SCA_CONTACT_INFORMATION_UPDATE_CONSENT_GIVEN = SCA contact information update consent given
event-SCA_CONTACT_INFORMATION_UPDATE_CONSENT_REVOKED = SCA contact information update consent revoked
event-SCA_TRANSFER_CONSENT_GIVEN = SCA transfer consent given
event-SCA_TRANSFER_CONSENT_REVOKED = SCA transfer consent revoked
event-SCA_RECIPIENT_REGISTRATION_CONSENT_GIVEN = SCA recipient registration consent given
event-SCA_RECIPIENT_REGISTRATION_CONSENT_REVOKED = SCA recipient registration consent revoked
event-SCA_VIEW_ACCOUNT_INFORMATION_CONSENT_GIVEN = SCA view account information consent given
event-SCA_VIEW_ACCOUNT_INFORMATION_CONSENT_REVOKED = SCA view account information consent revoked
event-REPORT_GENERATED = Report generated
event-REPORT_FAILED = Report failed
event-REPORT_READY_FOR_DOWNLOAD = Report ready for download
event-COUNTRY_AUTHORIZATION_UPDATED = Country authorisation updated
event-INTENT_AUTHORIZED = Intent authorised
event-INTENT_CAPTURED = Intent captured
event-INTENT_REFUNDED = Intent refunded
event-INTENT_REFUND_REVERSED = Intent refund reversed
event-INTENT_DISPUTE_CREATED = Intent dispute created
event-INTENT_DISPUTE_DEFENDED = Intent dispute defended
event-INTENT_DISPUTE_WON = Intent dispute won
event-INTENT_DISPUTE_LOST = Intent dispute lost
event-INTENT_SETTLED_NOT_PAID = Intent settled not paid
event-INTENT_PAID = Intent paid
event-SPLIT_CREATED = Split created
event-SPLIT_PENDING_FUNDS_RECEPTION = Split pending funds reception
event-SPLIT_AVAILABLE = Split available
event-SPLIT_REJECTED = Split rejected
event-SPLIT_REVERSED = Split reversed
