'use strict';
// Disputes and their documents, repudiations, settlements, both report systems, hooks.

const {
  api, balance, cents, charge, eur, events, funded, ids, later, page, payer, person, query, refusal, tell, wallet,
} = require('../kit');
const { answered, same, scenario, wrong } = require('../suite');

/** A pay-in of forty euros that its bank disputes, and the wallet it went to. */
const disputed = async (claim = {}) => {
  const held = await wallet(await person());
  const paid = await charge(await payer(), held, 4000);
  const { id } = await tell(`/payins/${paid.Id}/dispute`, claim);
  return [await api.Disputes.get(id), paid, held];
};

const ruled = async ({ Id }, status) => {
  await tell(`/disputes/${Id}/decide`, { status });
  return api.Disputes.get(Id);
};

/** Evidence with a page, not yet handed in. */
const evidence = async (dispute, Type = 'INVOICE') => {
  const made = await api.Disputes.createDisputeDocument(dispute.Id, { Type });
  await api.Disputes.createDisputeDocumentPage(dispute.Id, made.Id, { File: page() });
  return made;
};

const handIn = (dispute, { Id }) => api.Disputes.updateDisputeDocument(dispute.Id, { Id, Status: 'VALIDATION_ASKED' });

const contested = async () => {
  const [dispute] = await disputed();
  await handIn(dispute, await evidence(dispute));
  await api.Disputes.contestDispute(dispute.Id, eur(4000));
  return dispute;
};

scenario(
  'a bank disputes a payment',
  [wrong('GET /disputes/*', '/Status', 'x'), wrong('GET /disputes/*', '/InitialTransactionId', 'x')],
  async () => {
    const [dispute, paid] = await disputed({ kind: 'CONTESTABLE', reason: 'PRODUCT_NOT_PROVIDED' });
    same([dispute.Status, dispute.DisputeType, dispute.ResultCode], ['PENDING_CLIENT_ACTION', 'CONTESTABLE', '']);
    same([dispute.InitialTransactionId, cents(dispute.DisputedFunds)], [paid.Id, [4000, 'EUR']]);
    same(dispute.DisputeReason.DisputeReasonType, 'PRODUCT_NOT_PROVIDED');
  },
);

scenario(
  "a dispute takes the platform's money",
  [wrong('GET /repudiations/*', '/DebitedWalletId', 'x'), wrong('GET /clients/wallets/*/*', '/Balance/Amount', 0)],
  async () => {
    const [dispute, , held] = await disputed();
    const taken = await api.Disputes.getRepudiation(dispute.RepudiationId);
    same([taken.Nature, taken.DebitedWalletId, await balance(held)], ['REPUDIATION', 'CREDIT_EUR', 4000]);
    same((await api.Clients.getClientWallet('CREDIT', 'EUR')).Balance.Amount, -4000);
  },
);

scenario(
  'disputes are listed four ways',
  [
    wrong('GET /disputes', '/*/Id', 'x'),
    wrong('GET /users/*/disputes', '/*/Id', 'x'),
    wrong('GET /wallets/*/disputes', '/*/Id', 'x'),
    wrong('GET /payins/*/disputes', '/*/Id', 'x'),
  ],
  async () => {
    const [dispute, paid, held] = await disputed();
    await disputed({ kind: 'RETRIEVAL' });
    const one = [dispute.Id];
    same(ids(await api.Disputes.getAll(query({ DisputeType: 'CONTESTABLE' }))), one);
    same(ids(await api.Disputes.getDisputesForUser(paid.AuthorId)), one);
    same(ids(await api.Disputes.getDisputesForWallet(held.Id)), one);
    same(ids(await api.Disputes.getDisputesForPayIn(paid.Id)), one);
  },
);

scenario('a dispute is tagged', [answered('PUT /disputes/*', 200, '{}')], async () => {
  const [{ Id }] = await disputed();
  await api.Disputes.update({ Id, Tag: 'with Ada' });
  same((await api.Disputes.get(Id)).Tag, 'with Ada');
});

scenario(
  'evidence is kept with a dispute',
  [wrong('GET /disputes/*/documents', '/*/Status', 'x'), wrong('GET /dispute-documents', '/*/Type', 'x')],
  async () => {
    const [dispute] = await disputed();
    const made = await evidence(dispute);
    same(made.Status, 'CREATED');
    await handIn(dispute, made);
    same(
      (await api.Disputes.getDocumentsForDispute(dispute.Id)).map((d) => d.Status),
      ['VALIDATION_ASKED'],
    );
    same(
      (await api.DisputeDocuments.getAll()).map((d) => [d.Id, d.Type]),
      [[made.Id, 'INVOICE']],
    );
  },
);

scenario('evidence can be looked at', [wrong('POST /dispute-documents/*/consult', '/*/Url', 'gone')], async () => {
  const [dispute] = await disputed();
  const told = await api.DisputeDocuments.createDisputeDocumentConsult((await evidence(dispute)).Id);
  same(
    told.map((each) => each.Url.startsWith('http')),
    [true],
  );
});

scenario('a dispute is contested', [wrong('GET /disputes/*', '/Status', 'PENDING_CLIENT_ACTION')], async () => {
  const { Id } = await contested();
  const told = await api.Disputes.get(Id);
  same([told.Status, cents(told.ContestedFunds)], ['SUBMITTED', [4000, 'EUR']]);
  same(await events('DISPUTE_SUBMITTED'), [Id]);
});

scenario('no more is contested than is disputed', [wrong('PUT /disputes/*/submit', '/errors', {})], async () => {
  const [dispute] = await disputed();
  same(await refusal(api.Disputes.contestDispute(dispute.Id, eur(9000))), ['param_error', ['ContestedFunds']]);
});

scenario(
  'a reopened dispute is handed in again',
  [wrong('GET /disputes/*', '/Status', 'REOPENED_PENDING_CLIENT_ACTION')],
  async () => {
    const dispute = await contested();
    await ruled(dispute, 'reopen');
    await handIn(dispute, await evidence(dispute, 'OTHER'));
    await api.Disputes.resubmitDispute(dispute.Id);
    same((await api.Disputes.get(dispute.Id)).Status, 'SUBMITTED');
  },
);

scenario(
  'a won dispute gives the money back',
  [wrong('GET /disputes/*', '/ResultCode', 'LOST'), wrong('GET /repudiations/*/refunds', '/*/Type', 'x')],
  async () => {
    const dispute = await contested();
    await ruled(dispute, 'bank');
    const won = await ruled(dispute, 'won');
    same([won.Status, won.ResultCode], ['CLOSED', 'WON']);
    same(
      (await api.Repudiations.getRefunds(won.RepudiationId)).map((r) => r.Type),
      ['PAYIN'],
    );
  },
);

scenario(
  'a lost dispute is settled',
  [wrong('GET /disputes/pendingsettlement', '/*/Id', 'x'), wrong('GET /settlements/*', '/Nature', 'x')],
  async () => {
    const [dispute, , held] = await disputed();
    await api.Disputes.closeDispute(dispute.Id);
    same(ids(await api.Disputes.getPendingSettlement()), [dispute.Id]);
    const { Id } = await api.Disputes.createSettlementTransfer(
      { AuthorId: held.Owners[0], DebitedFunds: eur(4000), Fees: eur(0) },
      dispute.RepudiationId,
    );
    same((await api.Disputes.getSettlementTransfer(Id)).Nature, 'SETTLEMENT');
    same(await balance(held), 0);
    same(
      (await api.Disputes.getTransactions(dispute.Id)).map((t) => t.Nature),
      ['REPUDIATION', 'SETTLEMENT'],
    );
  },
);

// Reports

const rows = async (url) => {
  same(String(url).startsWith('http'), true);
  const text = await (await fetch(url)).text();
  return text.split(/\r?\n/).filter((line) => line !== '');
};

scenario(
  'transactions are reported',
  [wrong('GET /reports/*', '/DownloadURL'), wrong('GET /reports/*', '/Status', 'PENDING')],
  async () => {
    await funded(1234);
    await later(400);
    const { Id } = await api.Reports.create({ ReportType: 'TRANSACTIONS', DownloadFormat: 'CSV' });
    await later(60);
    const told = await api.Reports.get(Id);
    same(told.Status, 'READY_FOR_DOWNLOAD');
    same((await rows(told.DownloadURL)).length, 2);
  },
);

scenario(
  'wallets are reported',
  [wrong('POST /reports/wallets', '/ReportType', 'x'), wrong('GET /reports', '/*/Id', 'x')],
  async () => {
    const made = await api.Reports.create({ ReportType: 'WALLETS', DownloadFormat: 'CSV' });
    same([made.ReportType, made.Status], ['WALLETS', 'PENDING']);
    same(ids(await api.Reports.getAll()), [made.Id]);
  },
);

const newer = (ReportType, days = 30) => {
  const now = Math.floor(Date.now() / 1000);
  return api.ReportsV2.create({
    ReportType,
    DownloadFormat: 'CSV',
    AfterDate: now - days * 86400,
    BeforeDate: now + 86400,
  });
};

scenario(
  'collected fees are reported',
  [wrong('GET /reporting/reports/*', '/Status', 'GENERATING'), wrong('GET /reporting/reports', '/*/ReportType', 'x')],
  async () => {
    await charge(await payer(), await wallet(await person()), 1000, 77);
    const { Id } = await newer('COLLECTED_FEES');
    await later(60);
    const told = await api.ReportsV2.get(Id);
    same(told.Status, 'GENERATED');
    same((await rows(told.DownloadURL)).length, 2);
    same(
      (await api.ReportsV2.getAll()).map((r) => [r.Id, r.ReportType]),
      [[Id, 'COLLECTED_FEES']],
    );
  },
);

scenario('a report of a year at most', [wrong('POST /reporting/reports', '/errors', {})], async () => {
  same(await refusal(newer('COLLECTED_FEES', 400)), ['param_error', ['Report']]);
});

// Hooks

const hook = (EventType = 'PAYIN_NORMAL_SUCCEEDED') =>
  api.Hooks.create({ EventType, Url: 'https://halleverte.example/hook' });

scenario(
  'a hook is registered',
  [wrong('POST /hooks', '/Status', 'DISABLED'), wrong('GET /hooks', '/*/Url', 'x')],
  async () => {
    const made = await hook();
    same([made.Status, made.Validity, made.EventType], ['ENABLED', 'VALID', 'PAYIN_NORMAL_SUCCEEDED']);
    same(
      (await api.Hooks.getAll()).map((h) => [h.Id, h.Url]),
      [[made.Id, 'https://halleverte.example/hook']],
    );
  },
);

scenario('one hook for one event', [wrong('POST /hooks', '/errors', {})], async () => {
  await hook();
  same(await refusal(hook()), ['param_error', ['EventType']]);
});

scenario('a hook is changed', [answered('PUT /hooks/*', 200, '{}')], async () => {
  const { Id } = await hook();
  await api.Hooks.update({ Id, Url: 'https://halleverte.example/other', Status: 'DISABLED' });
  const told = await api.Hooks.get(Id);
  same([told.Url, told.Status], ['https://halleverte.example/other', 'DISABLED']);
});

scenario('one piece of evidence', [wrong('GET /dispute-documents/*', '/DisputeId', 'x')], async () => {
  const [dispute] = await disputed();
  const { Id } = await evidence(dispute);
  same((await api.DisputeDocuments.get(Id)).DisputeId, dispute.Id);
});
