// cf-draw/1 re-computed in the browser with Web Crypto: a published draw is checked
// without trusting the court. No page is touched here; see verify.js.

const text = new TextEncoder();
const NO_PREVIOUS = "0".repeat(64);

const inOrder = (a, b) => {
  const [left, right] = [Array.from(a), Array.from(b)];
  for (let i = 0; i < Math.min(left.length, right.length); i += 1) {
    const gap = left[i].codePointAt(0) - right[i].codePointAt(0);
    if (gap) return gap;
  }
  return left.length - right.length;
};

/** Canonical JSON: keys sorted by code point, no spaces, integers only. */
export function canonical(value) {
  if (typeof value === "number" && !Number.isSafeInteger(value)) throw new Error("not an integer");
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  const entries = Object.keys(value).sort(inOrder).map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`);
  return `{${entries.join(",")}}`;
}

export const toHex = (bytes) => [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");

export function fromHex(hex) {
  if (typeof hex !== "string" || !/^(?:[0-9a-f]{2})*$/.test(hex)) throw new Error("not hex");
  return Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

function joined(...parts) {
  const all = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  parts.reduce((at, part) => { all.set(part, at); return at + part.length; }, 0);
  return all;
}

function number4(value) {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value);
  return bytes;
}

const sha256 = async (bytes) => new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));

const prefixed = (bytes) => joined(number4(bytes.length), bytes);

export const snapshotHash = (snapshot) =>
  sha256(joined(text.encode("cf-draw/1/snapshot\0"), text.encode(canonical(snapshot))));

export async function hashTimes(start, times) {
  let value = start;
  for (let done = 0; done < times; done += 1) value = await sha256(value);
  return value;
}

export const seedOf = (digest, reveal, nonce, beacon) =>
  sha256(joined(text.encode("cf-draw/1/seed\0"), ...[digest, reveal, text.encode(nonce), beacon].map(prefixed)));

/** The number drawn below a sum of weights, which needs no roster: top bits of an HMAC, the first value below. */
export async function numberDrawn(total, seed) {
  if (!Number.isSafeInteger(total) || total <= 0) throw new Error("no weights");
  const bits = total === 1 ? 0 : (total - 1).toString(2).length;
  const key = await crypto.subtle.importKey("raw", seed, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  for (let counter = 0; ; counter += 1) {
    const mac = await crypto.subtle.sign("HMAC", key, joined(text.encode("cf-draw/1/pick\0"), number4(counter)));
    const x = Number(BigInt(`0x${toHex(new Uint8Array(mac))}`) >> BigInt(256 - bits));
    if (x < total) return { counter, x };
  }
}

/** The winner by weight. */
export async function pick(roster, seed) {
  const field = roster.filter((row) => row.eligible && row.weight > 0).sort((a, b) => inOrder(a.id, b.id));
  const total = field.reduce((sum, row) => sum + row.weight, 0);
  const { counter, x } = await numberDrawn(total, seed);
  let reached = 0;
  const won = field.find((row) => { reached += row.weight; return x < reached; });
  return { total_weight: total, counter, x, winner: won.id };
}

/** Weights from their inputs: max(0, band + 1 - excess) × share / 100, at least 1 above zero. */
export function weightsHold({ band, roster }) {
  const eligible = roster.filter((row) => row.eligible);
  const counted = (row) => Math.max(row.load, row.reentry_load);
  const lowest = Math.min(...eligible.map(counted));
  return eligible.every((row) => {
    const room = Math.max(0, band + 1 - (counted(row) - lowest));
    return row.weight === (room ? Math.max(1, Math.floor((room * row.share) / 100)) : 0);
  });
}

function rosterHolds(roster) {
  const ids = new Set(roster.map((row) => row.id));
  return ids.size === roster.length && roster.every((row) => row.eligible !== Boolean(row.reason));
}

const OPEN = new Set(["committed", "nonce_fixed"]);

/** Nothing of an open draw is out early; of a void one nothing but its secret ever is. */
function hidden(bundle, names) {
  return { ok: names.every((name) => bundle[name] === null), detail: "" };
}

/**
 * Every check of a bundle: {name: {ok, detail}}. A void draw has no seed and no pick, an open one no secret.
 * Without `walk` the secret is not hashed back to the anchor: whoever checks a whole series does that better.
 */
export async function check(bundle, { walk = true } = {}) {
  const { snapshot } = bundle;
  const digest = await snapshotHash(snapshot);
  const first = snapshot.draw_no === 1;
  const eligible = snapshot.roster.filter((row) => row.eligible);
  const found = {
    commitment: { ok: toHex(digest) === bundle.snapshot_hash, detail: bundle.snapshot_hash.slice(0, 16) },
    number: {
      ok: snapshot.draw_no === bundle.draw_no && first === (snapshot.prev_draw === NO_PREVIOUS),
      detail: String(bundle.draw_no),
    },
    roster: { ok: rosterHolds(snapshot.roster), detail: String(snapshot.roster.length - eligible.length) },
  };
  if ("band" in snapshot) found.weights = { ok: weightsHold(snapshot), detail: String(eligible.length) };
  if (OPEN.has(bundle.status)) return { ...found, hidden: hidden(bundle, ["reveal", "seed", "winner"]) };
  const reveal = fromHex(bundle.reveal);
  if (walk) {
    const walked = toHex(await hashTimes(reveal, bundle.draw_no));
    found.secret = { ok: walked === bundle.anchor, detail: bundle.draw_no };
  }
  if (bundle.status === "void") return { ...found, nobody: hidden(bundle, ["seed", "winner"]) };
  const seed = await seedOf(digest, reveal, bundle.nonce, fromHex(bundle.beacon));
  found.seed = { ok: toHex(seed) === bundle.seed, detail: bundle.seed.slice(0, 16) };
  const drawn = await pick(snapshot.roster, seed);
  const same = ["total_weight", "counter", "x", "winner"].every((name) => drawn[name] === bundle[name]);
  found.pick = { ok: same, detail: drawn.winner };
  return found;
}
