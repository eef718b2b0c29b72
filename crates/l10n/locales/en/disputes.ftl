# One dispute beside its list: others on its card, what happened, what to contest it with.

dispute-closed = Closed, { $result }
dispute-same-card = { $count ->
    [one] Another dispute uses the same card. Banks expect both to be contested.
   *[other] { $count } other disputes use the same card. Banks expect all of them to be contested.
}

## What happened

dispute-timeline = Timeline
dispute-step-opened = Opened by the bank
dispute-step-waits = Your answer asked for
dispute-step-submitted = Answer submitted
dispute-step-sent-to-bank = Sent to the bank
dispute-step-reopened = Reopened: more is asked for
dispute-step-deadline = Last moment to contest
dispute-left = { $left } left
dispute-time-not-held = Time not held
dispute-time-not-held-why = Mangopay tells when a step was taken for 45 days only.

## What to contest it with

evidence-title = Evidence for “{ $reason }”
evidence-each = Each paper shows the amount, the date and what was bought, with the name of your platform.
evidence-by-mangopay = These are the papers that Mangopay’s guide names for this reason.
evidence-by-mangrove = Mangopay’s guide names no papers for this reason: this is advice of Mangrove’s own. Mangopay’s fraud team, reached through the dashboard, can tell you more.
evidence-show = Papers for this reason
evidence-never = This dispute cannot be contested. It was closed as soon as it was there; what is left is to settle it.

paper-invoice = Invoice of what was paid
paper-both-invoices = Both invoices, one for each of the two payments
paper-named-invoice = Invoice with the buyer’s name, the amount and what was bought
paper-earlier-payments = If the buyer made two or more payments with the card 120 to 365 days before that nobody disputed: two of IP address, device id and shipping address that they share with this one
paper-authentication = Proof that the buyer was authenticated, such as the result of 3-D Secure
paper-signed-delivery = Proof of delivery, signed by the buyer
paper-delivery-or-use = Proof of delivery, or that the service was used
paper-authenticity = Proof that the goods are genuine
paper-suppliers-invoice = Invoice of the seller’s supplier
paper-return-policy = Return policy, as the buyer could read it
paper-conversion-terms = Terms that tell which exchange rate applies
paper-refund-or-policy = Proof of the refund, or the refund policy by which none is due
paper-subscription-terms = Terms of the subscription, as the buyer accepted them
paper-cancellation-record = Record that the buyer did not cancel, or cancelled after the payment
paper-mandate = Mandate of the direct debit, signed by the payer
paper-correspondence = What you, the seller and the buyer wrote to each other
paper-summary = Summary of what happened, in English
