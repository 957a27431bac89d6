// The page for parties: fetches the bundle, re-computes it here and ticks the list.
//   [data-verify] with data-bundle-url; may have data-fingerprint (as printed on the notice)
//   [data-verdict] with [data-verdict-title] and [data-verdict-note]
//   [data-check=NAME] rows with [data-detail]: commitment number roster weights secret seed pick fingerprint
//   names of judges for details: data-names, the id of a table whose rows carry data-judge

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

async function run(page) {
  if (!globalThis.crypto?.subtle) return verdict(page, "open", say("checksBlocked"), "");
  let bundle;
  try {
    bundle = await fetched(page.dataset.bundleUrl);
  } catch {
    return verdict(page, "open", say("checksUnread"), "");
  }
  const began = performance.now();
  let found;
  try {
    found = await check(bundle);
  } catch (error) {
    return verdict(page, "failed", say("checksFailed", { n: 1 }), String(error));
  }
  const printed = page.dataset.fingerprint;
  if (printed) found.fingerprint = { ok: bundle.snapshot_hash.startsWith(printed), detail: printed };
  Object.entries(found).forEach(([name, result]) => tick(page, name, result));
  page.querySelectorAll("[data-check]").forEach((row) => { row.hidden = !(row.dataset.check in found); });
  const results = Object.values(found);
  const wrong = results.filter((result) => !result.ok).length;
  const seconds = ((performance.now() - began) / 1000).toFixed(2);
  const title = wrong ? say("checksFailed", { n: wrong }) : say("checksPassed", { n: results.length });
  const note = say("checksTime", { seconds });
  verdict(page, wrong ? "failed" : "passed", title, bundle.status === "void" ? `${say("drawVoid")} ${note}` : note);
}

document.querySelectorAll("[data-verify]").forEach(run);
