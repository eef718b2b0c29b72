'use strict';
// Bank accounts, recipients, virtual accounts, banking aliases, mandates, countries.

const {
  BACK, IBAN, account, answer, api, balance, events, funded, guarded, ids, later, payer, paying, payout, person,
  query, recipient, refusal, tell, verified, wallet,
} = require('../kit');
const { answered, holds, same, scenario, wrong } = require('../suite');

const KINDS = {
  IBAN: { IBAN, BIC: 'BNPAFRPP' },
  GB: { SortCode: '200000', AccountNumber: '55779911' },
  US: { AccountNumber: '11696419', ABA: '071000288', DepositAccountType: 'CHECKING' },
  CA: { BranchCode: '00152', InstitutionNumber: '614', AccountNumber: '11696419', BankName: 'Bank' },
  OTHER: { Country: 'AE', BIC: 'BNPAFRPP', AccountNumber: '1234567890' },
};
for (const [kind, fields] of Object.entries(KINDS)) {
  const call = `POST /users/*/bankaccounts/${kind.toLowerCase()}`;
  scenario(`an account of kind ${kind} is kept`, [wrong(call, '/OwnerName', 'x')], async () => {
    const made = await account(await person(), kind, fields);
    same([made.OwnerName, made.Type, made.Active], ['Renee Dupre', kind, true]);
    const told = await api.Users.getBankAccount(made.UserId, made.Id);
    for (const [name, value] of Object.entries(fields)) same(told[name] || told.Details[name], value);
  });
}

scenario('a wrong sort code is refused', [wrong('POST /users/*/bankaccounts/gb', '/errors', {})], async () => {
  const call = account(await person(), 'GB', { SortCode: '20', AccountNumber: '55779911' });
  same(await refusal(call), ['param_error', ['SortCode']]);
});

scenario('an account is closed for good', [answered('PUT /users/*/bankaccounts/*', 200, '{}')], async () => {
  const made = await account(await person());
  await api.Users.deactivateBankAccount(made.UserId, made.Id);
  same((await api.Users.getBankAccount(made.UserId, made.Id)).Active, false);
});

scenario('accounts of a user are filtered', [wrong('GET /users/*/bankaccounts', '/*/Id', 'x')], async () => {
  const user = await person();
  const [first, second] = [await account(user), await account(user, 'GB', KINDS.GB)];
  await api.Users.deactivateBankAccount(user.Id, first.Id);
  same(ids(await api.Users.getBankAccounts(user.Id, query({ Active: true }))), [second.Id]);
});

const RECIPIENTS = 'POST /users/*/recipients';

scenario(
  'a recipient is active soon',
  [wrong(RECIPIENTS, '/Status', 'x'), wrong('GET /recipients/*', '/LocalBankTransfer/EUR/IBAN', 'x')],
  async () => {
    const user = await person();
    const made = await recipient(user);
    same([made.Status, made.DisplayName, made.UserId], ['PENDING', 'Main', user.Id]);
    const told = await api.Recipients.get(made.Id);
    same([told.Status, told.LocalBankTransfer], ['ACTIVE', { EUR: { IBAN } }]);
    same(await events('RECIPIENT_ACTIVE'), [made.Id]);
  },
);

scenario('a company is paid abroad', [wrong(RECIPIENTS, '/InternationalBankTransfer/BIC', 'x')], async () => {
  const made = await recipient(await person(), {
    PayoutMethodType: 'InternationalBankTransfer',
    RecipientType: 'Business',
    Currency: 'USD',
    Country: 'US',
    IndividualRecipient: undefined,
    LocalBankTransfer: undefined,
    BusinessRecipient: {
      BusinessName: 'Oak Inc',
      Address: { AddressLine1: '1 Main Street', City: 'Boston', Region: 'MA', PostalCode: '02101', Country: 'US' },
    },
    InternationalBankTransfer: { AccountNumber: '123456789', BIC: 'CHASUS33' },
  });
  same([made.BusinessRecipient.BusinessName, made.InternationalBankTransfer.BIC.slice(0, 8)], ['Oak Inc', 'CHASUS33']);
});

scenario('a recipient of an owner wants authentication', [wrong(RECIPIENTS, '/PendingUserAction', {})], async () => {
  const made = await recipient(await guarded());
  same(made.Status, 'PENDING');
  holds(/^http/.test(made.PendingUserAction.RedirectUrl), 'no link');
});

scenario(
  'a recipient is validated without being made',
  [wrong('POST /users/*/recipients/validate', '/errors', {})],
  async () => {
    const user = await person();
    const call = api.Recipients.validate({ DisplayName: 'Main', PayoutMethodType: 'LocalBankTransfer' }, user.Id);
    same((await refusal(call))[1].includes('Currency'), true);
    same(await api.Recipients.getUserRecipients(user.Id), []);
  },
);

scenario('recipients of a user are listed', [wrong('GET /users/*/recipients', '/*/RecipientScope', 'x')], async () => {
  const user = await payer();
  const made = await recipient(user, { RecipientScope: 'PAYIN' });
  same(await api.Recipients.getUserRecipients(user.Id), []);
  const listed = await api.Recipients.getUserRecipients(user.Id, query({ RecipientScope: 'PAYIN' }));
  same(
    listed.map((r) => [r.Id, r.RecipientScope]),
    [[made.Id, 'PAYIN']],
  );
});

scenario('a recipient is deactivated', [answered('PUT /recipients/*', 200, '{}')], async () => {
  const made = await recipient(await person());
  await api.Recipients.deactivate(made.Id);
  same((await api.Recipients.get(made.Id)).Status, 'DEACTIVATED');
});

scenario(
  'the schema tells what a recipient needs',
  [wrong('GET /recipients/schema', '/LocalBankTransfer', {})],
  async () => {
    const told = await api.Recipients.getSchema('LocalBankTransfer', 'Business', 'GBP', 'GB');
    same(Object.keys(told.LocalBankTransfer.GBP || {}).sort(), ['AccountNumber', 'SortCode']);
    same(told.IndividualRecipient === undefined || told.IndividualRecipient === null, true);
  },
);

scenario(
  'payout methods of a country',
  [wrong('GET /recipients/payout-methods', '/AvailablePayoutMethods', [])],
  async () => {
    const told = await api.Recipients.getPayoutMethods('US', 'USD');
    same(told.AvailablePayoutMethods.includes('InternationalBankTransfer'), true);
  },
);

const virtual = (held) => api.VirtualAccounts.create(held.Id, { VirtualAccountPurpose: 'COLLECTION', Country: 'DE' });

scenario('a wallet gets an account number', [wrong('GET /wallets/*/virtual-accounts/*', '/Status', 'x')], async () => {
  const held = await wallet(await person());
  const made = await virtual(held);
  const told = await api.VirtualAccounts.get(held.Id, made.Id);
  same([told.Status, told.Country, told.WalletId], ['ACTIVE', 'DE', held.Id]);
  same(ids(await api.VirtualAccounts.getAll(held.Id)), [made.Id]);
});

scenario('a virtual account is closed', [wrong('PUT /wallets/*/virtual-accounts/*', '/Status', 'ACTIVE')], async () => {
  const held = await wallet(await person());
  const told = await api.VirtualAccounts.deactivate(held.Id, (await virtual(held)).Id);
  same([told.Status, told.Active], ['CLOSED', false]);
  same((await events('VIRTUAL_ACCOUNT_CLOSED')).length, 1);
});

scenario('money on a virtual account reaches the wallet', [wrong('GET /wallets/*', '/Balance/Amount', 1)], async () => {
  const held = await wallet(await person());
  const made = await virtual(held);
  await tell(`/virtual-accounts/${made.Id}/receive`, { currency: 'EUR', amount: 4200 });
  same(await balance(held), 4200);
});

scenario(
  'countries with virtual accounts',
  [wrong('GET /virtual-accounts/availability', '/Collection', [])],
  async () => {
    const told = await api.VirtualAccounts.getAvailabilities();
    same(
      told.Collection.filter((c) => c.Country === 'DE').map((c) => c.Currencies),
      [['EUR']],
    );
  },
);

scenario('a banking alias, as of old', [wrong('POST /wallets/*/bankingaliases/iban', '/OwnerName', 'x')], async () => {
  const user = await person();
  const held = await wallet(user);
  const made = await api.BankingAliases.create({
    WalletId: held.Id,
    CreditedUserId: user.Id,
    Type: 'IBAN',
    OwnerName: 'Renee Dupre',
    Country: 'FR',
  });
  same([made.OwnerName, made.Active, made.WalletId], ['Renee Dupre', true, held.Id]);
  same(ids(await api.BankingAliases.getAll(held.Id)), [made.Id]);
});

const mandate = async (user, fields = {}) =>
  api.Mandates.create({ BankAccountId: (await account(user)).Id, Culture: 'FR', ReturnURL: BACK, ...fields });

const active = async (user) => {
  const made = await mandate(user);
  await answer('mandates', made);
  await later(3 * 86400);
  return api.Mandates.get(made.Id);
};

scenario('a mandate begins with a page', [wrong('POST /mandates/directdebit/web', '/Status', 'ACTIVE')], async () => {
  const made = await mandate(await person());
  same([made.Status, made.Scheme, made.Culture], ['CREATED', null, 'FR']);
  holds(/^http/.test(made.RedirectURL), 'no page');
});

scenario('a confirmed mandate becomes active', [wrong('GET /mandates/*', '/Status', 'SUBMITTED')], async () => {
  const made = await active(await person());
  same([made.Status, made.Scheme], ['ACTIVE', 'SEPA']);
  same(await events('MANDATE_ACTIVATED'), [made.Id]);
});

scenario('a mandate is cancelled', [wrong('PUT /mandates/*/cancel', '/ResultCode', 'x')], async () => {
  const told = await api.Mandates.cancel((await active(await person())).Id);
  same([told.Status, told.ResultCode], ['FAILED', '001806']);
});

scenario('a new mandate cannot be cancelled', [wrong('PUT /mandates/*/cancel', '/Type', 'param_error')], async () => {
  same((await refusal(api.Mandates.cancel((await mandate(await person())).Id)))[0], 'mandate_cannot_be_cancelled');
});

scenario(
  'mandates are listed three ways',
  [
    wrong('GET /mandates', '/*/Id', 'x'),
    wrong('GET /users/*/mandates', '/*/Id', 'x'),
    wrong('GET /users/*/bankaccounts/*/mandates', '/*/Id', 'x'),
  ],
  async () => {
    const user = await person();
    const made = await mandate(user);
    same(ids(await api.Mandates.getAll()), [made.Id]);
    same(ids(await api.Mandates.getMandatesForUser(user.Id)), [made.Id]);
    same(ids(await api.Mandates.getMandatesForBankAccount(user.Id, made.BankAccountId)), [made.Id]);
  },
);

scenario(
  'a direct debit succeeds after days',
  [wrong('GET /payins/*', '/Status', 'CREATED'), wrong('GET /mandates/*/transactions', '/*/Id', 'x')],
  async () => {
    const user = await person();
    const [held, agreed] = [await wallet(user), await active(user)];
    const paid = await api.PayIns.create({
      ...paying(user, held, 3000, 100),
      MandateId: agreed.Id,
      PaymentType: 'DIRECT_DEBIT',
      ExecutionType: 'DIRECT',
    });
    same(paid.Status, 'CREATED');
    await later(6 * 86400);
    same((await api.PayIns.get(paid.Id)).Status, 'SUCCEEDED');
    same(await balance(held), 2900);
    same(ids(await api.Mandates.getTransactions(agreed.Id)), [paid.Id]);
  },
);

scenario(
  "a country's authorizations",
  [wrong('GET /countries/*/authorizations', '/Authorization/BlockPayout', false)],
  async () => {
    const told = await api.Regulatory.getCountryAuthorizations('MO');
    same([told.CountryCode, told.Authorization.BlockPayout], ['MO', true]);
  },
);

scenario(
  "all countries' authorizations",
  [wrong('GET /countries/authorizations', '/*/Authorization/BlockUserCreation', true)],
  async () => {
    const all = await api.Regulatory.getAllCountriesAuthorizations();
    same(
      all.filter((c) => c.CountryCode === 'FR').map((c) => c.Authorization.BlockUserCreation),
      [false],
    );
  },
);

scenario('payouts to an account are listed', [wrong('GET /bankaccounts/*/transactions', '/*/Id', 'x')], async () => {
  const [user, held] = await funded(5000, await verified());
  const to = await account(user);
  const made = await payout(user, held, to, 1500);
  same(ids(await api.BankAccounts.getTransactions(to.Id)), [made.Id]);
});

scenario('a banking alias is closed', [wrong('GET /bankingaliases/*', '/Active', true)], async () => {
  const held = await wallet(await person());
  const { Id } = await api.BankingAliases.create({
    WalletId: held.Id,
    Type: 'IBAN',
    OwnerName: 'Renee',
    Country: 'FR',
  });
  await api.BankingAliases.deactivate(Id);
  same((await api.BankingAliases.get(Id)).Active, false);
});
