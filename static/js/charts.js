// Draws a chart from the table it stands beside, so the two never differ.
//   <div class="chart" data-chart="trend|line|stack|bars" data-src="table id" role="img" aria-label="…">
//   data-unit: after values; data-rate: column (1..) with a rate to add to bar labels;
//   data-compare: second column is last year's. A head cell may carry data-tone (a lamp's code);
//   stack leaves out the columns without one. Needs vendor/echarts loaded before.

const echarts = globalThis.echarts;
const css = getComputedStyle(document.documentElement);
const token = (name) => css.getPropertyValue(name).trim();
const FONT = token("--sans");
const INK = token("--ink");
const SOFT = token("--ink-2");
const NAVY = token("--navy-700");
const EDGE = token("--line-strong");
const SKY = "#9db5d6";
const GOLD = "#b08a35";
const SAND = "#d9c08a";
const TONES = {
  normal: "#8fb8ae", blue: "#5b93d6", yellow: "#e9c14b", orange: "#e07b35", red: "#b01e26", black: "#191d24",
  stopped: "#b5afce", none: "#d3d8de",
};
const narrow = matchMedia("(max-width: 820px)").matches;
const words = { color: SOFT, fontSize: 12, fontFamily: FONT };

/** Head, tones and rows of a table; numbers without thousands separators, units or links. */
function read(id) {
  const table = document.getElementById(id);
  const cells = [...table.tHead.rows[0].cells].slice(1);
  const rows = [...table.tBodies[0].rows].map((row) => {
    const [name, ...values] = [...row.cells].map((cell) => cell.textContent.trim());
    return { name, values: values.map((value) => Number.parseFloat(value.replace(/[,%]/g, "")) || 0) };
  });
  return { head: cells.map((cell) => cell.textContent.trim()), tones: cells.map((cell) => cell.dataset.tone ?? ""), rows };
}

const decal = (symbol, rotation) => ({
  symbol, symbolSize: 0.9, rotation, color: "rgba(255,255,255,.55)", dashArrayX: [1, 0], dashArrayY: [2, 4],
});
const PATTERNS = { yellow: decal("rect", 0), orange: decal("rect", 0.8), stopped: decal("circle", 0), normal: decal("rect", -0.8) };

function frame(names) {
  const crowded = names && (names.join("").length > 56 || (narrow && names.length > 4));
  return {
    animation: false,
    textStyle: { fontFamily: FONT, fontSize: 12 },
    legend: names && { top: 0, left: 4, itemWidth: 14, itemHeight: 10, itemGap: 14, textStyle: words, data: names },
    grid: { left: 4, right: 12, top: names ? (crowded ? 52 : 30) : 12, bottom: 4, containLabel: true },
    tooltip: {
      trigger: "axis", renderMode: "richText", confine: true, backgroundColor: "#fff", borderColor: EDGE,
      textStyle: { color: INK, fontSize: 12, fontFamily: FONT },
      axisPointer: { type: "shadow", shadowStyle: { color: "rgba(29,63,112,.06)" } },
    },
  };
}

const category = (data, more) => ({
  type: "category", data, axisTick: { show: false }, axisLine: { lineStyle: { color: EDGE } }, axisLabel: words, ...more,
});
const scale = (more) => ({ type: "value", axisLabel: words, splitNumber: 4, splitLine: { lineStyle: { color: "#e4e7ea" } }, ...more });
const lined = (color, last) => ({
  lineStyle: { color, width: last ? 1.5 : 2.25, type: last ? "dashed" : "solid" }, itemStyle: { color },
});

/** Two bars a month, and last year's line. */
function trend({ head, rows }) {
  const [first, second, ...lines] = rows;
  return {
    ...frame(rows.map((row) => row.name)),
    xAxis: category(head),
    yAxis: scale(),
    series: [
      { name: first.name, type: "bar", data: first.values, barMaxWidth: 14, barGap: "15%", itemStyle: { color: NAVY } },
      { name: second.name, type: "bar", data: second.values, barMaxWidth: 14, itemStyle: { color: SKY, decal: decal("rect", 0.8) } },
      ...lines.map((row) => ({ name: row.name, type: "line", data: row.values, symbol: "circle", symbolSize: 5, ...lined(GOLD, true) })),
    ],
  };
}

/** This year and last year, named at their ends. */
function line({ head, rows }, { unit = "" }) {
  const base = frame();
  const values = rows.flatMap((row) => row.values);
  const ends = rows.map((row) => row.values.at(-1) ?? 0);
  const close = Math.max(...ends) - Math.min(...ends) <= 0.08 * (unit ? Math.max(10, ...values) : Math.max(...values) - Math.min(...values));
  const lower = ends.indexOf(Math.min(...ends));
  const end = (row, index) => ({
    show: true, offset: [0, close && rows.length > 1 ? (index === lower ? 7 : -7) : 0], color: index ? token("--brass-ink") : NAVY, fontSize: 12, fontWeight: 600, fontFamily: FONT,
    formatter: ({ seriesName, value }) => `${seriesName} ${value.toLocaleString("en-US")}${unit}`,
  });
  return {
    ...base,
    grid: { ...base.grid, left: 8, right: 84 },
    tooltip: { ...base.tooltip, axisPointer: { type: "line" } },
    xAxis: category(head, { boundaryGap: false, axisLabel: { ...words, interval: narrow ? "auto" : 0 } }),
    yAxis: scale({
      scale: !unit, minInterval: 1, splitNumber: unit ? 5 : 4,
      min: unit ? 0 : undefined, max: unit ? ({ max }) => Math.max(10, Math.ceil(max)) : undefined,
    }),
    series: rows.map((row, index) => ({
      name: row.name, type: "line", data: row.values, symbol: index ? "emptyCircle" : "circle", symbolSize: 5,
      endLabel: end(row, index), ...lined(index ? GOLD : NAVY, index > 0),
    })),
  };
}

/** Lamps by division: columns with a tone, stacked. */
function stack({ head, tones, rows }) {
  const shown = head.map((_, index) => index).filter((index) => tones[index]);
  return {
    ...frame(shown.map((index) => head[index])),
    yAxis: category(rows.map((row) => row.name), { inverse: true }),
    xAxis: scale({ minInterval: 1 }),
    series: shown.map((index) => ({
      name: head[index], type: "bar", stack: "all", barMaxWidth: 16, data: rows.map((row) => row.values[index]),
      itemStyle: { color: TONES[tones[index]], borderColor: "#fff", borderWidth: 0.5, decal: PATTERNS[tones[index]] ?? { symbol: "none" } },
    })),
  };
}

/** One bar a row, labelled with its value (and rate); last year's thin bar under it. */
function bars({ head, rows }, { unit = "", rate, compare }) {
  const column = Number(rate) - 1;
  const most = Math.max(1, ...rows.map((row) => row.values[0]));
  const label = ({ value, dataIndex }) => {
    const share = column > 0 && rows[dataIndex].values[column];
    return `${value.toLocaleString("en-US")}${unit ? ` ${unit}` : ""}${share ? `  ${share.toFixed(1)}%` : ""}`;
  };
  const series = [{
    name: head[0], type: "bar", barMaxWidth: compare ? 11 : 16, data: rows.map((row) => row.values[0]),
    itemStyle: { color: NAVY },
    label: { show: true, position: "right", color: INK, fontSize: 12, fontFamily: FONT, formatter: label },
  }];
  if (compare) {
    series.push({
      name: head[1], type: "bar", barMaxWidth: 7, barGap: "10%", data: rows.map((row) => row.values[1]),
      itemStyle: { color: SAND, decal: decal("rect", 0.8) },
    });
  }
  return {
    ...frame(compare ? [head[0], head[1]] : undefined),
    yAxis: category(rows.map((row) => row.name), { inverse: true }),
    xAxis: scale({ max: Math.ceil(most * 1.18), axisLabel: { show: false }, splitLine: { show: false } }),
    series,
  };
}

const KINDS = { trend, line, stack, bars };

function draw(place) {
  const chart = echarts.init(place, null, { renderer: "canvas" });
  chart.setOption(KINDS[place.dataset.chart](read(place.dataset.src), place.dataset));
  new ResizeObserver(() => chart.resize()).observe(place);
  window.addEventListener("beforeprint", () => chart.resize());
}

if (echarts) document.querySelectorAll("[data-chart]").forEach(draw);
