'use strict';
// Runs the suite: run.js URL CLIENT_ID API_KEY [PART OF A NAME]

const kit = require('./kit');
const suite = require('./suite');

const LEAST = 100;

async function main([url, clientId, key, only]) {
  kit.connect(url, clientId, key);
  for (const part of ['users', 'verification', 'payees', 'payments', 'holds', 'operations', 'platform']) {
    require(`./scenarios/${part}`);
  }
  process.exitCode = (await suite.run(kit.site, LEAST, only)) ? 0 : 1;
}

main(process.argv.slice(2));
