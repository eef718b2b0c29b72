'use strict';
// Scenarios, what each would notice, and how they are run.
//
// A scenario is a function that drives the simulator through the official SDK and asserts on values. It names at least
// one fault: a change to an answer that it must notice. It passes if it holds against the simulator as it is and fails,
// by an assertion, against the simulator with its faults.

const assert = require('node:assert');

const all = [];

function scenario(name, faults, run) {
  assert(faults.length > 0, `${name}: names no fault`);
  assert(!all.some((other) => other.name === name), `${name}: used twice`);
  all.push({ name, faults, run });
}

function fault(call, action) {
  const [method, path] = call.split(' ');
  return { method, path, times: null, action };
}

/** In answers to `call`, another value stands at the JSON pointer `at`. */
const wrong = (call, at, to = null) => fault(call, { kind: 'mutate', at, to });

/** In answers to `call`, what the JSON pointer `at` leads to is left out. */
const missing = (call, at) => fault(call, { kind: 'mutate', at, remove: true });

/** In answers to `call`, a header has another value, or is left out. */
const wrongHeader = (call, name, to = null) => fault(call, { kind: 'mutate_header', name, to });

/** `call` has no effect, and this is the answer. */
const answered = (call, status, body) =>
  fault(call, { kind: 'status', status, body, content_type: 'application/json' });

const same = (got, want) => assert.deepStrictEqual(got, want);
const holds = (fact, what) => assert(fact, what);

async function once(run) {
  try {
    await run();
    return null;
  } catch (error) {
    return error;
  }
}

const told = (error) => (error instanceof Error ? `${error.name}: ${error.message}` : JSON.stringify(error));

/** What is wrong with a scenario, if anything. */
async function judge(site, { faults, run }) {
  await site.fresh();
  const plain = await once(run);
  if (plain !== null) return `does not hold: ${told(plain)}`;
  for (const each of faults) {
    await site.fresh();
    await site.tell('/faults', each);
    const broken = await once(run);
    const where = `${each.method} ${each.path} ${JSON.stringify(each.action)}`;
    if (broken === null) return `does not notice: ${where}`;
    if (!(broken instanceof assert.AssertionError)) return `stumbles over ${where}: ${told(broken)}`;
    const calls = await site.tell('/calls');
    if (!calls.some((call) => call.faults.length > 0)) return `fails without ever meeting ${where}: ${told(broken)}`;
  }
  return null;
}

/** Runs all scenarios; prints what failed and the counts. Returns whether all is well. */
async function run(site, least, only) {
  const chosen = all.filter((each) => !only || each.name.includes(only));
  const began = Date.now();
  let [failed, caught] = [0, 0];
  for (const each of chosen) {
    const trouble = await judge(site, each);
    if (trouble === null) {
      caught += each.faults.length;
    } else {
      failed += 1;
      console.log(`FAILED  ${each.name}\n        ${trouble}`);
    }
  }
  const passed = chosen.length - failed;
  const seconds = ((Date.now() - began) / 1000).toFixed(1);
  console.log(`node: ${chosen.length} scenarios, ${passed} passed, ${caught} faults caught, ${seconds} s`);
  if (!only && chosen.length < least) {
    console.log(`node: at least ${least} scenarios are wanted`);
    return false;
  }
  return failed === 0;
}

module.exports = { scenario, wrong, missing, wrongHeader, answered, same, holds, run };
