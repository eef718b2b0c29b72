'use strict';
// Money held on cards, and registrations of recurring payments.

const {
  CHALLENGED, SECURE, answer, api, balance, card, cents, eur, ids, later, payer, paying, person, refusal, wallet,
} = require('../kit');
const { answered, same, scenario, wrong } = require('../suite');

/** Members of a hold of fifty euros. */
const members = async (author, number) => ({
  AuthorId: author.Id,
  CardId: await card(author, number),
  DebitedFunds: eur(5000),
  ...SECURE,
});

const preauthorized = async (author, number) => api.CardPreAuthorizations.create(await members(author, number));
const deposited = async (author) => api.Deposits.create(await members(author));

const capture = (author, held, to, amount) =>
  api.PayIns.create({
    ...paying(author, to, amount),
    PreauthorizationId: held.Id,
    PaymentType: 'PREAUTHORIZED',
    ExecutionType: 'DIRECT',
  });

scenario(
  'money is held for seven days',
  [
    wrong('POST /preauthorizations/card/direct', '/PaymentStatus', 'x'),
    wrong('GET /preauthorizations/*', '/PaymentStatus', 'WAITING'),
  ],
  async () => {
    const made = await preauthorized(await payer());
    same([made.Status, made.PaymentStatus, cents(made.RemainingFunds)], ['SUCCEEDED', 'WAITING', [5000, 'EUR']]);
    await later(7 * 86400 + 10);
    same((await api.CardPreAuthorizations.get(made.Id)).PaymentStatus, 'EXPIRED');
  },
);

scenario(
  'held money is captured in parts',
  [
    wrong('GET /preauthorizations/*', '/RemainingFunds/Amount', 1),
    wrong('GET /preauthorizations/*/transactions', '/*/Id', 'x'),
  ],
  async () => {
    const [author, to] = [await payer(), await wallet(await person())];
    const made = await preauthorized(author);
    const both = [await capture(author, made, to, 3000), await capture(author, made, to, 1000)];
    same(cents((await api.CardPreAuthorizations.get(made.Id)).RemainingFunds), [1000, 'EUR']);
    same(ids(await api.CardPreAuthorizations.getTransactions(made.Id)), ids(both));
    same(await balance(to), 4000);
  },
);

scenario(
  'no more is captured than is held',
  [wrong('POST /payins/preauthorized/direct', '/ResultCode', 'x')],
  async () => {
    const author = await payer();
    const done = await capture(author, await preauthorized(author), await wallet(await person()), 6000);
    same([done.Status, done.ResultCode], ['FAILED', '001505']);
  },
);

scenario('a hold is released', [answered('PUT /preauthorizations/*', 200, '{}')], async () => {
  const { Id } = await preauthorized(await payer());
  await api.CardPreAuthorizations.update({ Id, PaymentStatus: 'CANCELED' });
  same((await api.CardPreAuthorizations.get(Id)).PaymentStatus, 'CANCELED');
});

scenario('an unused hold cannot be closed', [wrong('PUT /preauthorizations/*', '/Type', 'param_error')], async () => {
  const { Id } = await preauthorized(await payer());
  same((await refusal(api.CardPreAuthorizations.update({ Id, PaymentStatus: 'VALIDATED' })))[0], 'invalid_action');
});

scenario('a hold may want its holder', [wrong('GET /preauthorizations/*', '/Status', 'CREATED')], async () => {
  const made = await preauthorized(await payer(), CHALLENGED);
  same(made.Status, 'CREATED');
  await answer('preauthorizations', made);
  same((await api.CardPreAuthorizations.get(made.Id)).Status, 'SUCCEEDED');
});

scenario(
  'holds of a user and of a card',
  [wrong('GET /users/*/preauthorizations', '/*/Id', 'x'), wrong('GET /cards/*/preauthorizations', '/*/Id', 'x')],
  async () => {
    const author = await payer();
    const made = await preauthorized(author);
    same(ids(await api.Users.getPreAuthorizations(author.Id)), [made.Id]);
    same(ids(await api.Cards.getPreAuthorizations(made.CardId)), [made.Id]);
  },
);

scenario(
  'a deposit is captured once',
  [
    wrong('GET /deposit-preauthorizations/*', '/PaymentStatus', 'WAITING'),
    wrong('GET /deposit-preauthorizations/*/transactions', '/*/Id', 'x'),
  ],
  async () => {
    const author = await payer();
    const [to, made] = [await wallet(author), await deposited(author)];
    same(made.PaymentStatus, 'WAITING');
    const done = await api.PayIns.createCardPreAuthorizedDepositPayIn({
      ...paying(author, to, 5000, 200),
      DepositId: made.Id,
    });
    same([done.Status, await balance(to)], ['SUCCEEDED', 4800]);
    const again = await api.Deposits.get(made.Id);
    same([again.PaymentStatus, again.PayinsLinked.PayinCaptureId], ['VALIDATED', done.Id]);
    same(ids(await api.Deposits.getTransactions(made.Id)), [done.Id]);
  },
);

scenario(
  'a deposit is released',
  [wrong('GET /deposit-preauthorizations/*', '/PaymentStatus', 'WAITING')],
  async () => {
    const made = await deposited(await payer());
    await api.Deposits.cancel(made.Id);
    same((await api.Deposits.get(made.Id)).PaymentStatus.slice(0, 6), 'CANCEL');
  },
);

scenario(
  'deposits of a user and of a card',
  [
    wrong('GET /users/*/deposit-preauthorizations', '/*/Id', 'x'),
    wrong('GET /cards/*/deposit-preauthorizations', '/*/Id', 'x'),
  ],
  async () => {
    const author = await payer();
    const made = await deposited(author);
    same(ids(await api.Deposits.getAllForUser(author.Id)), [made.Id]);
    same(ids(await api.Deposits.getAllForCard(made.CardId)), [made.Id]);
  },
);

const series = async (author, to) =>
  api.PayIns.createRecurringPayment({
    AuthorId: author.Id,
    CardId: await card(author),
    CreditedWalletId: to.Id,
    CreditedUserId: to.Owners[0],
    FirstTransactionDebitedFunds: eur(1000),
    FirstTransactionFees: eur(50),
  });

scenario(
  'a series of payments goes on',
  [
    wrong('GET /recurringpayinregistrations/*', '/CurrentState/PayinsLinked', 0),
    wrong('POST /payins/recurring/card/direct', '/Status', 'x'),
  ],
  async () => {
    const [author, to] = [await payer(), await wallet(await person())];
    const made = await series(author, to);
    same(made.Status, 'CREATED');
    const first = await api.PayIns.createRecurringPayInRegistrationCIT({
      RecurringPayinRegistrationId: made.Id,
      ...SECURE,
    });
    same([first.Status, await balance(to)], ['SUCCEEDED', 950]);
    await api.PayIns.createRecurringPayInRegistrationMIT({
      RecurringPayinRegistrationId: made.Id,
      DebitedFunds: eur(700),
      Fees: eur(0),
    });
    const told = await api.PayIns.getRecurringPayin(made.Id);
    same(
      [told.Status, told.CurrentState.PayinsLinked, told.CurrentState.CumulatedDebitedAmount.Amount],
      ['IN_PROGRESS', 2, 1700],
    );
    same(await balance(to), 1650);
  },
);

scenario('a series ends', [answered('PUT /recurringpayinregistrations/*', 200, '{}')], async () => {
  const made = await series(await payer(), await wallet(await person()));
  await api.PayIns.updateRecurringPayin(made.Id, { Status: 'ENDED' });
  same((await api.PayIns.getRecurringPayin(made.Id)).Status, 'ENDED');
});
