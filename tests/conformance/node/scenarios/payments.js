'use strict';
// Wallets, transfers, pay-ins of all kinds, refunds, payouts, conversions.

const {
  BACK, CHALLENGED, SECURE, account, answer, api, balance, card, cents, charge, eur, funded, guarded, ids, later,
  payer, paying, payout, person, query, recipient, refusal, registered, tell, transfer, verified, wallet,
} = require('../kit');
const { answered, holds, same, scenario, wrong } = require('../suite');

scenario('a wallet begins empty', [wrong('POST /wallets', '/Balance/Amount', 1)], async () => {
  const user = await person();
  const held = await wallet(user, 'JPY');
  same([cents(held.Balance), held.Owners, held.Currency], [[0, 'JPY'], [user.Id], 'JPY']);
});

scenario('a wallet is renamed', [answered('PUT /wallets/*', 200, '{}')], async () => {
  const { Id } = await wallet(await person());
  await api.Wallets.update({ Id, Description: 'Rents', Tag: 'new' });
  const again = await api.Wallets.get(Id);
  same([again.Description, again.Tag], ['Rents', 'new']);
});

scenario('a wallet needs a description', [wrong('POST /wallets', '/errors', {})], async () => {
  same(await refusal(wallet(await person(), 'EUR', { Description: undefined })), ['param_error', ['Description']]);
});

scenario('wallets of a user are listed', [wrong('GET /users/*/wallets', '/*/Id', 'x')], async () => {
  const user = await person();
  const made = [await wallet(user), await wallet(user, 'GBP')];
  same(ids(await api.Users.getWallets(user.Id)), ids(made));
});

scenario("a wallet's transactions are filtered", [wrong('GET /wallets/*/transactions', '/*/Type', 'x')], async () => {
  const [user, held] = await funded(5000);
  await transfer(user, held, await wallet(await person()), 1000);
  const [both, sent] = [
    await api.Wallets.getTransactions(held.Id),
    await api.Wallets.getTransactions(held.Id, query({ Type: 'TRANSFER' })),
  ];
  same(
    both.map((t) => t.Type),
    ['PAYIN', 'TRANSFER'],
  );
  same(
    sent.map((t) => [t.Type, t.DebitedFunds.Amount]),
    [['TRANSFER', 1000]],
  );
});

// Transfers

scenario(
  'a transfer moves money and fees',
  [wrong('POST /transfers', '/CreditedFunds/Amount', 1), wrong('GET /wallets/*', '/Balance/Amount', 1)],
  async () => {
    const [user, source] = await funded(5000);
    const target = await wallet(await person());
    const moved = await transfer(user, source, target, 1000, 150);
    same([moved.Status, moved.ResultCode, cents(moved.CreditedFunds)], ['SUCCEEDED', '000000', [850, 'EUR']]);
    same([await balance(source), await balance(target)], [4000, 850]);
  },
);

// Refusals by business rules: 200, FAILED, and why.
const FAILING = {
  '001001': async () => {
    const [user, held] = await funded(100);
    return transfer(user, held, await wallet(await person()), 200);
  },
  101108: async () => {
    const [user, held] = await funded(100);
    return transfer(user, held, held, 50);
  },
  '001014': async () => {
    const [user, held] = await funded(100);
    return transfer(user, held, await wallet(await person()), 50, 50);
  },
  '002702': async () => {
    const [user, held] = await funded(100);
    return transfer(user, held, await wallet(await payer()), 50);
  },
};
for (const [code, work] of Object.entries(FAILING)) {
  scenario(`a transfer fails with ${code}`, [wrong('POST /transfers', '/ResultCode', '000000')], async () => {
    const moved = await work();
    same([moved.Status, moved.ResultCode], ['FAILED', code]);
  });
}

scenario(
  'a large transfer waits for authentication',
  [wrong('POST /transfers', '/PendingUserAction', {}), wrong('GET /transfers/*', '/Status', 'CREATED')],
  async () => {
    const [user, source] = await funded(90000, await guarded());
    const moved = await transfer(user, source, await wallet(await person()), 60000);
    same(moved.Status, 'CREATED');
    holds(/^http/.test(moved.PendingUserAction.RedirectUrl), 'no link');
    await answer('transfers', moved);
    same((await api.Transfers.get(moved.Id)).Status, 'SUCCEEDED');
  },
);

scenario('a transfer is given back', [wrong('GET /transfers/*/refunds', '/*/Nature', 'x')], async () => {
  const [user, source] = await funded(5000);
  const moved = await transfer(user, source, await wallet(await person()), 1000, 100);
  const back = await api.Transfers.createRefund(moved.Id, { AuthorId: user.Id });
  same([back.Status, await balance(source)], ['SUCCEEDED', 5000]);
  same(
    (await api.Transfers.getRefunds(moved.Id)).map((r) => [r.Id, r.Nature]),
    [[back.Id, 'REFUND']],
  );
});

// Cards

scenario(
  "a card is registered by its holder's browser",
  [wrong('PUT /cardregistrations/*', '/Status', 'x'), wrong('GET /cards/*', '/Alias', 'x')],
  async () => {
    const user = await payer();
    const done = await registered(user);
    same([done.Status, done.ResultCode], ['VALIDATED', '000000']);
    const held = await api.Cards.get(done.CardId);
    same([held.Alias, held.UserId, held.Active, held.Validity], ['497010XXXXXX1119', user.Id, true, 'UNKNOWN']);
  },
);

scenario('a wrong card number is told', [wrong('PUT /cardregistrations/*', '/ResultCode', '000000')], async () => {
  same((await registered(await payer(), '4970107111111118')).ResultCode, '105202');
});

scenario('a card is switched off for good', [answered('PUT /cards/*', 200, '{}')], async () => {
  const user = await payer();
  const Id = await card(user);
  await api.Cards.update({ Id, Active: false });
  same((await api.Cards.get(Id)).Active, false);
  same(ids(await api.Users.getCards(user.Id, query({ Active: true }))), []);
});

scenario('a card is validated without payment', [wrong('GET /cards/*/validation/*', '/Validity', 'x')], async () => {
  const user = await payer();
  const held = await card(user);
  const made = await api.Cards.validate(held, { AuthorId: user.Id, ...SECURE });
  same((await api.Cards.getCardValidation(held, made.Id)).Validity, 'VALID');
});

scenario(
  'a card pays at once',
  [wrong('POST /payins/card/direct', '/Status', 'x'), wrong('GET /users/*/transactions', '/*/Id', 'x')],
  async () => {
    const [user, held] = [await payer(), await wallet(await person())];
    const paid = await charge(user, held, 2500, 120);
    same(
      [paid.Status, paid.ResultCode, cents(paid.CreditedFunds), await balance(held)],
      ['SUCCEEDED', '000000', [2380, 'EUR'], 2380],
    );
    same(ids(await api.Users.getTransactions(user.Id)), [paid.Id]);
  },
);

scenario(
  "a holder is sent to the bank's page",
  [wrong('POST /payins/card/direct', '/SecureModeRedirectURL', ''), wrong('GET /payins/*', '/Status', 'x')],
  async () => {
    const paid = await charge(await payer(), await wallet(await person()), 2500, 0, CHALLENGED);
    same(paid.Status, 'CREATED');
    holds(/^http/.test(paid.SecureModeRedirectURL || paid.ExecutionDetails?.SecureModeRedirectURL), 'no page');
    await answer('payins', paid);
    same((await api.PayIns.get(paid.Id)).Status, 'SUCCEEDED');
  },
);

for (const [amount, code] of [
  [33305, '101101'],
  [33351, '101102'],
  [33343, '008003'],
]) {
  scenario(
    `the bank refuses ${amount} with ${code}`,
    [wrong('POST /payins/card/direct', '/ResultCode', '000000')],
    async () => {
      const paid = await charge(await payer(), await wallet(await person()), amount);
      same([paid.Status, paid.ResultCode], ['FAILED', code]);
    },
  );
}

scenario('a pay-in needs its members', [wrong('POST /payins/card/direct', '/errors', {})], async () => {
  const call = charge(await payer(), await wallet(await person()), 100, 0, undefined, { BrowserInfo: undefined });
  same(await refusal(call), ['param_error', ['BrowserInfo']]);
});

scenario(
  "a card's payments are listed",
  [
    wrong('GET /cards/*/transactions', '/*/Id', 'x'),
    wrong('GET /cards/fingerprints/*/transactions', '/*/Id', 'x'),
    wrong('GET /cards/fingerprints/*', '/*/Id', 'x'),
  ],
  async () => {
    const [user, held] = [await payer(), await wallet(await person())];
    const used = await card(user);
    const paid = await charge(user, held, 700, 0, undefined, { CardId: used });
    const { Fingerprint } = await api.Cards.get(used);
    same(ids(await api.Cards.getTransactions(used)), [paid.Id]);
    same(ids(await api.Cards.getTransactionsForFingerprint(Fingerprint)), [paid.Id]);
    same(ids(await api.Cards.getByFingerprint(Fingerprint)).includes(used), true);
  },
);

// Bank wires

const wire = async (to, amount, fees) =>
  api.PayIns.create({
    AuthorId: (await payer()).Id,
    CreditedWalletId: to.Id,
    DeclaredDebitedFunds: eur(amount),
    DeclaredFees: eur(fees),
    PaymentType: 'BANK_WIRE',
    ExecutionType: 'DIRECT',
  });

scenario(
  'a wire is announced and arrives',
  [
    wrong('POST /payins/bankwire/direct', '/DebitedFunds/Currency', 'EUR'),
    wrong('GET /payins/*', '/CreditedFunds/Amount', 1),
  ],
  async () => {
    const held = await wallet(await person());
    const made = await wire(held, 9000, 90);
    same([made.Status, cents(made.DebitedFunds)], ['CREATED', [0, 'XXX']]);
    await tell(`/payins/${made.Id}/receive`);
    const done = await api.PayIns.get(made.Id);
    same([done.Status, cents(done.CreditedFunds), await balance(held)], ['SUCCEEDED', [8910, 'EUR'], 8910]);
  },
);

scenario('a wire that never comes', [wrong('GET /payins/*', '/ResultCode', 'x')], async () => {
  const made = await wire(await wallet(await person()), 9000, 0);
  await later(32 * 86400);
  const done = await api.PayIns.get(made.Id);
  same([done.Status, done.ResultCode], ['FAILED', '101109']);
});

// Other ways to pay: what the SDK calls each, its path, its currency and its members.
const METHODS = {
  BCMC: ['bancontact', 'EUR', {}],
  IDEAL: ['ideal', 'EUR', {}],
  MULTIBANCO: ['multibanco', 'EUR', {}],
  SATISPAY: ['satispay', 'EUR', { Country: 'IT' }],
  BLIK: ['blik', 'PLN', {}],
  SWISH: ['swish', 'SEK', {}],
  TWINT: ['twint', 'CHF', {}],
  BIZUM: ['bizum', 'EUR', { Phone: '+34611111111' }],
  MBWAY: ['mbway', 'EUR', { Phone: '351#269458236' }],
  GIROPAY: ['giropay', 'EUR', {}],
  KLARNA: [
    'klarna',
    'EUR',
    {
      Country: 'FR',
      Culture: 'FR',
      LineItems: [{ Name: 'Chair', Quantity: 1, UnitAmount: 2000, TaxAmount: 0 }],
      Billing: {
        FirstName: 'Renee',
        LastName: 'Dupre',
        Address: { AddressLine1: '1 rue du Port', City: 'Nantes', PostalCode: '44000', Country: 'FR' },
      },
    },
  ],
};
for (const [PaymentType, [path, currency, fields]] of Object.entries(METHODS)) {
  scenario(
    `${PaymentType} is paid elsewhere`,
    [wrong(`POST /payins/payment-methods/${path}`, '/Status', 'x'), wrong('GET /payins/*', '/PaymentType', 'CARD')],
    async () => {
      const held = await wallet(await person(), currency);
      const made = await api.PayIns.create({
        ...paying(await payer(), held, 2000, 100),
        ReturnURL: BACK,
        ...fields,
        PaymentType,
        ExecutionType: 'WEB',
      });
      same(made.Status, 'CREATED');
      await answer('payins', made);
      const done = await api.PayIns.get(made.Id);
      same([done.PaymentType, done.Status, await balance(held)], [PaymentType, 'SUCCEEDED', 1900]);
    },
  );
}

scenario(
  'a card is paid on a hosted page',
  [wrong('POST /payins/card/web', '/Status', 'x'), wrong('GET /payins/card/web/*/extended', '/Alias', '')],
  async () => {
    const held = await wallet(await person());
    const made = await api.PayIns.create({
      ...paying(await payer(), held, 2000),
      ReturnURL: BACK,
      CardType: 'CB_VISA_MASTERCARD',
      Culture: 'FR',
      PaymentType: 'CARD',
      ExecutionType: 'WEB',
    });
    same(made.Status, 'CREATED');
    await answer('payins', made);
    const told = await api.PayIns.getCardWebPayInExtendedDetails(made.Id);
    same([told.PaymentType, told.Alias.slice(6, 12), await balance(held)], ['CARD', 'XXXXXX', 2000]);
  },
);

scenario('PayPal is told of parcels', [wrong('PUT /payins/*/trackings', '/Trackings', [])], async () => {
  const made = await api.PayIns.createPayPal({
    ...paying(await payer(), await wallet(await person()), 2000),
    ReturnURL: BACK,
    LineItems: [{ Name: 'Chair', Quantity: 1, UnitAmount: 2000, TaxAmount: 0 }],
  });
  await answer('payins', made);
  const told = await api.PayIns.addPayPalTrackingInformation(made.Id, {
    TrackingNumber: '16SA66516',
    Carrier: 'DHL',
    NotifyBuyer: true,
  });
  same(
    told.Trackings.map((t) => t.TrackingNumber),
    ['16SA66516'],
  );
});

scenario(
  'PayPal collects data of the sale',
  [wrong('POST /payins/payment-methods/paypal/data-collection', '/dataCollectionId', 'x')],
  async () => {
    const { dataCollectionId } = await api.PayIns.createPayPalDataCollection({ sender_first_name: 'Jane' });
    const told = await api.PayIns.getPayPalDataCollection(dataCollectionId).catch(() => ({}));
    same(told.sender_first_name, 'Jane');
  },
);

scenario('Google Pay is paid at once', [wrong('POST /payins/payment-methods/googlepay', '/Status', 'x')], async () => {
  const held = await wallet(await person());
  const made = await api.PayIns.createGooglePay({
    ...paying(await payer(), held, 2000),
    ...SECURE,
    PaymentData: '{"signature": "x"}',
    PaymentType: 'GOOGLE_PAY',
    ExecutionType: 'DIRECT',
  });
  same([made.Status, await balance(held)], ['SUCCEEDED', 2000]);
});

// Refunds

scenario('a pay-in is given back with its fees', [wrong('GET /refunds/*', '/Fees/Amount', 0)], async () => {
  const [user, held] = [await payer(), await wallet(await person())];
  const paid = await charge(user, held, 1000, 100);
  const { Id } = await api.PayIns.createRefund(paid.Id, { AuthorId: user.Id });
  const back = await api.Refunds.get(Id);
  same(
    [back.Type, back.Nature, cents(back.Fees), cents(back.CreditedFunds)],
    ['PAYOUT', 'REFUND', [-100, 'EUR'], [1000, 'EUR']],
  );
  same(await balance(held), 0);
});

scenario('a pay-in is given back in part', [wrong('GET /payins/*/refunds', '/*/DebitedFunds/Amount', 1)], async () => {
  const [user, held] = [await payer(), await wallet(await person())];
  const paid = await charge(user, held, 1000);
  await api.PayIns.createRefund(paid.Id, { AuthorId: user.Id, DebitedFunds: eur(300), Fees: eur(0) });
  same(
    (await api.PayIns.getRefunds(paid.Id)).map((r) => cents(r.DebitedFunds)),
    [[300, 'EUR']],
  );
  same(await balance(held), 700);
});

scenario('a refund names both sums or neither', [wrong('POST /payins/*/refunds', '/errors', {})], async () => {
  const user = await payer();
  const paid = await charge(user, await wallet(await person()), 1000);
  const call = api.PayIns.createRefund(paid.Id, { AuthorId: user.Id, DebitedFunds: eur(300) });
  same(await refusal(call), ['param_error', ['Fees']]);
});

// Payouts

const paidOut = async (fields = {}, amount = 1500) => {
  const [user, held] = await funded(5000, await verified());
  return [await payout(user, held, await recipient(user), amount, fields), held];
};

scenario(
  'a payout is created, then sent',
  [wrong('POST /payouts/bankwire', '/Status', 'x'), wrong('GET /payouts/*', '/Status', 'CREATED')],
  async () => {
    const [made, held] = await paidOut();
    same(made.Status, 'CREATED');
    await tell(`/payouts/${made.Id}/decide`);
    same([(await api.PayOuts.get(made.Id)).Status, await balance(held)], ['SUCCEEDED', 3500]);
  },
);

scenario('a payout the bank refuses', [wrong('GET /payouts/*', '/ResultCode', 'x')], async () => {
  const [made, held] = await paidOut();
  await tell(`/payouts/${made.Id}/decide`, { code: '121001' });
  same([(await api.PayOuts.get(made.Id)).ResultCode, await balance(held)], ['121001', 5000]);
});

scenario('a payout that comes back', [wrong('GET /payouts/*/refunds', '/*/Id', 'x')], async () => {
  const [made, held] = await paidOut();
  await tell(`/payouts/${made.Id}/decide`);
  const { id } = await tell(`/payouts/${made.Id}/return`, { reason: 'BANKACCOUNT_INCORRECT' });
  same(ids(await api.PayOuts.getRefunds(made.Id)), [id]);
  same(await balance(held), 5000);
});

scenario('an instant payout', [wrong('GET /payouts/bankwire/*', '/ModeApplied', 'STANDARD')], async () => {
  const [made] = await paidOut({ PayoutModeRequested: 'INSTANT_PAYMENT' });
  await later(20);
  const told = await api.PayOuts.getBankwire(made.Id);
  same([told.ModeRequested, told.ModeApplied], ['INSTANT_PAYMENT', 'INSTANT_PAYMENT']);
});

scenario(
  'an account made lately is paid nothing out',
  [wrong('POST /payouts/bankwire', '/ResultCode', 'x')],
  async () => {
    const [user, held] = await funded(5000, await verified());
    same((await payout(user, held, await account(user), 1500)).ResultCode, '121018');
  },
);

scenario(
  'whether a payout can be instant',
  [wrong('POST /payouts/reachability', '/InstantPayout/IsReachable', false)],
  async () => {
    const [user, held] = await funded(5000, await verified());
    const told = await api.PayOuts.checkEligibility({
      AuthorId: user.Id,
      DebitedWalletId: held.Id,
      BankAccountId: (await recipient(user)).Id,
      DebitedFunds: eur(100),
      Fees: eur(0),
      PayoutModeRequested: 'INSTANT_PAYMENT',
    });
    same(told.InstantPayout.IsReachable, true);
  },
);

// Conversions

const RATE = 1.15492;
const DOLLARS = Math.round(10000 * RATE);

/** An author, a wallet of euros and one of dollars. */
const exchange = async () => {
  const [user, source] = await funded(20000);
  const target = await wallet(user, 'USD');
  return [{ AuthorId: user.Id, DebitedWalletId: source.Id, CreditedWalletId: target.Id }, target];
};

const quote = (fields = {}) =>
  api.Conversions.createQuote({
    DebitedFunds: eur(10000),
    CreditedFunds: { Currency: 'USD' },
    Duration: 300,
    ...fields,
  });

scenario('a rate is told', [wrong('GET /conversions/rate/*/*', '/MarketRate', 2)], async () => {
  const told = await api.Conversions.getConversionRate('EUR', 'USD');
  same(Number(told.MarketRate), RATE);
});

scenario(
  'money is converted at once',
  [
    wrong('GET /conversions/*', '/CreditedFunds/Amount', 1),
    wrong('POST /conversions/instant-conversion', '/Status', 'x'),
  ],
  async () => {
    const [parties, target] = await exchange();
    const made = await api.Conversions.createInstantConversion({
      ...parties,
      DebitedFunds: eur(10000),
      CreditedFunds: { Currency: 'USD' },
    });
    same(made.Status, 'SUCCEEDED');
    same(cents((await api.Conversions.getConversion(made.Id)).CreditedFunds), [DOLLARS, 'USD']);
    same(await balance(target), DOLLARS);
  },
);

scenario('a quote holds a rate', [wrong('GET /conversions/quote/*', '/Status', 'EXPIRED')], async () => {
  const made = await quote();
  same(cents(made.CreditedFunds), [DOLLARS, 'USD']);
  same((await api.Conversions.getQuote(made.Id)).Status, 'ACTIVE');
});

scenario(
  'a conversion by quote happens once',
  [wrong('POST /conversions/quoted-conversion', '/errors', {})],
  async () => {
    const [[parties, target], { Id }] = [await exchange(), await quote()];
    const convert = () => api.Conversions.createQuotedConversion({ ...parties, QuoteId: Id });
    await convert();
    same(await balance(target), DOLLARS);
    same(await refusal(convert()), ['param_error', ['QuoteId']]);
  },
);

scenario('an ended quote is refused', [wrong('POST /conversions/quoted-conversion', '/Type', 'x')], async () => {
  const [[parties], { Id }] = [await exchange(), await quote()];
  await later(301);
  same((await refusal(api.Conversions.createQuotedConversion({ ...parties, QuoteId: Id })))[0], 'param_error');
});

scenario(
  'a registration of a card is found again',
  [wrong('GET /cardregistrations/*', '/Status', 'CREATED')],
  async () => {
    const { Id } = await registered(await payer());
    same((await api.CardRegistrations.get(Id)).Status, 'VALIDATED');
  },
);

scenario('Apple Pay is paid at once', [wrong('POST /payins/applepay/direct', '/Status', 'x')], async () => {
  const held = await wallet(await person());
  const made = await api.PayIns.create({
    ...paying(await payer(), held, 2000),
    PaymentData: { TransactionId: '1', Network: 'VISA', TokenData: 'x' },
    PaymentType: 'APPLEPAY',
    ExecutionType: 'DIRECT',
  });
  same([made.Status, await balance(held)], ['SUCCEEDED', 2000]);
});

scenario('a web direct debit of old', [wrong('POST /payins/directdebit/web', '/Status', 'x')], async () => {
  const made = await api.PayIns.create({
    ...paying(await payer(), await wallet(await person()), 2000),
    ReturnURL: BACK,
    Culture: 'DE',
    DirectDebitType: 'GIROPAY',
    PaymentType: 'DIRECT_DEBIT',
    ExecutionType: 'WEB',
  });
  same(made.Status, 'CREATED');
});

scenario(
  'banks that can be paid by',
  [wrong('GET /payment-methods/openbanking/metadata/supported-banks', '/SupportedBanks', {})],
  async () => {
    const told = await api.PayIns.getPayByBankSupportedBanks();
    holds((told.SupportedBanks.Countries || []).length > 0, 'no banks');
  },
);

scenario('a card number tells its bank', [wrong('POST /payment-methods/metadata', '/BinData', [])], async () => {
  const told = await api.PayIns.getPaymentMethodMetadata({ Type: 'BIN', Bin: '497010' });
  same([told.Type, told.BinData.length > 0], ['BIN', true]);
});

scenario(
  'the platform converts its fees',
  [
    wrong('POST /clients/conversions/instant-conversion', '/Status', 'x'),
    wrong('POST /clients/conversions/quoted-conversion', '/Status', 'x'),
  ],
  async () => {
    await charge(await payer(), await wallet(await person()), 40000, 20000);
    const made = await api.Conversions.createClientWalletsInstantConversion({
      DebitedWalletType: 'FEES',
      CreditedWalletType: 'FEES',
      DebitedFunds: eur(1000),
      CreditedFunds: { Currency: 'USD' },
    });
    same(made.Status, 'SUCCEEDED');
    const { Id } = await quote();
    const second = await api.Conversions.createClientWalletsQuotedConversion({
      QuoteId: Id,
      DebitedWalletType: 'FEES',
      CreditedWalletType: 'CREDIT',
    });
    same([second.Status, (await api.Clients.getClientWallet('CREDIT', 'USD')).Balance.Amount], ['SUCCEEDED', DOLLARS]);
  },
);
