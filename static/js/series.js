// The page of a court's whole series, re-computed in the browser: every draw by itself, then all together.
//   [data-series] with data-series-url, data-anchors-url; [data-start], [data-progress], [data-verdict],
//   [data-check=NAME] rows with [data-detail], NAME as cf-series.js has them; [data-faults]

import { checkSeries } from "./cf-series.js";
import { icon, say } from "./words.js";

const MOST_FAULTS = 20;

function tick(page, name, ok, detail) {
  const row = page.querySelector(`[data-check="${name}"]`);
  row.classList.remove("passed", "failed");
  row.classList.add(ok ? "passed" : "failed");
  row.querySelector(":scope > .i").replaceWith(icon(ok ? "passed" : "failed"));
  row.querySelector("[data-detail]").textContent = ok ? detail : say("differs");
}

function verdict(page, state, title, note) {
  const box = page.querySelector("[data-verdict]");
  box.classList.remove("passed", "failed");
  if (state) box.classList.add(state);
  box.querySelector("[data-verdict-title]").textContent = title;
  box.querySelector("[data-verdict-note]").textContent = note;
}

async function fetched(url) {
  const answer = await fetch(url, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
}

/** Each fault on a line: the number, the case, and which sentence of the list does not hold. */
function listed(page, found) {
  const list = page.querySelector("[data-faults]");
  const faults = Object.entries(found).flatMap(([name, bundles]) => bundles.map((bundle) => [name, bundle]));
  list.replaceChildren(...faults.slice(0, MOST_FAULTS).map(([name, bundle]) => {
    const row = document.createElement("li");
    const rule = page.querySelector(`[data-check="${name}"] > span`).firstChild.textContent;
    row.textContent = `${say("drawNo", { n: bundle.draw_no })} ${bundle.snapshot.case} · ${say("differs")} · ${rule}`;
    return row;
  }));
  return faults.length;
}

async function run(page) {
  if (!globalThis.crypto?.subtle) return verdict(page, "", say("checksBlocked"), "");
  let series;
  let published;
  try {
    [series, published] = await Promise.all([fetched(page.dataset.seriesUrl), fetched(page.dataset.anchorsUrl)]);
  } catch {
    return verdict(page, "", say("checksUnread"), "");
  }
  const { bundles, purpose } = series;
  const bar = page.querySelector("[data-progress]");
  Object.assign(bar, { hidden: false, max: Math.max(bundles.length, 1), value: 0 });
  const anchors = published.anchors.filter((row) => row.purpose === purpose).map((row) => row.anchor);
  const began = performance.now();
  const found = await checkSeries(series, anchors, () => { bar.value += 1; });
  Object.entries(found).forEach(([name, faults]) => tick(page, name, !faults.length, String(bundles.length)));
  const wrong = listed(page, found);
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  const title = wrong ? say("checksFailed", { n: wrong }) : say("checksPassed", { n: Object.keys(found).length });
  return verdict(page, wrong ? "failed" : "passed", title, say("checksTime", { seconds }));
}

document.querySelectorAll("[data-series]").forEach((page) => {
  const start = page.querySelector("[data-start]");
  start.addEventListener("click", () => {
    start.disabled = true;
    run(page).finally(() => { start.disabled = false; });
  });
});
