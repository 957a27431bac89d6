// Sentences the scripts show. They stand translated in components/words.html.

const store = document.getElementById("words");

/** The sentence `key`, its {placeholders} filled from `values`. */
export function say(key, values = {}) {
  const text = store?.dataset[key] ?? "";
  return text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
}

/** Wall-clock time as the page shows it: 09:42:16 in Beijing time. */
export function clockTime(instant = new Date()) {
  return new Intl.DateTimeFormat("en-GB", {
    timeZone: "Asia/Shanghai", hour: "2-digit", minute: "2-digit", second: "2-digit", hour12: false,
  }).format(instant);
}

/** An <svg> that points into the icon sprite the page already uses. */
export function icon(name) {
  const used = document.querySelector("svg.i use");
  const sprite = used ? used.getAttribute("href").split("#")[0] : "/static/img/icons.svg";
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  svg.setAttribute("class", "i");
  svg.setAttribute("aria-hidden", "true");
  use.setAttribute("href", `${sprite}#${name}`);
  svg.append(use);
  return svg;
}
