// Rows of a Django formset, added and removed with the keyboard (Alt+N adds).
//   [data-formset=PREFIX]  the whole     [data-formset-rows]  where the rows stand
//   [data-formset-row]     one row       <template data-formset-empty>  a row with __prefix__
//   [data-formset-add], [data-formset-remove], [data-formset-number], [data-formset-status]
//   [data-when=NAME] with data-is="a b": shown while the row's field NAME has one of these values

import { say } from "./words.js";

const rowsOf = (set) => [...set.querySelectorAll("[data-formset-row]")].filter((row) => !row.hidden);

function shownFor(row) {
  row.querySelectorAll("[data-when]").forEach((part) => {
    const field = row.querySelector(`[name$='-${part.dataset.when}']:is(select, :checked, [type=hidden])`);
    const fits = !field || part.dataset.is.split(" ").includes(field.value);
    part.hidden = !fits;
    part.querySelectorAll("input, select, textarea").forEach((control) => { control.disabled = !fits; });
  });
}

function renumber(set) {
  rowsOf(set).forEach((row, index) => {
    row.querySelectorAll("[data-formset-number]").forEach((spot) => { spot.textContent = String(index + 1); });
  });
}

function tell(set, text) {
  const status = set.querySelector("[data-formset-status]");
  if (status) status.textContent = text;
}

function add(set) {
  const total = set.querySelector("[name$='-TOTAL_FORMS']");
  const most = Number(set.querySelector("[name$='-MAX_NUM_FORMS']")?.value || 1000);
  if (Number(total.value) >= most) return;
  const holder = document.createElement("template");
  holder.innerHTML = set.querySelector("template[data-formset-empty]").innerHTML.replaceAll("__prefix__", total.value);
  const row = holder.content.firstElementChild;
  set.querySelector("[data-formset-rows]").append(row);
  total.value = String(Number(total.value) + 1);
  shownFor(row);
  renumber(set);
  row.querySelector("input:not([type=hidden]), select, textarea")?.focus();
  tell(set, say("rowAdded", { n: rowsOf(set).length }));
  row.dispatchEvent(new CustomEvent("formset:added", { bubbles: true }));
  total.dispatchEvent(new Event("change", { bubbles: true }));
}

/** A removed row stays in the form, marked DELETE, so that the numbers of the others hold. */
function remove(set, row) {
  const mark = row.querySelector("[name$='-DELETE']");
  if (!mark) return;
  if (mark.type === "checkbox") mark.checked = true;
  else mark.value = "on";
  row.hidden = true;
  row.querySelectorAll("[required]").forEach((control) => { control.required = false; });
  renumber(set);
  const left = rowsOf(set);
  (left.at(-1)?.querySelector("input:not([type=hidden]), select") ?? set.querySelector("[data-formset-add]"))?.focus();
  tell(set, say("rowRemoved", { n: left.length }));
  mark.dispatchEvent(new Event("change", { bubbles: true }));
}

function run(set) {
  set.addEventListener("click", (event) => {
    if (event.target.closest("[data-formset-add]")) add(set);
    const out = event.target.closest("[data-formset-remove]");
    if (out) remove(set, out.closest("[data-formset-row]"));
  });
  set.addEventListener("change", (event) => {
    const row = event.target.closest("[data-formset-row]");
    if (row) shownFor(row);
  });
  set.querySelectorAll("[data-formset-row]").forEach((row) => {
    if (row.querySelector("[name$='-DELETE']:is(:checked, [type=hidden][value='on'])")) row.hidden = true;
    shownFor(row);
  });
  renumber(set);
}

const sets = document.querySelectorAll("[data-formset]");
sets.forEach(run);
document.addEventListener("keydown", (event) => {
  if (!event.altKey || event.code !== "KeyN" || !sets.length) return;
  event.preventDefault();
  add(document.activeElement?.closest("[data-formset]") ?? sets[0]);
});
