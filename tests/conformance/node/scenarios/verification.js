'use strict';
// Documents, declarations of owners, hosted verification.

const {
  ADDRESS, BACK, BORN, api, company, document, events, ids, later, page, payer, person, query, refusal, submitted,
  tell,
} = require('../kit');
const { answered, holds, same, scenario, wrong } = require('../suite');

const CREATE = 'POST /users/*/kyc/documents';
const PAGES = 'POST /users/*/kyc/documents/*/pages';
const ONE = 'GET /kyc/documents/*';

scenario('a document begins as created', [wrong(CREATE, '/Status', 'VALIDATED')], async () => {
  const user = await person();
  const made = await api.Users.createKycDocument(user.Id, { Type: 'IDENTITY_PROOF' });
  same(
    [made.Status, made.Type, made.UserId, made.Flags, made.ProcessedDate],
    ['CREATED', 'IDENTITY_PROOF', user.Id, [], null],
  );
});

// Tags, and what becomes of documents with them.
const OUTCOMES = {
  accept: ['VALIDATED', null],
  refuse_unreadable: ['REFUSED', 'DOCUMENT_UNREADABLE'],
  refuse_expired: ['REFUSED', 'DOCUMENT_HAS_EXPIRED'],
  refuse_falsified: ['REFUSED', 'DOCUMENT_FALSIFIED'],
  refuse_underage: ['REFUSED', 'UNDERAGE_PERSON'],
  'something else': ['VALIDATION_ASKED', null],
};
for (const [tag, outcome] of Object.entries(OUTCOMES)) {
  scenario(`a document tagged ${tag}`, [wrong(ONE, '/Status', 'OUT_OF_DATE')], async () => {
    const done = await submitted(await person(), 'IDENTITY_PROOF', tag);
    same([done.Status, done.RefusedReasonType], outcome);
  });
}

scenario('a document is read by its user too', [wrong('GET /users/*/kyc/documents/*', '/Id', 'x')], async () => {
  const user = await person();
  const made = await document(user);
  same((await api.Users.getKycDocument(user.Id, made.Id)).Id, made.Id);
});

scenario('natural users have no articles', [wrong(CREATE, '/errors', {})], async () => {
  const call = api.Users.createKycDocument((await person()).Id, { Type: 'ARTICLES_OF_ASSOCIATION' });
  same(await refusal(call), ['param_error', ['Type']]);
});

scenario('a page must be Base64', [answered(PAGES, 204, '')], async () => {
  const user = await person();
  const made = await api.Users.createKycDocument(user.Id, { Type: 'IDENTITY_PROOF' });
  same((await refusal(api.Users.createKycPage(user.Id, made.Id, { File: '%%%' })))[0], 'param_error');
});

scenario('six pages are too many', [answered(PAGES, 204, '')], async () => {
  const user = await person();
  const made = await document(user);
  for (let n = 0; n < 4; n += 1) await api.Users.createKycPage(user.Id, made.Id, { File: page() });
  same((await refusal(api.Users.createKycPage(user.Id, made.Id, { File: page() })))[0], 'param_error');
});

scenario(
  'documents are filtered',
  [wrong('GET /kyc/documents', '/*/Id', 'x'), wrong('GET /users/*/kyc/documents', '/*/Status', 'x')],
  async () => {
    const user = await person();
    const made = await api.Users.createKycDocument(user.Id, { Type: 'ADDRESS_PROOF' });
    const done = await submitted(user);
    same(ids(await api.KycDocuments.getAll(query({ Status: 'VALIDATED' }))), [done.Id]);
    const own = await api.Users.getKycDocuments(user.Id, query({ Type: 'ADDRESS_PROOF' }));
    same(
      own.map((d) => [d.Id, d.Status]),
      [[made.Id, 'CREATED']],
    );
  },
);

scenario(
  "a document's pages can be looked at",
  [wrong('POST /kyc/documents/*/consult', '/*/Url', 'gone')],
  async () => {
    const told = await api.KycDocuments.createKycDocumentConsult((await submitted(await person())).Id);
    same([...told].length, 1);
    holds(/^http/.test(told[0].Url), 'no address');
  },
);

const UBOS = '/users/*/kyc/ubodeclarations';
const OWNER = {
  LastName: 'Moreau',
  Address: ADDRESS,
  Nationality: 'FR',
  Birthday: BORN,
  Birthplace: { City: 'Nantes', Country: 'FR' },
};

const declared = async (firm, FirstName) => {
  const { Id } = await api.UboDeclarations.create(firm.Id);
  const ubo = await api.UboDeclarations.createUbo(firm.Id, Id, { FirstName, ...OWNER });
  return [Id, ubo];
};

scenario('owners are kept in a declaration', [wrong(`GET ${UBOS}/*`, '/Ubos/0/LastName', 'x')], async () => {
  const firm = await company();
  const [id, ubo] = await declared(firm, 'Eve');
  const told = await api.UboDeclarations.get(firm.Id, id);
  same(
    told.Ubos.map((u) => [u.Id, u.FirstName, u.LastName]),
    [[ubo.Id, 'Eve', 'Moreau']],
  );
  same(told.Status, 'CREATED');
});

scenario('an owner of a declaration is changed', [wrong(`GET ${UBOS}/*/ubos/*`, '/LastName', 'Moreau')], async () => {
  const firm = await company();
  const [id, { Id }] = await declared(firm, 'Eve');
  await api.UboDeclarations.updateUbo(firm.Id, id, { Id, FirstName: 'Eve', ...OWNER, LastName: 'Adler' });
  same((await api.UboDeclarations.getUbo(firm.Id, id, Id)).LastName, 'Adler');
});

for (const [first, status] of [
  ['AcceptUBO', 'VALIDATED'],
  ['RefuseUBO', 'REFUSED'],
  ['IncompleteUBO', 'INCOMPLETE'],
]) {
  scenario(
    `a declaration of ${first} is ${status}`,
    [wrong('GET /kyc/ubodeclarations/*', '/Status', 'x')],
    async () => {
      const firm = await company();
      const [Id] = await declared(firm, first);
      await api.UboDeclarations.update(firm.Id, { Id, Status: 'VALIDATION_ASKED' });
      same((await api.UboDeclarations.getById(Id)).Status, status);
    },
  );
}

scenario("a company's declarations are listed", [wrong(`GET ${UBOS}`, '/*/Id', 'x')], async () => {
  const firm = await company();
  const [id] = await declared(firm, 'Eve');
  same(ids(await api.UboDeclarations.getAll(firm.Id)), [id]);
});

scenario('only some legal forms declare', [wrong(`POST ${UBOS}`, '/Type', 'other')], async () => {
  const firm = await company({ LegalPersonType: 'SOLETRADER' });
  same((await refusal(api.UboDeclarations.create(firm.Id)))[0], 'param_error');
});

const SESSION = 'POST /users/*/identity-verifications';
const session = (user) => api.IdentityVerifications.create(user.Id, { ReturnUrl: BACK, Tag: 'first' });

scenario(
  'a hosted verification waits for its user',
  [wrong(SESSION, '/Status', 'VALIDATED'), wrong(SESSION, '/HostedUrl', '')],
  async () => {
    const made = await session(await person());
    same([made.Status, made.ReturnUrl, made.Tag], ['PENDING', BACK, 'first']);
    holds(/^http/.test(made.HostedUrl), 'no page');
  },
);

scenario(
  'a hosted verification makes a user regular',
  [wrong('GET /identity-verifications/*', '/Checks/0/CheckStatus', 'x'), wrong('GET /users/*', '/KYCLevel', 'LIGHT')],
  async () => {
    const user = await person();
    const made = await session(user);
    await tell(`/verifications/${made.Id}/decide`, { status: 'VALIDATED' });
    const told = await api.IdentityVerifications.get(made.Id);
    same([told.Status, ...told.Checks.map((c) => c.CheckStatus)], Array(4).fill('VALIDATED'));
    same((await api.Users.get(user.Id)).KYCLevel, 'REGULAR');
    same(await events('IDENTITY_VERIFICATION_VALIDATED'), [made.Id]);
  },
);

scenario(
  'hosted verifications of a user are listed',
  [wrong('GET /users/*/identity-verifications', '/*/Status', 'x')],
  async () => {
    const user = await person();
    const made = await session(user);
    await later(8 * 86400);
    const listed = await api.IdentityVerifications.getAll(user.Id);
    same(
      listed.map((s) => [s.Id, s.Status]),
      [[made.Id, 'EXPIRED']],
    );
  },
);

scenario('a payer has no hosted verification', [wrong(SESSION, '/Type', 'other')], async () => {
  same((await refusal(session(await payer())))[0], 'param_error');
});
