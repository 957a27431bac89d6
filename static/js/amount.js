// Says an amount back in full figures and in 大写 while it is typed: <input data-amount>.
// The grammar and the writing are those of courts/templatetags/amounts.py.

import { say } from "./words.js";

const DIGITS = "零壹贰叁肆伍陆柒捌玖";
const PLACES = ["", "拾", "佰", "仟"];
const SCALES = { "": 0, 百: 2, 千: 3, 万: 4, 百万: 6, 千万: 7, 亿: 8 };
const AMOUNT = /^(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d+))?(百万|千万|百|千|万|亿)?元?$/;
const LARGEST = 10n ** 18n - 1n;

/** Fen as a BigInt, or null when the text is no amount. */
export function parseAmount(text) {
  const found = AMOUNT.exec(text.normalize("NFKC").replace(/[\s¥￥]/g, "").replaceAll("，", ","));
  if (!found) return null;
  const part = found[2] ?? "";
  const power = SCALES[found[3] ?? ""] + 2 - part.length;
  let fen = BigInt(found[1].replaceAll(",", "") + part);
  if (power >= 0) {
    fen *= 10n ** BigInt(power);
  } else {
    const finer = 10n ** BigInt(-power);
    if (fen % finer) return null;
    fen /= finer;
  }
  return fen > LARGEST ? null : fen;
}

export function formatFen(fen) {
  const yuan = (fen / 100n).toString().replace(/\B(?=(\d{3})+$)/g, ",");
  return `${yuan}.${(fen % 100n).toString().padStart(2, "0")}`;
}

function group(number) {
  let text = "";
  let zero = false;
  for (let place = 3; place >= 0; place -= 1) {
    const digit = Math.floor(number / 10 ** place) % 10;
    if (digit) {
      text += (zero && text ? "零" : "") + DIGITS[digit] + PLACES[place];
      zero = false;
    } else {
      zero = true;
    }
  }
  return text;
}

function wholeYuan(yuan) {
  const groups = [];
  for (let rest = yuan; rest > 0n; rest /= 10_000n) groups.push(Number(rest % 10_000n));
  const unit = (index) => (index === 3 && groups[2] ? "万" : ["", "万", "亿", "万亿"][index]);
  const read = groups.map((number, index) => group(number) + (number ? unit(index) : ""));
  let text = read.at(-1);
  for (let lower = groups.length - 2; lower >= 0; lower -= 1) {
    const gap = groups[lower] && (groups[lower] < 1000 || groups[lower + 1] === 0);
    text += (gap ? "零" : "") + read[lower];
  }
  return `${text}元`;
}

export function capitalAmount(fen) {
  const yuan = fen / 100n;
  const jiao = Number((fen / 10n) % 10n);
  const cent = Number(fen % 10n);
  let text = yuan ? wholeYuan(yuan) : jiao || cent ? "" : "零元";
  if (jiao) text += `${DIGITS[jiao]}角`;
  else if (cent && yuan) text += "零";
  return text + (cent ? `${DIGITS[cent]}分` : "整");
}

function echo(input) {
  const line = document.createElement("p");
  line.className = "echo";
  line.id = `${input.id}_echo`;
  line.setAttribute("aria-live", "polite");
  input.after(line);
  const described = input.getAttribute("aria-describedby");
  input.setAttribute("aria-describedby", described ? `${described} ${line.id}` : line.id);

  const show = () => {
    const text = input.value.trim();
    const fen = text ? parseAmount(text) : null;
    line.hidden = !text;
    line.classList.toggle("off", Boolean(text) && fen === null);
    line.replaceChildren();
    if (text && fen === null) line.append(say("notAnAmount"));
    if (fen === null) return;
    const capital = document.createElement("b");
    capital.lang = "zh-Hans";
    capital.textContent = `人民币${capitalAmount(fen)}`;
    line.append(say("yuan", { amount: formatFen(fen) }), capital);
  };
  input.addEventListener("input", show);
  show();
}

if (typeof document !== "undefined") document.querySelectorAll("input[data-amount]").forEach(echo);
