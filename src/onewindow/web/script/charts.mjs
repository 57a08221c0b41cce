// Draws the charts of a page from the data that stands beside them; without it their tables say the same.
// Bundled with the parts of ECharts that it uses by `npm run build`; drawn on canvas, since the pages allow no inline style.
import { BarChart, LineChart } from "echarts/charts";
import { GridComponent, LegendComponent, MarkLineComponent, TooltipComponent } from "echarts/components";
import { init, use } from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";

use([BarChart, LineChart, GridComponent, LegendComponent, MarkLineComponent, TooltipComponent, CanvasRenderer]);

const TEN_THOUSAND = 10000;
const drawn = new Map();

function token(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

/** 12000 → 1.2万, as people of the county write it. */
function short(value) {
  if (Math.abs(value) < TEN_THOUSAND) return value.toLocaleString("en-US");
  return (value / TEN_THOUSAND).toLocaleString("en-US", { maximumFractionDigits: 2 }) + "万";
}

function exact(value, places) {
  if (value === null || value === undefined || Number.isNaN(value)) return "无";
  return Number(value).toLocaleString("en-US", { minimumFractionDigits: places, maximumFractionDigits: places });
}

function seriesOf(chart, each, size) {
  return {
    name: each.name,
    type: chart.kind === "line" ? "line" : "bar",
    stack: chart.kind === "stacked" ? "all" : undefined,
    data: each.values,
    barMaxWidth: size * 2.5,
    symbolSize: size * 0.5,
    itemStyle: each.tone ? { color: token("--" + each.tone) } : undefined,
    lineStyle: { width: 3, type: each.dashed ? "dashed" : "solid" },
  };
}

function marksOf(chart, size) {
  return {
    symbol: "none",
    silent: true,
    lineStyle: { color: token("--red-700"), width: 2, type: "dashed" },
    label: { color: token("--red-700"), fontSize: size, position: "insideEndTop", formatter: (mark) => mark.name },
    data: chart.marks.map((mark) => ({ name: mark.title, [chart.across ? "xAxis" : "yAxis"]: mark.value })),
  };
}

function optionOf(chart, narrow) {
  const size = Math.max(14, parseFloat(getComputedStyle(document.body).fontSize) * 0.875);
  const ink = token("--ink");
  const words = { color: ink, fontSize: size };
  const names = {
    type: "category",
    data: chart.categories,
    inverse: chart.across,
    axisLabel: { ...words, hideOverlap: !chart.across, interval: chart.across ? 0 : "auto", width: narrow ? 110 : 220, overflow: "break" },
    axisLine: { lineStyle: { color: token("--line-2") } },
    axisTick: { show: false },
  };
  const highest = Math.max(0, ...chart.marks.map((mark) => mark.value));
  const amounts = {
    type: "value",
    max: highest ? (extent) => Math.max(extent.max, highest * 1.05) : undefined,
    splitNumber: narrow ? 3 : 5,
    axisLabel: { ...words, formatter: short, hideOverlap: true },
    splitLine: { lineStyle: { color: token("--line") } },
  };
  const series = chart.series.map((each) => seriesOf(chart, each, size));
  if (series.length && chart.marks.length) series[0].markLine = marksOf(chart, size);
  return {
    animation: false,
    color: [token("--blue-700"), token("--amber-500"), token("--green-700"), token("--red-600"), token("--line-2"), token("--blue-200")],
    textStyle: { fontFamily: getComputedStyle(document.body).fontFamily, ...words },
    grid: { left: 8, right: narrow ? 16 : 32, top: chart.series.length > 1 ? size * (narrow && chart.series.length > 3 ? 5.5 : 3) : size * 1.6, bottom: 8, outerBoundsMode: "same", outerBoundsContain: "axisLabel" },
    legend: { show: chart.series.length > 1, top: 0, left: 0, itemGap: size, textStyle: words },
    tooltip: {
      trigger: "axis",
      renderMode: "richText",
      axisPointer: { type: chart.kind === "line" ? "line" : "shadow" },
      textStyle: words,
      confine: true,
      valueFormatter: (value) => exact(value, chart.places) + chart.unit,
    },
    xAxis: chart.across ? amounts : names,
    yAxis: chart.across ? names : amounts,
    series,
  };
}

function draw(figure) {
  const box = figure.querySelector(".chart-canvas");
  const source = document.getElementById(figure.getAttribute("data-chart"));
  if (!box || !source || drawn.has(box)) return;
  const chart = JSON.parse(source.textContent);
  box.hidden = false;
  figure.classList.add("is-drawn");
  const canvas = init(box, null, { renderer: "canvas" });
  drawn.set(box, { canvas, chart });
  canvas.setOption(optionOf(chart, box.clientWidth < 480));
}

function drawAll() {
  for (const [box, { canvas }] of drawn) {
    if (document.body.contains(box)) continue;
    canvas.dispose();
    drawn.delete(box);
  }
  document.querySelectorAll("figure[data-chart]").forEach(draw);
}

let waiting = 0;
window.addEventListener("resize", () => {
  clearTimeout(waiting);
  waiting = setTimeout(() => {
    for (const [box, { canvas, chart }] of drawn) {
      canvas.resize();
      canvas.setOption(optionOf(chart, box.clientWidth < 480));
    }
  }, 150);
});
document.addEventListener("htmx:load", drawAll);
drawAll();
