// The page for parties: fetches the bundle, re-computes it here and ticks the list.
//   [data-verify] with data-bundle-url; may have data-fingerprint (as printed on the notice),
//   data-anchors-url (published anchors), data-attempt (how often the page says it was drawn so far),
//   data-status (of the draw, as the page shows it)
//   [data-verdict] with [data-verdict-title] and [data-verdict-note]
//   [data-check=NAME] rows with [data-detail]: commitment number roster weights secret seed pick fingerprint
//   anchor attempts hidden; a row whose check the bundle does not allow counts as failed (but for weights,
//   which draws without their inputs do not have)
//   names of judges for details: elements with data-judge and data-name

import { check } from "./cf-draw.js";
import { icon, say } from "./words.js";

function swapIcon(place, name) {
  const old = place.querySelector(":scope > .i");
  const fresh = icon(name);
  if (old) old.replaceWith(fresh);
  else place.prepend(fresh);
}

function judgeName(page, id) {
  const row = [...page.querySelectorAll("[data-judge]")].find((entry) => entry.dataset.judge === id);
  return row?.dataset.name ?? id;
}

function wording(page, name, detail) {
  if (name === "secret") return say("timesHashed", { n: detail.toLocaleString("en-US") });
  if (name === "roster" || name === "weights") return say("people", { n: detail });
  if (name === "number") return say("drawNo", { n: detail });
  if (name === "attempts") return say("attemptNo", { n: detail });
  return name === "pick" ? judgeName(page, detail) : detail;
}

function tick(page, name, { ok, detail }) {
  const row = page.querySelector(`[data-check="${name}"]`);
  if (!row) return;
  row.classList.add(ok ? "passed" : "failed");
  swapIcon(row, ok ? "passed" : "failed");
  const place = row.querySelector("[data-detail]");
  if (place) place.textContent = ok ? wording(page, name, detail) : say("differs");
}

function verdict(page, state, title, note) {
  const box = page.querySelector("[data-verdict]");
  if (!box) return;
  box.classList.add(state);
  if (state !== "open") swapIcon(box, state === "passed" ? "shield" : "failed");
  box.querySelector("[data-verdict-title]").textContent = title;
  const place = box.querySelector("[data-verdict-note]");
  if (place) place.textContent = note;
}

async function fetched(url) {
  const answer = await fetch(url, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
}

/** What is compared with things outside the bundle: the notice, the page, the published anchors. */
function outside(page, bundle, published) {
  const { snapshot } = bundle;
  const { fingerprint, attempt } = page.dataset;
  const found = {};
  if (fingerprint) found.fingerprint = { ok: bundle.snapshot_hash.startsWith(fingerprint), detail: fingerprint };
  if (attempt) found.attempts = { ok: String(snapshot.attempt) === attempt, detail: attempt };
  if (published) {
    const { court, purpose, year } = snapshot.chain;
    const ok = published.anchors.some((row) => row.anchor === bundle.anchor
      && row.court === court && row.purpose === purpose && row.year === year);
    found.anchor = { ok, detail: bundle.anchor.slice(0, 16) };
  }
  return found;
}

/** Rows of the page that the bundle left unchecked. */
function unchecked(page, found) {
  const rows = [...page.querySelectorAll("[data-check]")].filter((row) => !(row.dataset.check in found));
  rows.filter((row) => row.dataset.check === "weights").forEach((row) => { row.hidden = true; });
  return rows.map((row) => row.dataset.check).filter((name) => name !== "weights");
}

async function run(page) {
  if (!globalThis.crypto?.subtle) return verdict(page, "open", say("checksBlocked"), "");
  const { bundleUrl, anchorsUrl, status } = page.dataset;
  let bundle;
  let published;
  try {
    [bundle, published] = await Promise.all([fetched(bundleUrl), anchorsUrl ? fetched(anchorsUrl) : null]);
  } catch {
    return verdict(page, "open", say("checksUnread"), "");
  }
  const open = ["committed", "nonce_fixed"].includes(status);
  if (open && bundle.status !== status) return verdict(page, "open", say("drawMoved"), "");
  const began = performance.now();
  let found;
  try {
    found = { ...await check(bundle), ...outside(page, bundle, published) };
  } catch (error) {
    return verdict(page, "failed", say("checksFailed", { n: 1 }), String(error));
  }
  unchecked(page, found).forEach((name) => { found[name] = { ok: false, detail: "" }; });
  Object.entries(found).forEach(([name, result]) => tick(page, name, result));
  const results = Object.values(found);
  const wrong = results.filter((result) => !result.ok).length;
  const seconds = ((performance.now() - began) / 1000).toFixed(2);
  const title = wrong ? say("checksFailed", { n: wrong }) : say("checksPassed", { n: results.length });
  const note = say("checksTime", { seconds });
  verdict(page, wrong ? "failed" : "passed", title, bundle.status === "void" ? `${say("drawVoid")} ${note}` : note);
}

document.querySelectorAll("[data-verify]").forEach(run);
