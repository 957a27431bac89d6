// A whole series of draws of one court, purpose and year checked together. No page is touched here; see series.js.

import { check, fromHex, hashTimes, snapshotHash, toHex } from "./cf-draw.js";

const CLOSED = new Set(["result", "void"]);

/** The draws by chain, each chain in the order of its numbers. */
function byChain(bundles) {
  const chains = new Map();
  bundles.forEach((bundle) => {
    if (!chains.has(bundle.anchor)) chains.set(bundle.anchor, []);
    chains.get(bundle.anchor).push(bundle);
  });
  chains.forEach((members) => members.sort((a, b) => a.draw_no - b.draw_no));
  return chains;
}

/** One draw by itself; its secret is walked back to the last good one of its chain, not to the anchor. */
async function checkOne(bundle, known) {
  let sound = true;
  try {
    sound = Object.values(await check(bundle, { walk: false })).every(({ ok }) => ok);
    if (!CLOSED.has(bundle.status)) return { sound, good: null };
    const walked = await hashTimes(fromHex(bundle.reveal), bundle.draw_no - (known?.draw_no ?? 0));
    return { sound, good: toHex(walked) === (known?.reveal ?? bundle.anchor) };
  } catch {
    return { sound: false, good: CLOSED.has(bundle.status) ? false : null };
  }
}

async function walk(members, absent, found, step) {
  let known = null;
  let before = null;
  for (const bundle of members) {
    const { sound, good } = await checkOne(bundle, known);
    if (!sound) found.each.push(bundle);
    if (good === false) found.secrets.push(bundle);
    if (good) known = bundle;
    let expected = before ? before.draw_no + 1 : 1;
    while (absent.has(`${bundle.anchor} ${expected}`)) expected += 1;
    if (bundle.draw_no !== expected) found.numbers.push(bundle);
    if (before && bundle.draw_no === before.draw_no + 1) {
      const last = toHex(await snapshotHash(before.snapshot));
      if (bundle.snapshot.prev_draw !== last) found.links.push(bundle);
    }
    before = bundle;
    step();
  }
}

/** Draws that still waited for a number when the secret of a later one was revealed. */
function tooEarly(members) {
  const last = Math.max(0, ...members.filter(({ reveal }) => reveal !== null).map(({ draw_no: no }) => no));
  return members.filter(({ status, draw_no: no }) => status === "committed" && no < last);
}

/** Chains beside another: each but the first must be announced by the last draw of one before. */
function beside(chains, absent) {
  const lists = [...chains.values()];
  const early = lists.flatMap((members) => members.slice(0, -1).filter(({ snapshot }) => snapshot.next_anchor));
  const heirs = new Set(lists.map((members) => members.at(-1).snapshot.next_anchor));
  const heads = lists.filter(([first]) => !heirs.has(first.anchor)).map(([first]) => first);
  return absent.size ? early : [...early, ...heads.slice(1)];
}

/** Cases whose draws do not count on one by one, or were drawn again while a draw was open. */
function attempts(bundles, absent) {
  const last = new Map();
  return bundles.filter((bundle) => {
    const { case: subject, attempt } = bundle.snapshot;
    const before = last.get(subject);
    last.set(subject, bundle);
    const expected = (before?.snapshot.attempt ?? 0) + 1;
    const counts = absent.size ? attempt >= expected : attempt === expected;
    return !counts || (before && !CLOSED.has(before.status));
  });
}

/** The faults of a series by check, each a list of bundles. `step` is called after every draw. */
export async function checkSeries({ bundles, withheld = [] }, anchors, step = () => {}) {
  const absent = new Set(withheld.map((row) => `${row.anchor} ${row.draw_no}`));
  const chains = byChain(bundles);
  const found = { each: [], numbers: [], links: [], secrets: [], order: [], heir: [] };
  for (const members of chains.values()) {
    await walk(members, absent, found, step);
    found.order.push(...tooEarly(members));
  }
  found.heir = beside(chains, absent);
  found.attempts = attempts(bundles, absent);
  const published = new Set(anchors);
  found.anchor = [...chains.values()].filter(([first]) => !published.has(first.anchor)).map(([first]) => first);
  return found;
}
