// The page of a court's whole series, re-computed in the browser: every draw by itself, then all together.
//   [data-series] with data-series-url, data-anchors-url, data-court, data-purpose, data-year; [data-start], [data-progress], [data-verdict],
//   [data-check=NAME] rows with [data-detail], NAME as cf-series.js has them; [data-faults]

import { begunElsewhere, checkSeries } from "./cf-series.js";
import { icon, say } from "./words.js";

const MOST_FAULTS = 20;
const VERDICT_ICONS = { passed: "shield", partly: "warn", failed: "failed" };

function tick(page, name, ok, detail) {
  const row = page.querySelector(`[data-check="${name}"]`);
  row.classList.remove("passed", "failed");
  row.classList.add(ok ? "passed" : "failed");
  row.querySelector(":scope > .i").replaceWith(icon(ok ? "passed" : "failed"));
  row.querySelector("[data-detail]").textContent = ok ? detail : say("differs");
}

function verdict(page, state, title, note) {
  const box = page.querySelector("[data-verdict]");
  box.classList.remove("passed", "failed", "partly");
  if (state) box.classList.add(state);
  box.querySelector(":scope > .i").replaceWith(icon(VERDICT_ICONS[state] ?? "open"));
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
    const what = bundle.snapshot?.case ?? say("withheld");
    row.textContent = `${say("drawNo", { n: bundle.draw_no })} ${what} · ${say("differs")} · ${rule}`;
    return row;
  }));
  return faults.length;
}

/** What stands beside each check: how many draws it could look at; of the attempts, what began elsewhere too. */
function counts(bundles, number) {
  const elsewhere = begunElsewhere(bundles);
  return (name) => {
    if (name === "attempts" && elsewhere) return say("begunElsewhere", { n: elsewhere });
    return String(["each", "links", "attempts"].includes(name) ? bundles.length : number);
  };
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
  const { bundles, withheld = [] } = series;
  const { court, purpose, year } = page.dataset;
  const asked = { court, purpose, year: Number(year) };
  const number = bundles.length + withheld.length;
  const bar = page.querySelector("[data-progress]");
  Object.assign(bar, { hidden: false, max: Math.max(number, 1), value: 0 });
  const anchors = published.anchors.filter((row) => row.purpose === purpose).map((row) => row.anchor);
  const began = performance.now();
  let found;
  try {
    found = await checkSeries(series, anchors, asked, () => { bar.value += 1; });
  } catch (error) {
    return verdict(page, "failed", say("checksFailed", { n: 1 }), String(error));
  }
  const counted = counts(bundles, number);
  Object.entries(found).forEach(([name, faults]) => tick(page, name, !faults.length, counted(name)));
  const wrong = listed(page, found);
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  const time = say("checksTime", { seconds });
  if (wrong) return verdict(page, "failed", say("checksFailed", { n: wrong }), time);
  if (withheld.length) {
    return verdict(page, "partly", say("checksPartly", { n: withheld.length }), `${say("withheldMeans")} ${time}`);
  }
  return verdict(page, "passed", say("checksPassed", { n: Object.keys(found).length }), time);
}

document.querySelectorAll("[data-series]").forEach((page) => {
  const start = page.querySelector("[data-start]");
  start.addEventListener("click", () => {
    start.disabled = true;
    run(page).finally(() => { start.disabled = false; });
  });
});
