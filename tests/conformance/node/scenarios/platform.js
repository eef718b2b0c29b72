'use strict';
// The platform itself, and what all calls have in common: paging, sorting, keys, limits, scopes, refusals.

const { randomUUID } = require('node:crypto');
const {
  account, api, charge, eur, events, ids, keyed, later, payer, person, query, refusal, tell, wallet,
} = require('../kit');
const { answered, holds, same, scenario, wrong, wrongHeader } = require('../suite');

scenario('the platform describes itself', [wrong('GET /clients', '/Licensor', 'UK')], async () => {
  const told = await api.Clients.get();
  same([told.ClientId, told.Licensor], [api.config.clientId, 'EU']);
});

scenario(
  "fees gather in the platform's wallet",
  [wrong('GET /clients/wallets/*', '/*/Balance/Amount', 0), wrong('GET /clients/wallets', '/*/Id', 'x')],
  async () => {
    await charge(await payer(), await wallet(await person()), 1000, 77);
    const fees = await api.Clients.getClientWalletsByFundsType('FEES');
    same(
      fees.map((w) => [w.Id, w.Balance.Amount]),
      [['FEES_EUR', 77]],
    );
    same(ids(await api.Clients.getClientWallets()).includes('FEES_EUR'), true);
  },
);

scenario(
  "the platform's wallets have transactions",
  [wrong('GET /clients/wallets/*/*/transactions', '/*/Nature', 'x')],
  async () => {
    const paid = await charge(await payer(), await wallet(await person()), 1000);
    await tell(`/payins/${paid.Id}/dispute`);
    const listed = await api.Clients.getClientWalletTransactions('CREDIT', 'EUR');
    same(
      listed.map((t) => t.Nature),
      ['REPUDIATION'],
    );
  },
);

scenario(
  'the platform pays its debts by wire',
  [wrong('POST /clients/payins/bankwire/direct', '/Status', 'x')],
  async () => {
    const made = await api.Clients.createBankWireDirectPayIn({
      CreditedWalletId: 'CREDIT_EUR',
      DeclaredDebitedFunds: eur(7000),
    });
    same([made.Status, made.CreditedWalletId], ['CREATED', 'CREDIT_EUR']);
    await tell(`/payins/${made.Id}/receive`);
    same((await api.Clients.getClientWallet('CREDIT', 'EUR')).Balance.Amount, 7000);
  },
);

/** Five payers, a second apart. */
const many = async () => {
  const made = [];
  for (let n = 0; n < 5; n += 1) {
    made.push((await payer()).Id);
    await later(2);
  }
  return made;
};

const full = (parameters) => api.Users.getAll({ parameters, resolveWithFullResponse: true });

for (const [name, value] of [
  ['x-number-of-pages', '3'],
  ['x-number-of-items', '5'],
]) {
  scenario(`lists tell ${name}`, [wrongHeader('GET /users', name, '9')], async () => {
    await many();
    same((await full({ per_page: 2 })).headers[name], value);
  });
}

scenario('lists link their pages', [wrongHeader('GET /users', 'link')], async () => {
  await many();
  const links = (await full({ page: 2, per_page: 2 })).headers.link || '';
  same(['first', 'prev', 'next', 'last'].filter((rel) => links.includes(`rel="${rel}"`)).length, 4);
});

scenario('lists are sorted both ways', [wrong('GET /users', '/0/Id', 'x')], async () => {
  const made = await many();
  same(ids(await api.Users.getAll(query({ Sort: 'CreationDate:DESC' }))), [...made].reverse());
  same(ids(await api.Users.getAll(query({ Sort: 'CreationDate:ASC' }))), made);
});

scenario('events are filtered by type', [wrong('GET /events', '/*/ResourceId', 'x')], async () => {
  const firm = await person();
  const made = await api.Users.createKycDocument(firm.Id, { Type: 'IDENTITY_PROOF' });
  same(await events('KYC_CREATED'), [made.Id]);
});

scenario('events are kept forty-five days', [wrong('GET /events', '/errors', {})], async () => {
  const old = Math.floor(Date.now() / 1000) - 50 * 86400;
  same(await refusal(api.Events.getAll(query({ AfterDate: old }))), ['param_error', ['AfterDate']]);
});

// Keys

const purse = (user, key, Currency = 'EUR') =>
  api.Wallets.create({ Owners: [user.Id], Description: 'Sales', Currency }, null, keyed(key));

scenario('a key works once', [wrong('POST /wallets', '/Type', 'param_error')], async () => {
  const [user, key] = [await person(), randomUUID()];
  await purse(user, key);
  same((await refusal(purse(user, key)))[0], 'idempotent_creation_conflict');
});

scenario(
  'the first answer is remembered',
  [wrong('GET /responses/*', '/StatusCode', '500'), wrong('GET /responses/*', '/Resource/Id', 'x')],
  async () => {
    const key = randomUUID();
    const made = await purse(await person(), key);
    const told = await api.Idempotency.get(key);
    same([String(told.StatusCode), told.Resource.Id], ['200', made.Id]);
  },
);

scenario('a refusal burns its key', [wrong('GET /responses/*', '/StatusCode', '200')], async () => {
  const [user, key] = [await person(), randomUUID()];
  await refusal(purse(user, key, 'AZN'));
  same(String((await api.Idempotency.get(key)).StatusCode), '400');
  same((await refusal(purse(user, key)))[0], 'idempotent_creation_conflict');
});

scenario('a key has its form', [wrong('POST /wallets', '/errors', {})], async () => {
  same(await refusal(purse(await person(), 'short')), ['param_error', ['Idempotency-Key']]);
});

scenario('a key is forgotten after a day', [answered('GET /responses/*', 200, '{"StatusCode": "200"}')], async () => {
  const key = randomUUID();
  await purse(await person(), key);
  await later(86401);
  holds((await refusal(api.Idempotency.get(key)))[0] !== undefined, 'still known');
});

// Limits, credentials, scopes

const limits = async () => {
  await api.Users.getAll();
  return api.rateLimits;
};

scenario(
  'calls are counted in four windows',
  [
    wrongHeader('GET /users', 'x-ratelimit', '9, 9, 9, 9'),
    wrongHeader('GET /users', 'x-ratelimit-reset', '0, 0, 0, 0'),
  ],
  async () => {
    const [first, second] = [await limits(), await limits()];
    same(
      second.map((w) => w.minutesInterval),
      [15, 30, 60, 1440],
    );
    same(
      second.map((w, n) => w.callsMade - first[n].callsMade),
      [1, 1, 1, 1],
    );
  },
);

scenario('what is left is told', [wrongHeader('GET /users', 'x-ratelimit-remaining', '1, 1, 1, 1')], async () => {
  same(
    (await limits()).map((w) => w.callsMade + w.callsRemaining),
    [2300, 4500, 8800, 105600],
  );
});

scenario('too many calls are refused', [wrong('GET /users', '/Type', 'other')], async () => {
  await api.Users.getAll();
  await tell('/rate', { calls: 2300 });
  same((await refusal(api.Users.getAll()))[0], 'rate_limit');
});

scenario('a missing scope is forbidden', [wrong('GET /users', '/Type', 'other')], async () => {
  await tell('/scopes', { scopes: 'Wallet.Details:rw' });
  same((await refusal(api.Users.getAll()))[0], 'forbidden_ressource');
});

scenario('an ended token is refused', [wrong('GET /users', '/Type', 'other')], async () => {
  await api.Users.getAll();
  await tell('/tokens/expire');
  same((await refusal(api.Users.getAll()))[0], 'invalid_credentials');
});

scenario('the platform changes what is told of it', [answered('PUT /clients', 200, '{}')], async () => {
  await api.Clients.update({ TaxNumber: 'FR99', PrimaryThemeColour: '#123456' });
  const told = await api.Clients.get();
  same([told.TaxNumber, told.PrimaryThemeColour], ['FR99', '#123456']);
});

scenario('fees leave the platform', [wrong('POST /clients/payouts', '/DebitedWalletId', 'x')], async () => {
  await charge(await payer(), await wallet(await person()), 5000, 1000);
  const to = await account(await person());
  const told = await api.Clients.createPayOut({
    DebitedWalletId: 'FEES_EUR',
    BankAccountId: to.Id,
    DebitedFunds: eur(400),
    Fees: eur(0),
    BankWireRef: 'fees',
  });
  same([told.DebitedWalletId, told.DebitedFunds.Amount], ['FEES_EUR', 400]);
});
