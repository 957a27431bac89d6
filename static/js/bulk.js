// Choosing several rows of a list: how many, all or none, and what the chosen ones need.

const bar = document.querySelector("[data-bulk]");
const picks = [...document.querySelectorAll("[data-bulk-pick]")];
const all = document.querySelector("[data-bulk-all]");
const count = bar.querySelector("[data-bulk-count]");
const none = bar.querySelector("[data-bulk-none]");
const clear = bar.querySelector("[data-bulk-clear]");
const send = bar.querySelector("button[type=submit]");

function show() {
  const chosen = picks.filter((pick) => pick.checked);
  const needsPlan = chosen.some((pick) => "plan" in pick.dataset);
  picks.forEach((pick) => pick.closest("tr").classList.toggle("sel", pick.checked));
  all.checked = chosen.length === picks.length;
  all.indeterminate = chosen.length > 0 && chosen.length < picks.length;
  const words = chosen.length === 1 ? count.dataset.one : count.dataset.many;
  count.textContent = words.replace("{n}", chosen.length);
  count.hidden = clear.hidden = !chosen.length;
  none.hidden = chosen.length > 0;
  send.disabled = !chosen.length;
  bar.querySelectorAll("[name=reason], [name=planned_on]").forEach((field) => { field.required = needsPlan; });
}

function choose(checked) {
  picks.forEach((pick) => { pick.checked = checked; });
  show();
}

all.addEventListener("change", () => choose(all.checked));
clear.addEventListener("click", () => {
  choose(false);
  all.focus();
});
picks.forEach((pick) => pick.addEventListener("change", show));
window.addEventListener("pageshow", show);
show();
