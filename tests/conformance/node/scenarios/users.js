'use strict';
// Users of all shapes: creation, change, category, strong authentication, closing, blocks, e-money.

const {
  ADDRESS, BORN, api, company, events, funded, guarded, ids, payer, person, query, refusal, representative, tell,
  verified, wallet,
} = require('../kit');
const { answered, holds, missing, same, scenario, wrong } = require('../suite');

const NATURAL = 'POST /sca/users/natural';
const LEGAL = 'POST /sca/users/legal';

scenario('a payer is active at once', [wrong(NATURAL, '/UserStatus', 'CLOSED')], async () => {
  const user = await payer();
  same([user.UserStatus, user.UserCategory, user.KYCLevel, user.PendingUserAction], ['ACTIVE', 'PAYER', 'LIGHT', null]);
});

scenario('an owner is sent to authenticate', [missing(NATURAL, '/PendingUserAction/RedirectUrl')], async () => {
  const user = await person({ Email: 'renee@example.org' });
  same(user.UserStatus, 'PENDING_USER_ACTION');
  holds(/^http/.test(user.PendingUserAction.RedirectUrl), 'no link');
});

scenario('an address with accept skips authentication', [wrong(NATURAL, '/UserStatus', 'x')], async () => {
  same((await person()).UserStatus, 'ACTIVE');
});

scenario(
  'a natural owner keeps what was sent',
  [wrong(NATURAL, '/Address/City', 'Rennes'), wrong(NATURAL, '/Tag')],
  async () => {
    const user = await person({ Address: ADDRESS, Occupation: 'Joiner', IncomeRange: 4, Tag: 'vip' });
    same([user.Occupation, user.IncomeRange, user.Tag, user.Address], ['Joiner', 4, 'vip', ADDRESS]);
  },
);

scenario('an address that was not sent has six empty members', [wrong(NATURAL, '/Address')], async () => {
  same(Object.values((await person()).Address || {}), [null, null, null, null, null, null]);
});

scenario('what only owners have is dropped for payers', [wrong(NATURAL, '/Occupation', 'Joiner')], async () => {
  const user = await payer({ Birthday: BORN, Occupation: 'Joiner' });
  same([user.Birthday, user.Occupation], [null, null]);
});

// Members of a natural owner that are refused, and the field that is named.
const REFUSED = {
  Birthday: null,
  Email: 'nobody',
  Nationality: 'XX',
  CountryOfResidence: 'MO',
  TermsAndConditionsAccepted: false,
};
for (const [field, value] of Object.entries(REFUSED)) {
  scenario(`an owner is refused for ${field}`, [wrong(NATURAL, '/errors', {})], async () => {
    same(await refusal(person({ [field]: value })), ['param_error', [field]]);
  });
}

scenario('names that look like companies are refused', [wrong(NATURAL, '/Type', 'param_error')], async () => {
  same(await refusal(person({ LastName: 'Dupre SAS' })), ['fraud_policy', []]);
});

scenario(
  'a company is created with its representative',
  [wrong(LEGAL, '/LegalRepresentative/LastName', 'x')],
  async () => {
    const firm = await company();
    same([firm.PersonType, firm.Name, firm.CompanyNumber], ['LEGAL', 'Halle Verte SAS', '732829320']);
    same([firm.LegalRepresentative.FirstName, firm.LegalRepresentative.LastName], ['Ada', 'Moreau']);
  },
);

scenario('a business needs its number', [wrong(LEGAL, '/errors', {})], async () => {
  same(await refusal(company({ CompanyNumber: undefined })), ['param_error', ['CompanyNumber']]);
});

scenario('a legal form that does not exist', [wrong(LEGAL, '/Type', 'other')], async () => {
  same(await refusal(company({ LegalPersonType: 'GUILD' })), ['param_error', ['LegalPersonType']]);
});

scenario(
  'the older natural shape lacks the pending action',
  [wrong('POST /users/natural', '/PendingUserAction', {})],
  async () => {
    const user = await api.Users.create({
      PersonType: 'NATURAL',
      FirstName: 'Max',
      LastName: 'Lang',
      Email: 'max@example.org',
      UserCategory: 'OWNER',
      TermsAndConditionsAccepted: true,
      Birthday: BORN,
      Nationality: 'DE',
      CountryOfResidence: 'DE',
    });
    same([user.UserStatus, user.Capacity, user.PendingUserAction], ['ACTIVE', 'NORMAL', undefined]);
  },
);

scenario(
  'the older legal shape is flat',
  [wrong('GET /users/legal/*', '/LegalRepresentativeFirstName', 'x')],
  async () => {
    const { Id } = await company();
    const user = await api.Users.getLegal(Id);
    same([user.LegalRepresentativeFirstName, user.LegalRepresentative], ['Ada', undefined]);
  },
);

scenario(
  'the newer shapes are read by kind',
  [wrong('GET /sca/users/legal/*', '/Name', 'x'), wrong('GET /sca/users/natural/*', '/FirstName', 'x')],
  async () => {
    const [firm, user] = [await company(), await person()];
    same((await api.Users.getLegalSca(firm.Id)).Name, 'Halle Verte SAS');
    same((await api.Users.getNaturalSca(user.Id)).FirstName, 'Renee');
  },
);

scenario('an unknown user is not found', [wrong('GET /users/*', '/Type', 'other')], async () => {
  same(await refusal(api.Users.get('nobody')), ['ressource_not_found', ['RessourceNotFound']]);
});

scenario('a change is kept', [answered('PUT /sca/users/natural/*', 200, '{}')], async () => {
  const { Id } = await person();
  await api.Users.updateSca({
    NaturalSca: true,
    Id,
    Occupation: 'Baker',
    Tag: 'new',
    TermsAndConditionsAccepted: true,
  });
  const again = await api.Users.getSca(Id);
  same([again.Occupation, again.Tag], ['Baker', 'new']);
});

scenario('a new birthday lowers a proven identity', [wrong('GET /sca/users/*', '/KYCLevel', 'REGULAR')], async () => {
  const { Id } = await verified();
  same((await api.Users.get(Id)).KYCLevel, 'REGULAR');
  await api.Users.updateSca({ NaturalSca: true, Id, Birthday: BORN + 86400, TermsAndConditionsAccepted: true });
  same((await api.Users.getSca(Id)).KYCLevel, 'LIGHT');
  same(await events('USER_KYC_LIGHT'), [Id]);
});

scenario('a new phone must be authenticated', [wrong('GET /sca/users/*', '/UserStatus', 'ACTIVE')], async () => {
  const user = await guarded();
  await api.Users.updateSca({
    NaturalSca: true,
    Id: user.Id,
    PhoneNumber: '+33611111111',
    TermsAndConditionsAccepted: true,
  });
  same((await api.Users.getSca(user.Id)).UserStatus, 'PENDING_USER_ACTION');
});

scenario('enrolment gives a link', [wrong('POST /sca/users/*/enrollment', '/PendingUserAction', {})], async () => {
  const user = await person({ Email: 'renee@example.org' });
  const told = await api.Users.enroll(user.Id);
  holds(/^http/.test(told.PendingUserAction.RedirectUrl), 'no link');
});

scenario('consent starts with a link', [wrong('POST /sca/users/*/consent', '/PendingUserAction', {})], async () => {
  await tell('/features', { proxy: true });
  holds(/^http/.test((await api.Users.manageConsent((await person()).Id)).PendingUserAction.RedirectUrl), 'no link');
});

scenario(
  'the state of authentication is told',
  [wrong('GET /sca/users/*/sca-status', '/IsEnrolled', false)],
  async () => {
    const user = await guarded();
    const told = await api.Users.getScaStatus(user.Id);
    same([told.IsEnrolled, told.UserStatus], [true, 'ACTIVE']);
  },
);

scenario(
  'a payer becomes an owner',
  [wrong('PUT /sca/users/natural/*/category', '/UserCategory', 'PAYER')],
  async () => {
    const { Id } = await payer({ Email: 'renee@example.org' });
    const told = await api.Users.categorize({
      NaturalSca: true,
      Id,
      UserCategory: 'OWNER',
      TermsAndConditionsAccepted: true,
      Birthday: BORN,
      Nationality: 'FR',
      CountryOfResidence: 'FR',
    });
    same([told.UserCategory, told.UserStatus], ['OWNER', 'PENDING_USER_ACTION']);
  },
);

scenario(
  'a paying company becomes an owner',
  [wrong('PUT /sca/users/legal/*/category', '/UserStatus', 'ACTIVE')],
  async () => {
    const { Id } = await company({ UserCategory: 'PAYER' });
    const told = await api.Users.categorize({
      LegalSca: true,
      Id,
      UserCategory: 'OWNER',
      TermsAndConditionsAccepted: true,
      HeadquartersAddress: ADDRESS,
      LegalRepresentative: representative({ Email: 'ada@example.org' }),
      CompanyNumber: '732829320',
    });
    same([told.UserCategory, told.UserStatus], ['OWNER', 'PENDING_USER_ACTION']);
  },
);

scenario('a closed user stays readable', [wrong('GET /users/*', '/UserStatus', 'ACTIVE')], async () => {
  const { Id } = await person();
  await api.Users.close({ NaturalSca: true, Id });
  same((await api.Users.get(Id)).UserStatus, 'CLOSED');
  same(await events('USER_ACCOUNT_CLOSED'), [Id]);
});

scenario('a closed user can do nothing', [wrong('POST /wallets', '/Type', 'param_error')], async () => {
  const firm = await company();
  await api.Users.close({ LegalSca: true, Id: firm.Id });
  same((await refusal(wallet(firm)))[0], 'user_closed');
});

scenario('users are listed in pages', [wrong('GET /users', '/*/Id', 'x')], async () => {
  const made = [];
  for (let n = 0; n < 5; n += 1) made.push((await payer()).Id);
  same(ids(await api.Users.getAll(query({ page: 2, per_page: 2 }))), made.slice(2, 4));
});

scenario('users in lists are condensed', [wrong('GET /users', '/*/FirstName', 'Renee')], async () => {
  await payer();
  const [one] = await api.Users.getAll();
  same([one.PersonType, one.Email, one.FirstName], ['NATURAL', 'renee+accept@example.org', undefined]);
});

for (const [name, path] of [
  ['getRegulatory', 'regulatory'],
  ['getBlockStatus', 'blockstatus'],
]) {
  scenario(`blocks are told by ${path}`, [wrong(`GET /users/*/${path}`, '/ScopeBlocked/Outflows', false)], async () => {
    const { Id } = await person();
    await tell(`/users/${Id}/block`, { inflows: false, outflows: true, action: '008701' });
    const told = await api.Users[name](Id);
    same([told.ScopeBlocked, told.ActionCode], [{ Inflows: false, Outflows: true }, '008701']);
  });
}

scenario(
  'e-money of a year and a month',
  [
    wrong('GET /users/*/emoney/*', '/CreditedEMoney/Amount', 1),
    wrong('GET /users/*/emoney/*/*', '/CreditedEMoney/Amount', 1),
  ],
  async () => {
    const [user] = await funded(5000);
    const now = new Date();
    const year = now.getUTCFullYear();
    same((await api.Users.getEMoney(user.Id, year)).CreditedEMoney, { Amount: 5000, Currency: 'EUR' });
    same((await api.Users.getEMoney(user.Id, year, now.getUTCMonth() + 1)).CreditedEMoney.Amount, 5000);
  },
);

scenario(
  'company numbers are checked by form',
  [wrong('POST /users/data-formats/validation', '/CompanyNumber/IsValid', true)],
  async () => {
    const check = async (CompanyNumber, CountryCode) =>
      (await api.Users.validateDataFormat({ CompanyNumber: { CompanyNumber, CountryCode } })).CompanyNumber.IsValid;
    same([await check('HRB123456', 'DE'), await check('12', 'DE')], [true, false]);
  },
);

scenario("an owner's wallets want authentication first", [wrong('GET /users/*/wallets', '/0/Id', 'x')], async () => {
  const user = await guarded();
  const held = await wallet(user);
  let told = {};
  await api.Users.getWallets(user.Id, { resolveWithFullResponse: true }).catch((error) => {
    told = error;
  });
  same(told.status, 401);
  holds(/^PendingUserAction RedirectUrl=http/.test(told.headers['www-authenticate']), 'no link');
  await tell(`/answer/wallets/${user.Id}`, { accept: true });
  same(ids(await api.Users.getWallets(user.Id)), [held.Id]);
});

scenario(
  'the older shapes are changed',
  [answered('PUT /users/natural/*', 200, '{}'), answered('PUT /users/legal/*', 200, '{}')],
  async () => {
    const [user, firm] = [await person(), await company()];
    await api.Users.update({ Id: user.Id, PersonType: 'NATURAL', Occupation: 'Baker' });
    await api.Users.update({ Id: firm.Id, PersonType: 'LEGAL', Tag: 'new' });
    same([(await api.Users.getNatural(user.Id)).Occupation, (await api.Users.getLegal(firm.Id)).Tag], ['Baker', 'new']);
  },
);

scenario('a company keeps its new name', [wrong('PUT /sca/users/legal/*', '/Name', 'x')], async () => {
  const { Id } = await company();
  const told = await api.Users.updateSca({ LegalSca: true, Id, Name: 'Oak SAS', TermsAndConditionsAccepted: true });
  same(told.Name, 'Oak SAS');
});

scenario(
  'an older company is created flat',
  [wrong('POST /users/legal', '/LegalRepresentativeEmail', 'x')],
  async () => {
    const told = await api.Users.create({
      PersonType: 'LEGAL',
      Name: 'Lang AG',
      Email: 'lang@example.org',
      LegalPersonType: 'ORGANIZATION',
      UserCategory: 'OWNER',
      TermsAndConditionsAccepted: true,
      HeadquartersAddress: ADDRESS,
      LegalRepresentativeFirstName: 'Max',
      LegalRepresentativeLastName: 'Lang',
      LegalRepresentativeBirthday: BORN,
      LegalRepresentativeNationality: 'DE',
      LegalRepresentativeCountryOfResidence: 'DE',
      LegalRepresentativeEmail: 'max@example.org',
    });
    same([told.LegalRepresentativeEmail, told.UserStatus], ['max@example.org', 'ACTIVE']);
  },
);
