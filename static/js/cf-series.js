// A whole series of draws of one court, purpose and year checked together. No page is touched here; see series.js.

import { check, fromHex, hashTimes, numberDrawn, seedOf, snapshotHash, toHex } from "./cf-draw.js";

const CLOSED = new Set(["result", "void"]);
const HEX64 = /^[0-9a-f]{64}$/;
const PICKED = ["seed", "total_weight", "counter", "x", "winner"];

/** Whether a draw has the shape of one, before anything is computed from it. */
function shaped(draw) {
  const closed = CLOSED.has(draw.status);
  const ending = closed
    ? HEX64.test(draw.reveal) && typeof draw.nonce === "string" && /^[0-9]{0,32}$/.test(draw.nonce)
    : ["committed", "nonce_fixed"].includes(draw.status) && draw.reveal === null;
  const bare = draw.status === "result" || PICKED.every((name) => (draw[name] ?? null) === null);
  return ending && bare && HEX64.test(draw.snapshot_hash) && HEX64.test(draw.anchor)
    && Number.isSafeInteger(draw.draw_no) && draw.draw_no > 0 && /^(?:[0-9a-f]{2})*$/.test(draw.beacon);
}

/** Whether what was committed has the shape of it. */
function committed({ alg, attempt, prev_draw: before, roster }) {
  return alg === "cf-draw/1" && Number.isSafeInteger(attempt) && attempt > 0 && HEX64.test(before)
    && Array.isArray(roster) && roster.some((row) => row.eligible && row.weight > 0);
}

/** The draws by chain, published or withheld, each chain in the order of its numbers. */
function byChain(draws) {
  const chains = new Map();
  draws.forEach((draw) => {
    if (!chains.has(draw.anchor)) chains.set(draw.anchor, []);
    chains.get(draw.anchor).push(draw);
  });
  chains.forEach((members) => members.sort((a, b) => a.draw_no - b.draw_no));
  return chains;
}

/** A withheld draw as far as it can be checked: its seed and the number drawn follow from the committed hash. */
async function checkWithheld(draw) {
  if (draw.winner !== null) return false;
  if (draw.status !== "result") return true;
  const seed = await seedOf(fromHex(draw.snapshot_hash), fromHex(draw.reveal), draw.nonce, fromHex(draw.beacon));
  const drawn = await numberDrawn(draw.total_weight, seed);
  return toHex(seed) === draw.seed && drawn.counter === draw.counter && drawn.x === draw.x;
}

async function checkPublished(draw) {
  const { court, chain } = draw.snapshot;
  if (!committed(draw.snapshot) || (chain ?? { court }).court !== court) return false;
  if (Boolean(draw.snapshot.beacon_name) !== Boolean(draw.beacon) && draw.status === "result") return false;
  return Object.values(await check(draw, { walk: false })).every(({ ok }) => ok);
}

/** One draw by itself; its secret is walked back to the last good one of its chain, not to the anchor. */
async function checkOne(draw, known) {
  const closed = CLOSED.has(draw.status);
  try {
    const sound = shaped(draw) && await (draw.snapshot ? checkPublished(draw) : checkWithheld(draw));
    if (!closed) return { sound, good: null };
    const walked = await hashTimes(fromHex(draw.reveal), draw.draw_no - (known?.draw_no ?? 0));
    return { sound, good: toHex(walked) === (known?.reveal ?? draw.anchor) };
  } catch {
    return { sound: false, good: closed ? false : null };
  }
}

const markOf = async ({ snapshot, snapshot_hash: told }) => (snapshot ? toHex(await snapshotHash(snapshot)) : told);

async function walk(members, found, step) {
  let known = null;
  let before = null;
  for (const draw of members) {
    const { sound, good } = await checkOne(draw, known?.draw_no < draw.draw_no ? known : null);
    if (!sound) found.each.push(draw);
    if (good === false) found.secrets.push(draw);
    if (good) known = draw;
    if (draw.draw_no !== (before?.draw_no ?? 0) + 1) found.numbers.push(draw);
    else if (before && draw.snapshot && draw.snapshot.prev_draw !== await markOf(before)) found.links.push(draw);
    before = draw;
    step();
  }
}

/** Draws that still waited for a number when the secret of a later one was revealed. */
function tooEarly(members) {
  const last = Math.max(0, ...members.filter(({ reveal }) => reveal !== null).map(({ draw_no: no }) => no));
  return members.filter(({ status, draw_no: no }) => status === "committed" && no < last);
}

const heirOf = (draw) => (draw.snapshot ?? draw).next_anchor ?? "";

/**
 * Chains beside another: each but the first must be announced by the last draw of one before. Those nobody
 * announced must be published; announced, a chain is as trusted as the one that announces it.
 */
function succession(chains, published) {
  const lists = [...chains.values()];
  const early = lists.flatMap((members) => members.slice(0, -1).filter(heirOf));
  const heirs = new Set(lists.map((members) => heirOf(members.at(-1))));
  const heads = lists.filter(([first]) => published.has(first.anchor) && !heirs.has(first.anchor));
  const known = new Set();
  heads.forEach((head) => {
    for (let line = head; line && !known.has(line[0].anchor); line = chains.get(heirOf(line.at(-1)))) {
      known.add(line[0].anchor);
    }
  });
  return {
    inTime: [...known, ...chains.keys()].filter((name, at, all) => all.indexOf(name) === at),
    heir: [...early, ...heads.slice(1).map(([first]) => first)],
    anchor: lists.filter(([first]) => !known.has(first.anchor)).map(([first]) => first),
  };
}

/**
 * Cases whose draws do not count on one by one, or were drawn again while a draw was open. The first draw in a
 * series may be a later one of its case: drawn before the year, or under the name it had before it was sealed.
 */
function attempts(bundles) {
  const last = new Map();
  return bundles.filter(({ status, snapshot: { case: subject, attempt } }) => {
    const before = last.get(subject);
    last.set(subject, { attempt, status });
    return before && (attempt !== before.attempt + 1 || !CLOSED.has(before.status));
  });
}

/** How many cases are in a series without their first draw, which another year or name has. */
export function begunElsewhere(bundles) {
  const first = new Map();
  bundles.forEach(({ snapshot }) => {
    if (!first.has(snapshot.case)) first.set(snapshot.case, snapshot.attempt);
  });
  return [...first.values()].filter((attempt) => attempt > 1).length;
}

/** Draws that do not belong to the court, purpose and year that were asked for. */
const elsewhere = (draws, asked) => draws.filter(({ snapshot, chain }) => {
  const told = snapshot ? snapshot.chain : chain;
  return !told || ["court", "purpose", "year"].some((name) => told[name] !== asked[name]);
});

/**
 * The faults of a series by check, each a list of draws. `step` is called after every draw. Of withheld draws
 * (their case was sealed since) neither roster nor winner can be checked: whoever shows the result counts them.
 */
export async function checkSeries({ bundles, withheld = [] }, anchors, asked, step = () => {}) {
  const chains = byChain([...bundles, ...withheld]);
  const found = { each: [], chain: elsewhere([...bundles, ...withheld], asked), numbers: [], links: [], secrets: [] };
  found.order = [];
  for (const members of chains.values()) {
    await walk(members, found, step);
    found.order.push(...tooEarly(members));
  }
  const { inTime, heir, anchor } = succession(chains, new Set(anchors));
  const told = inTime.flatMap((name) => chains.get(name)).filter(({ snapshot }) => snapshot);
  return { ...found, heir, attempts: attempts(told), anchor };
}
