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
  const tints = [c.blue, c.amber];
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

const KINDS = { bars, radar };

export async function startCharts(root) {
  const places = [...root.querySelectorAll("[data-chart]")];
  if (!places.length) return;
  const echarts = await import("./vendor/echarts.esm.min.js");
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  for (const place of places) {
    const data = JSON.parse(place.dataset.chart);
    if (data.kind === "bars") place.style.height = `${Math.max(240, data.labels.length * 22 + 40)}px`;
    const chart = echarts.init(place, null, { renderer: "svg" });
    const draw = () => chart.setOption({ animation: !still, ...KINDS[data.kind](data, colours()) });
    draw();
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
    addEventListener("resize", () => chart.resize());
  }
}
