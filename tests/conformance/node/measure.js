'use strict';
// Reads all users through the SDK: measure.js URL CLIENT_ID API_KEY AT_ONCE. For `cargo xtask bench api`.

const Mangopay = require('mangopay4-nodejs-sdk');

async function main([url, clientId, key, atOnce]) {
  const api = new Mangopay({ clientId, clientApiKey: key, baseUrl: url });
  const page = (number, options = {}) =>
    api.Users.getAll({ parameters: { page: number, per_page: 100, Sort: 'CreationDate:ASC' }, ...options });

  // Any call signs in; the measured ones find a token.
  await page(1);
  const begun = performance.now();
  const first = await page(1, { resolveWithFullResponse: true });
  const pages = Number(first.headers['x-number-of-pages']);
  const seen = new Set(first.body.map((user) => user.Id));
  let next = 2;
  const reader = async () => {
    while (next <= pages) {
      const number = next;
      next += 1;
      for (const user of await page(number)) seen.add(user.Id);
    }
  };
  await Promise.all(Array.from({ length: Number(atOnce) }, reader));
  const seconds = (performance.now() - begun) / 1000;
  console.log(JSON.stringify({ seconds, calls: pages, distinct: seen.size }));
}

main(process.argv.slice(2));
