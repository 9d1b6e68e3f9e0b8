// Charts from the figures that stand in the page's tables, in the colours of the page.
function colours() {
  const style = getComputedStyle(document.documentElement);
  const of = (name) => style.getPropertyValue(`--ld-${name}`).trim();
  return { ink: of("ink"), soft: of("ink2"), line: of("line"), blue: of("blue"), amber: of("amber-solid") };
}

function bars(data, c) {
  return {
    grid: { left: 8, right: 48, top: 8, bottom: 8, containLabel: true },
    xAxis: { type: "value", splitLine: { lineStyle: { color: c.line } }, axisLabel: { color: c.soft } },
    yAxis: { type: "category", data: data.labels, axisTick: { show: false }, axisLabel: { color: c.ink, interval: 0 } },
    series: [{
      type: "bar", name: data.name, data: data.values, barMaxWidth: 12, itemStyle: { color: c.blue },
      label: { show: true, position: "right", color: c.soft, formatter: ({ value }) => value.toFixed(2) },
    }],
  };
}

function radar(data, c) {
  const tints = [c.blue, c.amber, c.soft];
  return {
    legend: { bottom: 0, textStyle: { color: c.soft } },
    radar: {
      indicator: data.labels.map((name) => ({ name, max: 100 })), axisName: { color: c.ink },
      splitLine: { lineStyle: { color: c.line } }, splitArea: { show: false }, axisLine: { lineStyle: { color: c.line } },
    },
    series: [{
      type: "radar",
      data: data.series.map((each, i) => ({
        name: each.name, value: each.values, itemStyle: { color: tints[i] }, lineStyle: { color: tints[i] },
      })),
    }],
  };
}

function columns(data, c) {
  const tints = [c.blue, c.amber, c.soft];
  return {
    legend: { bottom: 0, textStyle: { color: c.soft } },
    grid: { left: 8, right: 8, top: 12, bottom: 36, containLabel: true },
    xAxis: { type: "category", data: data.labels, axisTick: { show: false }, axisLabel: { color: c.ink, interval: 0 } },
    yAxis: { type: "value", max: 100, splitLine: { lineStyle: { color: c.line } }, axisLabel: { color: c.soft } },
    series: data.series.map((each, i) => ({ type: "bar", name: each.name, data: each.values, itemStyle: { color: tints[i] } })),
  };
}

// A line from the lowest to the highest rank, a dot where the unit stands; the first at the top.
function ranks(data, c) {
  return {
    grid: { left: 8, right: 24, top: 8, bottom: 8, containLabel: true },
    xAxis: { type: "value", min: 0, minInterval: 1, splitLine: { lineStyle: { color: c.line } }, axisLabel: { color: c.soft } },
    yAxis: { type: "category", data: data.labels, axisTick: { show: false }, axisLabel: { color: c.ink, interval: 0 } },
    series: [
      { type: "bar", stack: "range", silent: true, barWidth: 4, data: data.low, itemStyle: { color: "transparent" } },
      {
        type: "bar", stack: "range", name: data.range, barWidth: 4, itemStyle: { color: c.amber, borderRadius: 2 },
        data: data.high.map((high, i) => high - data.low[i]),
      },
      { type: "scatter", name: data.name, data: data.ranks, symbolSize: 9, itemStyle: { color: c.blue } },
    ],
  };
}

function lines(data, c) {
  const tints = [c.blue, c.amber, c.soft];
  return {
    legend: { bottom: 0, type: "scroll", textStyle: { color: c.soft } },
    grid: { left: 8, right: 16, top: 12, bottom: 36, containLabel: true },
    xAxis: { type: "category", data: data.labels, axisTick: { show: false }, axisLabel: { color: c.ink } },
    yAxis: { type: "value", max: 100, splitLine: { lineStyle: { color: c.line } }, axisLabel: { color: c.soft } },
    series: data.series.map((each, i) => ({
      type: "line", name: each.name, data: each.values, symbolSize: 7,
      lineStyle: { width: i ? 1.5 : 3, type: i > 2 ? "dashed" : "solid", color: tints[i % 3] }, itemStyle: { color: tints[i % 3] },
    })),
  };
}

const KINDS = { bars, columns, lines, radar, ranks };
const ROWS = new Set(["bars", "ranks"]);

// The figures of a chart as rows of cells, in the order in which the eye meets them.
function rowsOf(data) {
  const series = data.series ?? [{ name: data.name, values: data.values ?? data.ranks }];
  if (data.kind === "ranks") series.push({ name: data.ends[0], values: data.low }, { name: data.ends[1], values: data.high });
  const rows = data.labels.map((label, i) => [label, ...series.map((each) => each.values[i] ?? "")]);
  if (ROWS.has(data.kind)) rows.reverse();
  return [[data.head, ...series.map((each) => each.name)], ...rows];
}

// A text that begins like a formula is kept a text.
function cell(value) {
  const text = typeof value === "string" && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value);
  return `"${text.replaceAll('"', '""')}"`;
}

const MARKED = "\ufeff"; // by this Excel knows that Chinese is UTF-8
const tableOf = (data) => MARKED + rowsOf(data).map((row) => `${row.map(cell).join(",")}\r\n`).join("");

const TYPES = { svg: "image/svg+xml", png: "image/png", csv: "text/csv" };
const SHARP = 2; // pixels of the picture for each of the page: still sharp on paper

function drawnAs(form, echarts, place, option) {
  if (form === "csv") return tableOf(JSON.parse(place.dataset.chart));
  if (form === "svg") return new XMLSerializer().serializeToString(place.querySelector("svg"));
  const { clientWidth: width, clientHeight: height } = place;
  const sheet = echarts.init(document.createElement("div"), null, { renderer: "canvas", width, height });
  sheet.setOption({ ...option, animation: false });
  const address = sheet.getDataURL({ pixelRatio: SHARP, backgroundColor: getComputedStyle(document.body).backgroundColor });
  sheet.dispose();
  return Uint8Array.from(atob(address.split(",")[1]), (each) => each.charCodeAt(0));
}

function save(form, place, drawn) {
  const address = URL.createObjectURL(new Blob([drawn], { type: TYPES[form] }));
  const link = document.createElement("a");
  link.href = address;
  link.download = `${place.getAttribute("aria-label").split(/[；;]/)[0]}.${form}`;
  link.click();
  URL.revokeObjectURL(address);
}

export async function startCharts(root) {
  const places = [...root.querySelectorAll("[data-chart]")];
  if (!places.length) return;
  const echarts = await import("./vendor/echarts.esm.min.js");
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  for (const place of places) {
    const data = JSON.parse(place.dataset.chart);
    if (ROWS.has(data.kind)) place.style.height = `${Math.max(data.kind === "bars" ? 240 : 90, data.labels.length * 22 + 40)}px`;
    const chart = echarts.init(place, null, { renderer: "svg" });
    const option = () => ({ animation: !still, ...KINDS[data.kind](data, colours()) });
    const draw = () => chart.setOption(option());
    draw();
    for (const button of place.parentElement.querySelectorAll("[data-save]")) {
      const form = button.dataset.save;
      button.hidden = false;
      button.addEventListener("click", () => save(form, place, drawnAs(form, echarts, place, option())));
    }
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
    addEventListener("resize", () => chart.resize());
  }
}
