// Suggestions under the search box: <input data-search-box="id of the list" data-url="…">. The answer is a
// list of links marked role="option". Up and down choose, Enter opens, Escape closes; Enter
// without a choice sends the words to the list of cases.

import { say } from "./words.js";

const WAIT = 160;

function suggest(input) {
  const list = document.getElementById(input.dataset.searchBox);
  const status = list.nextElementSibling;
  const fixed = { role: "combobox", "aria-autocomplete": "list", "aria-controls": list.id, "aria-expanded": "false" };
  Object.entries(fixed).forEach(([name, value]) => input.setAttribute(name, value));

  let at = -1;
  let timer = 0;
  let turn = 0;

  const options = () => [...list.querySelectorAll("[role=option]")];

  function close() {
    list.hidden = true;
    at = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function mark(index) {
    const found = options();
    at = index;
    found.forEach((item, number) => item.setAttribute("aria-selected", String(number === index)));
    if (index < 0) return input.removeAttribute("aria-activedescendant");
    input.setAttribute("aria-activedescendant", found[index].id);
    found[index].scrollIntoView({ block: "nearest" });
  }

  function show(html) {
    list.innerHTML = html;
    const found = options();
    found.forEach((item, index) => { item.id = `${list.id}-${index}`; });
    list.hidden = !found.length;
    input.setAttribute("aria-expanded", String(found.length > 0));
    status.textContent = found.length ? say("matches", { n: found.length }) : say("noMatch");
    mark(-1);
  }

  async function look() {
    const mine = ++turn;
    const words = input.value.trim();
    if (!words) return close();
    const url = new URL(input.dataset.url, location.href);
    url.searchParams.set("q", words);
    try {
      const answer = await fetch(url, { credentials: "same-origin", redirect: "error" });
      if (mine !== turn || document.activeElement !== input) return;
      if (answer.status === 200) show(await answer.text());
      else close();
    } catch {
      if (mine === turn) close();
    }
  }

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(look, WAIT);
  });
  input.addEventListener("blur", () => {
    clearTimeout(timer);
    turn += 1;
    close();
  });
  list.addEventListener("mousedown", (event) => event.preventDefault()); // the box keeps the focus, the link is followed
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" && list.hidden) {
      event.preventDefault();
      look();
      return;
    }
    if (list.hidden) return;
    const found = options();
    if (event.key === "ArrowDown") mark((at + 1) % found.length);
    else if (event.key === "ArrowUp") mark((at <= 0 ? found.length : at) - 1);
    else if (event.key === "Enter" && at >= 0) found[at].click();
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
  });
}

document.querySelectorAll("input[data-search-box]").forEach(suggest);
