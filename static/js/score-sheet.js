// The score sheet while it is filled in: stages fold, totals and grade follow what is typed.
// The server computes them again; without this script the page works and shows them after saving.

import { icon, say } from "./words.js";

const WIDE = "０１２３４５６７８９．";

/** Points as typed, in tenths; null where it is no number. */
function tenths(text) {
  const plain = text.trim().replace(/[０-９．]/g, (sign) => "0123456789."[WIDE.indexOf(sign)]);
  if (!/^[0-9]{1,3}(\.[0-9])?$/.test(plain)) return null;
  return Math.round(Number(plain) * 10);
}

const shown = (value) => (value % 10 ? (value / 10).toFixed(1) : String(value / 10));

/** What a row takes off and whether it counts: complete, and lawful for its item. */
function reading(row) {
  const most = Number(row.dataset.max);
  const least = Number(row.dataset.least);
  const veto = row.querySelector("[data-veto]")?.checked ?? false;
  const typed = row.querySelector("[data-score]").value;
  const left = veto ? 0 : typed.trim() ? tenths(typed) : most;
  if (left === null) return { taken: null, counts: false, veto };
  const taken = most - left;
  const lawful = taken >= least && taken <= most && (taken - least) % Number(row.dataset.step) === 0;
  const filled = (name) => row.querySelector(`[name^="${name}-"]`).value.trim() !== "";
  const complete = filled("place") && (filled("rule") || filled("reason"));
  return { taken, counts: taken > 0 && lawful && complete, veto };
}

function markRow(row, { taken, counts }) {
  const touched = taken !== 0;
  row.classList.toggle("ded", touched && counts);
  row.classList.toggle("inv", touched && !counts);
  const cell = row.querySelector("[data-taken]");
  cell.replaceChildren();
  const text = document.createElement("span");
  text.className = touched ? "strong bad" : "muted";
  text.textContent = taken === null ? "?" : taken > 0 ? `−${shown(taken)}` : "0";
  cell.append(text);
  if (touched) row.querySelector("details").open = true;
}

function grade(form, total, veto, touched) {
  const bands = [...document.querySelectorAll("[data-band]")];
  const fits = bands.filter((band) => total >= Number(band.dataset.line) * 10 && !(touched && "clean" in band.dataset));
  const chosen = veto ? bands[0] : fits.at(-1) ?? bands[0];
  bands.forEach((band) => band.classList.toggle("on", band === chosen));
}

function sum(form) {
  let total = 1000;
  let veto = false;
  let substance = false;
  form.querySelectorAll("[data-stage]").forEach((stage) => {
    let [most, off, missing] = [0, 0, 0];
    stage.querySelectorAll("[data-item]").forEach((row) => {
      const found = reading(row);
      markRow(row, found);
      most += Number(row.dataset.max);
      if (found.taken !== 0 && !found.counts) missing += 1;
      if (!found.counts) return;
      off += found.taken;
      veto ||= found.veto;
      substance ||= "substance" in stage.dataset;
    });
    total -= off;
    stage.querySelector("[data-stage-left]").textContent = shown(most - off);
    const taken = off ? `−${shown(off)}` : "0";
    stage.querySelector("[data-stage-taken]").textContent = missing ? say("toComplete", { n: missing }) : taken;
  });
  document.querySelector("[data-total]").textContent = shown(total);
  grade(form, total, veto, substance);
}

/** The heading of a stage becomes a button that folds its items away. */
function foldable(heading) {
  const stage = heading.closest("[data-stage]");
  const button = document.createElement("button");
  button.type = "button";
  button.className = "fold-btn";
  button.append(icon("next"), heading.textContent);
  const set = (open) => {
    button.setAttribute("aria-expanded", String(open));
    stage.querySelectorAll("[data-item]").forEach((row) => { row.hidden = !open; });
  };
  button.addEventListener("click", () => set(button.getAttribute("aria-expanded") !== "true"));
  heading.replaceChildren(button);
  set("open" in heading.dataset);
}

document.querySelectorAll("[data-score-sheet]").forEach((form) => {
  form.querySelectorAll("[data-fold]").forEach(foldable);
  form.addEventListener("input", () => sum(form));
  form.addEventListener("change", () => sum(form));
});
