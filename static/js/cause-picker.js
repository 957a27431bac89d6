// Suggestions under a text field: <input data-cause-picker data-url="…">. The field keeps working
// as plain text (a full name or a code). The answer is JSON {results: [{code, name, note?}]}.
//   data-with="case_type court"   fields of the form whose values go into the query
//   data-code-into="id_of_hidden" where the chosen code goes; emptied when the text is edited

import { say } from "./words.js";

const WAIT = 180;

function pick(input) {
  const list = document.createElement("ul");
  list.className = "suggest";
  list.id = `${input.id}_list`;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", input.labels?.[0]?.textContent.trim() ?? "");
  list.hidden = true;
  const status = document.createElement("span");
  status.className = "visually-hidden";
  status.setAttribute("role", "status");
  input.after(list, status);
  const fixed = { role: "combobox", "aria-autocomplete": "list", "aria-controls": list.id, "aria-expanded": "false", autocomplete: "off" };
  Object.entries(fixed).forEach(([name, value]) => input.setAttribute(name, value));

  let found = [];
  let at = -1;
  let timer = 0;
  let turn = 0;
  let waiting = false;

  const code = () => document.getElementById(input.dataset.codeInto ?? "");

  function close() {
    list.hidden = true;
    at = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function mark(index) {
    at = index;
    [...list.children].forEach((item, number) => item.setAttribute("aria-selected", String(number === index)));
    if (index < 0) return input.removeAttribute("aria-activedescendant");
    input.setAttribute("aria-activedescendant", list.children[index].id);
    list.children[index].scrollIntoView({ block: "nearest" });
  }

  function choose(index) {
    const row = found[index];
    input.value = row.name;
    if (code()) code().value = row.code;
    close();
    input.dispatchEvent(new Event("change", { bubbles: true }));
    input.dispatchEvent(new CustomEvent("picked", { bubbles: true, detail: row }));
  }

  function show(rows) {
    found = rows;
    list.replaceChildren(...rows.map((row, index) => {
      const item = document.createElement("li");
      item.id = `${list.id}_${index}`;
      item.setAttribute("role", "option");
      item.append(row.name);
      const note = document.createElement("span");
      note.className = "faint";
      note.textContent = [row.code, row.note].filter(Boolean).join("  ");
      item.append(note);
      item.addEventListener("mousedown", (event) => { event.preventDefault(); choose(index); });
      return item;
    }));
    status.textContent = rows.length ? say("matches", { n: rows.length }) : say("noMatch");
    list.hidden = !rows.length;
    input.setAttribute("aria-expanded", String(rows.length > 0));
    mark(-1);
    if (rows.length) list.scrollIntoView({ block: "nearest" });
  }

  async function look() {
    const mine = ++turn;
    waiting = true;
    const url = new URL(input.dataset.url, location.href);
    url.searchParams.set("q", input.value.trim());
    (input.dataset.with ?? "").split(" ").filter(Boolean).forEach((name) => {
      const field = input.form?.elements.namedItem(name);
      if (field?.value) url.searchParams.set(name, field.value);
    });
    try {
      const answer = await fetch(url, { headers: { Accept: "application/json" }, credentials: "same-origin" });
      if (!answer.ok) throw new Error(String(answer.status));
      const { results } = await answer.json();
      if (mine === turn && document.activeElement === input) show(results);
    } catch {
      if (mine === turn) { close(); status.textContent = say("lookFailed"); }
    } finally {
      if (mine === turn) waiting = false;
    }
  }

  input.addEventListener("input", () => {
    if (code()) code().value = "";
    clearTimeout(timer);
    waiting = true;
    timer = setTimeout(look, WAIT);
  });
  input.addEventListener("blur", () => { clearTimeout(timer); turn += 1; waiting = false; close(); });
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" && list.hidden) { event.preventDefault(); look(); return; }
    if (event.key === "Enter" && waiting) { event.preventDefault(); return; } // suggestions are on their way
    if (list.hidden) return;
    if (event.key === "ArrowDown") mark((at + 1) % found.length);
    else if (event.key === "ArrowUp") mark((at <= 0 ? found.length : at) - 1);
    else if (event.key === "Enter" && at >= 0) choose(at);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
  });
}

document.querySelectorAll("input[data-cause-picker]").forEach(pick);
