'use strict';
// Makers of what scenarios need, all through the official SDK.

const assert = require('node:assert');
const Mangopay = require('mangopay4-nodejs-sdk');

const EASY = '4970107111111119';
const CHALLENGED = '4970105181818183';
const IBAN = 'FR7630004000031234567890143';
const BACK = 'https://halleverte.example/back';
const ADDRESS = {
  AddressLine1: '1 rue du Port',
  AddressLine2: null,
  City: 'Nantes',
  Region: null,
  PostalCode: '44000',
  Country: 'FR',
};
const SECURE = {
  SecureModeReturnURL: BACK,
  IpAddress: '203.0.113.7',
  SecureMode: 'DEFAULT',
  BrowserInfo: {
    AcceptHeader: 'text/html',
    JavaEnabled: true,
    Language: 'FR-FR',
    ColorDepth: 24,
    ScreenHeight: 900,
    ScreenWidth: 1600,
    TimeZoneOffset: '60',
    UserAgent: 'Conformance',
    JavascriptEnabled: true,
  },
};
const BORN = 463104000;

/** The SDK's client; its methods are looked up when they are called. */
const api = {};
const site = { url: '' };

site.connect = (url, clientId, key) => {
  site.url = url;
  // Refusals are expected: the SDK need not tell about each.
  const made = new Mangopay({ clientId, clientApiKey: key, baseUrl: url, errorHandler: () => {} });
  Object.setPrototypeOf(api, made);
};

/** A verb of the control plane; with a body it is posted. */
site.tell = async (verb, body) => {
  const send = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
  const answer = await fetch(`${site.url}/_control${verb}`, send);
  assert.strictEqual(answer.status, 200, `${verb}: ${answer.status}`);
  return answer.json();
};

/** The SDK's token has ended. */
const forget = () => {
  delete Object.getPrototypeOf(api).requestOptions.headers.Authorization;
};

/** An empty platform at the present time. */
site.fresh = async () => {
  await site.tell('/reset', {});
  await site.tell('/clock', { set: Math.floor(Date.now() / 1000) });
  forget();
};

const tell = (verb, body = {}) => site.tell(verb, body);

const later = async (seconds) => {
  await tell('/clock', { advance: seconds });
  forget();
};

const eur = (Amount, Currency = 'EUR') => ({ Amount, Currency });
const cents = (money) => [money.Amount, money.Currency];

/** Type and named fields of the refusal that a call meets. */
const refusal = async (call) => {
  let told;
  try {
    await call;
  } catch (error) {
    if (error instanceof Error) throw error;
    told = error;
  }
  assert(told !== undefined, 'nothing was refused');
  return [told.Type, Object.keys(told.errors || {}).sort()];
};

/** A natural user; the address skips strong authentication unless another is given. */
const person = (fields = {}, UserCategory = 'OWNER') =>
  api.Users.create({
    NaturalSca: true,
    FirstName: 'Renee',
    LastName: 'Dupre',
    Email: 'renee+accept@example.org',
    UserCategory,
    TermsAndConditionsAccepted: true,
    ...(UserCategory === 'OWNER' ? { Birthday: BORN, Nationality: 'FR', CountryOfResidence: 'FR' } : {}),
    ...fields,
  });

const payer = (fields) => person(fields, 'PAYER');

const representative = (fields = {}) => ({
  FirstName: 'Ada',
  LastName: 'Moreau',
  Email: 'ada+accept@example.org',
  Birthday: BORN,
  Nationality: 'FR',
  CountryOfResidence: 'FR',
  ...fields,
});

/** A legal user. */
const company = (fields = {}) =>
  api.Users.create({
    LegalSca: true,
    Name: 'Halle Verte SAS',
    Email: 'contact@example.org',
    LegalPersonType: 'BUSINESS',
    UserCategory: 'OWNER',
    TermsAndConditionsAccepted: true,
    LegalRepresentative: representative(),
    CompanyNumber: '732829320',
    HeadquartersAddress: ADDRESS,
    ...fields,
  });

/** An owner who has authenticated, and is asked again where it is due. */
const guarded = async () => {
  const user = await person({ Email: 'renee@example.org' });
  await tell(`/users/${user.Id}/authenticate`);
  return user;
};

/** A PDF of so many bytes, as the API takes it. */
const page = (size = 40000) => Buffer.from(`%PDF-1.4\n${'0'.repeat(size - 16)}\n%%EOF\n`).toString('base64');

/** A KYC document with one page, not yet submitted. */
const document = async (user, Type = 'IDENTITY_PROOF', Tag = 'accept') => {
  const made = await api.Users.createKycDocument(user.Id, { Type, Tag });
  await api.Users.createKycPage(user.Id, made.Id, { File: page() });
  return made;
};

/** What the API says of a document after its review. */
const submitted = async (user, kind, tag) => {
  const { Id } = await document(user, kind, tag);
  await api.Users.updateKycDocument(user.Id, { Id, Status: 'VALIDATION_ASKED' });
  return api.KycDocuments.get(Id);
};

/** An owner whose identity is proven. */
const verified = async () => {
  const user = await person();
  await submitted(user);
  return user;
};

const wallet = (user, Currency = 'EUR', fields = {}) =>
  api.Wallets.create({ Owners: [user.Id], Description: 'Sales', Currency, ...fields });

const balance = async (held) => (await api.Wallets.get(held.Id)).Balance.Amount;

/** A registration of a card, completed as a browser does it. */
const registered = async (user, number = EASY, cvx = '123', Currency = 'EUR') => {
  const made = await api.CardRegistrations.create({ UserId: user.Id, Currency, CardType: 'CB_VISA_MASTERCARD' });
  const form = new URLSearchParams({
    data: made.PreregistrationData,
    accessKeyRef: made.AccessKey,
    cardNumber: number,
    cardExpirationDate: '1230',
    cardCvx: cvx,
  });
  const answer = await fetch(made.CardRegistrationURL, { method: 'POST', body: form });
  return api.CardRegistrations.update({ Id: made.Id, RegistrationData: await answer.text() });
};

const card = async (...about) => (await registered(...about)).CardId;

/** Members that every pay-in has. */
const paying = (author, to, amount, fees = 0, fields = {}) => ({
  AuthorId: author.Id,
  CreditedWalletId: to.Id,
  DebitedFunds: eur(amount, to.Currency),
  Fees: eur(fees, to.Currency),
  ...fields,
});

/** A pay-in by card. */
const charge = async (author, to, amount, fees = 0, number = EASY, fields = {}) =>
  api.PayIns.create({
    ...paying(author, to, amount, fees),
    ...SECURE,
    PaymentType: 'CARD',
    ExecutionType: 'DIRECT',
    CardId: await card(author, number, '123', to.Currency),
    ...fields,
  });

/** An owner and a wallet with so much money in it. */
const funded = async (amount, user) => {
  user = user || (await person());
  const held = await wallet(user);
  assert.strictEqual((await charge(await payer(), held, amount)).Status, 'SUCCEEDED', 'the wallet could not be funded');
  return [user, held];
};

const transfer = (author, source, target, amount, fees = 0) =>
  api.Transfers.create({
    AuthorId: author.Id,
    DebitedWalletId: source.Id,
    CreditedWalletId: target.Id,
    DebitedFunds: eur(amount),
    Fees: eur(fees),
  });

const recipient = (user, fields = {}) =>
  api.Recipients.create(
    {
      DisplayName: 'Main',
      PayoutMethodType: 'LocalBankTransfer',
      RecipientType: 'Individual',
      Currency: 'EUR',
      Country: 'FR',
      IndividualRecipient: { FirstName: 'Renee', LastName: 'Dupre', Address: ADDRESS },
      LocalBankTransfer: { EUR: { IBAN } },
      ...fields,
    },
    user.Id,
  );

/** A bank account. */
const account = (user, Type = 'IBAN', fields = { IBAN, BIC: 'BNPAFRPP' }) =>
  api.Users.createBankAccount(user.Id, { OwnerName: 'Renee Dupre', OwnerAddress: ADDRESS, Type, ...fields });

const payout = (author, source, to, amount, fields = {}) =>
  api.PayOuts.create({
    AuthorId: author.Id,
    DebitedWalletId: source.Id,
    BankAccountId: to.Id,
    DebitedFunds: eur(amount),
    Fees: eur(0),
    BankWireRef: 'INV 42',
    PaymentType: 'BANK_WIRE',
    ...fields,
  });

/** A user answers on a page. */
const answer = (kind, thing, accept = true) => tell(`/answer/${kind}/${thing.Id}`, { accept });

/** Ids of what happened, oldest first. */
const events = async (EventType) => {
  const all = await api.Events.getAll({ parameters: { EventType, per_page: 100 } });
  return all.map((event) => event.ResourceId);
};

const ids = (list) => list.map((each) => each.Id);
const query = (parameters) => ({ parameters });
const keyed = (key) => ({ headers: { 'Idempotency-Key': key } });

module.exports = {
  ADDRESS, BACK, BORN, CHALLENGED, IBAN, SECURE, account, answer, api, balance, card, cents, charge, company,
  connect: site.connect, document, eur, events, funded, guarded, ids, keyed, later, page, payer, paying, payout,
  person, query, recipient, refusal, registered, representative, site, submitted, tell, transfer, verified, wallet,
};
