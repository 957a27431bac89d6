// Drafts: <form data-autosave="URL"> is posted within ten seconds of a change and on Ctrl+S.
// The answer is JSON {saved_at?, autosave_url?, page_url?}; without the script the form works as before.

import { clockTime, say } from "./words.js";

const QUIET = 3_000; // after the last key
const LATEST = 9_000; // after the first unsaved change
const RETRY = 10_000;

function keep(form) {
  const status = document.querySelector("[data-autosave-status]");
  let first = 0;
  let timer = 0;
  let running = false;
  let changed = false;

  const tell = (state, text) => {
    if (!status) return;
    status.textContent = text;
    (status.closest(".autosave") ?? status).dataset.state = state;
  };

  const plan = (wait) => {
    clearTimeout(timer);
    timer = setTimeout(save, wait);
  };

  function onChange() {
    if (!changed) first = Date.now();
    changed = true;
    tell("open", say("unsaved"));
    plan(Math.max(0, Math.min(QUIET, first + LATEST - Date.now())));
  }

  async function save() {
    clearTimeout(timer);
    if (running) return plan(500);
    running = true;
    changed = false;
    tell("saving", say("saving"));
    try {
      const answer = await fetch(form.dataset.autosave, {
        method: "POST", body: new FormData(form), credentials: "same-origin",
        headers: { Accept: "application/json", "X-Requested-With": "fetch" },
      });
      if (answer.redirected || answer.status === 401 || answer.status === 403) return failed(say("saveLost"));
      if (!answer.ok) return failed(say("saveFailed"));
      done(await answer.json());
    } catch {
      failed(say("saveFailed"));
    } finally {
      running = false;
    }
  }

  function done(answer) {
    if (answer.autosave_url) form.dataset.autosave = answer.autosave_url;
    if (answer.page_url) history.replaceState(null, "", answer.page_url);
    const at = answer.saved_at ? new Date(answer.saved_at) : new Date();
    if (!changed) tell("saved", say("saved", { time: clockTime(at) }));
  }

  function failed(text) {
    if (!changed) first = Date.now();
    changed = true;
    tell("failed", text);
    plan(RETRY);
  }

  function leave() {
    if (!changed || form.dataset.sent) return;
    fetch(form.dataset.autosave, {
      method: "POST", body: new FormData(form), credentials: "same-origin", keepalive: true,
      headers: { Accept: "application/json", "X-Requested-With": "fetch" },
    }).catch(() => {});
    changed = false;
  }

  form.addEventListener("input", onChange);
  form.addEventListener("change", onChange);
  form.addEventListener("submit", () => clearTimeout(timer));
  window.addEventListener("pagehide", leave);
  document.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "s") return;
    event.preventDefault();
    save();
  });
}

document.querySelectorAll("form[data-autosave]").forEach(keep);
