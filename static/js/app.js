// What every page does: search key, navigation drawer, drop-downs, forms sent once,
// focus on what must be mended, the next error by key.

import { say } from "./words.js";

const typing = (node) => node.closest?.("input, textarea, select, [contenteditable]");

function searchKey(event) {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  const box = document.querySelector("[data-search-key]");
  if (!box || box.offsetParent === null) return;
  event.preventDefault();
  box.focus();
  box.select();
}

function nextError(event) {
  if (!event.altKey || event.key.toLowerCase() !== "e") return;
  const wrong = [...document.querySelectorAll("[aria-invalid='true']")].filter((node) => node.offsetParent);
  if (!wrong.length) return;
  event.preventDefault();
  const here = wrong.indexOf(document.activeElement);
  wrong[(here + 1) % wrong.length].focus();
}

function drawer(opener) {
  const nav = document.querySelector(opener.hash);
  if (!nav) return;
  opener.setAttribute("role", "button");
  opener.setAttribute("aria-controls", nav.id);
  nav.tabIndex = -1;
  const set = (open) => {
    nav.classList.toggle("open", open);
    opener.setAttribute("aria-expanded", String(open));
  };
  set(false);
  const toggle = (event) => {
    event.preventDefault();
    const open = !nav.classList.contains("open");
    set(open);
    if (open) nav.focus();
  };
  opener.addEventListener("click", toggle);
  opener.addEventListener("keydown", (event) => event.key === " " && toggle(event));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !nav.classList.contains("open")) return;
    set(false);
    opener.focus();
  });
  document.addEventListener("click", (event) => {
    if (!nav.contains(event.target) && !opener.contains(event.target)) set(false);
  });
  nav.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !nav.contains(event.relatedTarget)) set(false);
  });
}

function dropDown(details) {
  const close = () => { details.open = false; };
  details.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !details.open) return;
    close();
    details.querySelector("summary").focus();
  });
  details.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !details.contains(event.relatedTarget)) close();
  });
  document.addEventListener("click", (event) => !details.contains(event.target) && close());
}

/** A form is sent once; a second press while it is under way does nothing. `data-many` frees a form of it. */
function once(event) {
  const form = event.target;
  if (form.method !== "post" || event.defaultPrevented || form.matches("[data-many]")) return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
  const button = event.submitter;
  if (!button) return;
  button.setAttribute("aria-disabled", "true");
  const note = document.createElement("span");
  note.className = "visually-hidden";
  note.setAttribute("role", "status");
  note.textContent = say("sending");
  form.append(note);
}

/** A page that comes back from the browser's store may be sent again. */
function again(event) {
  if (!event.persisted) return;
  document.querySelectorAll("form[data-sent]").forEach((form) => {
    delete form.dataset.sent;
    form.querySelectorAll("[aria-disabled]").forEach((button) => button.removeAttribute("aria-disabled"));
  });
}

/** What scrolls sideways must be reachable by key when nothing inside it is, also after the window changed. */
function reachable(box) {
  const wanted = box.scrollWidth > box.clientWidth && !box.querySelector("a, button, input, select, [tabindex]");
  if (wanted === (box.dataset.reach === "yes")) return;
  if (!wanted) {
    box.removeAttribute("tabindex");
    delete box.dataset.reach;
    return;
  }
  box.tabIndex = 0;
  box.dataset.reach = "yes";
  const title = box.closest(".panel")?.querySelector("h2");
  if (!title || box.hasAttribute("role") || box.hasAttribute("aria-labelledby")) return;
  box.setAttribute("role", "group");
  box.setAttribute("aria-label", title.textContent.trim());
}

function printButton(event) {
  if (event.target.closest?.("[data-print]")) window.print();
}

document.addEventListener("keydown", searchKey);
document.addEventListener("keydown", nextError);
document.addEventListener("submit", once);
document.addEventListener("click", printButton);
window.addEventListener("pageshow", again);
document.querySelectorAll("[data-drawer]").forEach(drawer);
document.querySelectorAll("[data-drop]").forEach(dropDown);
const widths = new ResizeObserver((changes) => changes.forEach((change) => reachable(change.target)));
document.querySelectorAll(".scroll, .tabs, .panel").forEach((box) => widths.observe(box));
document.querySelector("[data-error-summary]")?.focus();
