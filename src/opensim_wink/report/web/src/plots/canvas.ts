import uPlot from "uplot";
import { DASHES, areaPath, curvePath, drawBands, drawFront, rowsHeight } from "./drawing";
import type { AxisData, LineData, Numbers, PlotData } from "./types";

const INK = "#22303c";
const SOFT = "#4a5868";
const INCREMENTS = [-3, -2, -1, 0, 1, 2, 3, 4, 5].flatMap((power) =>
  [1, 2, 5].map((digit) => Number(`${digit}e${power}`)),
);
const FONT = "12px system-ui, sans-serif";

/** A number as the page writes it: with a true minus sign. */
export function said(value: number, decimals: number): string {
  const text = value.toFixed(decimals);
  return (Number(text) === 0 ? text.replace("-", "") : text).replace("-", "\u2212");
}

/** A plot on a canvas, and which of its series belong to a group. */
export interface Canvas {
  readonly u: uPlot;
  readonly seriesOf: ReadonlyMap<string, number[]>;
}

interface Drawn {
  readonly group: string;
  readonly points: [Numbers, Numbers];
  readonly series: uPlot.Series;
}

function facets(): uPlot.Series.Facet[] {
  return [
    { scale: "x", auto: false },
    { scale: "y", auto: false },
  ];
}

function drawnLine(plot: PlotData, line: LineData): Drawn {
  const group = plot.groups[line.group];
  const bold = group?.bold ?? false;
  return {
    group: line.group,
    points: [line.x, line.y],
    series: {
      facets: facets(),
      stroke: group?.colour ?? INK,
      width: bold ? 2.2 : 1.1,
      alpha: bold || plot.kind === "time" ? 1 : 0.7,
      dash: DASHES[line.style ?? group?.style ?? "solid"].map((dash) => dash * uPlot.pxRatio),
      paths: curvePath,
      points: { show: false },
    },
  };
}

/** What uPlot draws itself, thick lines last. */
function drawn(plot: PlotData): Drawn[] {
  const areas = plot.areas.map((area): Drawn => {
    return {
      group: area.group,
      points: [
        [...area.x, ...[...area.x].reverse()],
        [...area.low, ...[...area.high].reverse()],
      ],
      series: {
        facets: facets(),
        fill: `${plot.groups[area.group]?.colour ?? INK}26`,
        width: 0,
        paths: areaPath,
        points: { show: false },
      },
    };
  });
  const thin = plot.lines.filter((line) => !plot.groups[line.group]?.bold);
  const bold = plot.lines.filter((line) => plot.groups[line.group]?.bold);
  const all = [...areas, ...[...thin, ...bold].map((line) => drawnLine(plot, line))];
  if (all.length > 0) return all;
  // uPlot needs a series to lay out its axes.
  return [
    {
      group: "",
      points: [[plot.x.low], [plot.y.low]],
      series: { facets: facets(), paths: () => null, points: { show: false } },
    },
  ];
}

function ticks(splits: readonly number[]): string[] {
  const step = splits.length > 1 ? (splits[1] ?? 0) - (splits[0] ?? 0) : 1;
  const decimals = Math.min(Math.max(-Math.floor(Math.log10(Math.abs(step) || 1)), 0), 3);
  return splits.map((value) => said(value, decimals));
}

function axes(plot: PlotData): uPlot.Axis[] {
  const shared = {
    stroke: SOFT,
    font: FONT,
    incrs: INCREMENTS,
    values: (_: uPlot, splits: number[]) => ticks(splits),
  };
  return [
    {
      ...shared,
      scale: "x",
      side: 2,
      space: 48,
      size: 28,
      label: plot.x.label,
      labelFont: FONT,
      labelSize: 20,
      grid: { show: false },
      ticks: { stroke: SOFT, size: 4, width: 1 },
    },
    plot.rows.length > 0
      ? { scale: "y", side: 3, show: false }
      : {
          ...shared,
          scale: "y",
          side: 3,
          space: 26,
          size: 42,
          grid: { stroke: "#e2e8f0", width: 1 },
          ticks: { show: false },
        },
  ];
}

function scale(axis: AxisData): uPlot.Scale {
  return { time: false, auto: false, range: () => [axis.low, axis.high] };
}

export function canvasHeight(plot: PlotData, width: number): number {
  if (plot.rows.length > 0) return rowsHeight(plot.rows.length);
  return Math.round(Math.min(Math.max(0.55 * width, 210), plot.kind === "time" ? 230 : 280));
}

/** Draw a plot into a place. */
export function drawCanvas(
  place: HTMLElement,
  plot: PlotData,
  hidden: ReadonlySet<string>,
): Canvas {
  const all = drawn(plot);
  const seriesOf = new Map<string, number[]>();
  all.forEach(({ group }, i) => seriesOf.set(group, [...(seriesOf.get(group) ?? []), i + 1]));
  const width = Math.max(place.clientWidth, 160);
  const options: uPlot.Options = {
    mode: 2,
    width,
    height: canvasHeight(plot, width),
    pxAlign: 0,
    padding: [plot.rows.length > 0 || plot.groups["rep"] ? 16 : 6, 14, 0, plot.rows.length > 0 ? 2 : 0],
    legend: { show: false },
    cursor: { show: false },
    scales: { x: scale(plot.x), y: scale(plot.y) },
    axes: axes(plot),
    series: [{}, ...all.map(({ series }) => series)],
    hooks: {
      drawAxes: [(u) => drawBands(u, plot, hidden)],
      draw: [(u) => drawFront(u, plot, hidden)],
    },
  };
  const data = [null, ...all.map(({ points }) => points)] as unknown as uPlot.AlignedData;
  return { u: new uPlot(options, data, place), seriesOf };
}
