/* The limit calculator: the list of rules narrows while one types. Without this the "find" button does it. */

const form = document.querySelector("[data-calculator]");
const words = form?.querySelector("[name=find]");
const rules = form?.querySelector("[name=rule_code]");

if (words && rules) {
  words.addEventListener("input", () => {
    const wanted = words.value.toLowerCase().split(/\s+/).filter(Boolean);
    for (const group of rules.querySelectorAll("optgroup")) {
      let shown = 0;
      for (const option of group.children) {
        const text = `${group.label} ${option.textContent}`.toLowerCase();
        option.hidden = !option.selected && !wanted.every((word) => text.includes(word));
        shown += option.hidden ? 0 : 1;
      }
      group.hidden = shown === 0;
    }
  });
}
