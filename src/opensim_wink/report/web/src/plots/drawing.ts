import uPlot from "uplot";
import { type Box, bestPlace, bounds, drawnPieces, places } from "./labels";
import type { LineData, PlotData, Style } from "./types";

const INK = "#22303c";
const GRID = "#e2e8f0";
const LANE = 30;

export const DASHES: Readonly<Record<Style, number[]>> = {
  solid: [],
  dashed: [6, 4],
  dotted: [1.5, 3],
};

/** A curve through its points in their order, whatever their x; gaps stay open. */
export function curvePath(u: uPlot, index: number): uPlot.Series.Paths {
  const [xs, ys] = u.data[index] as unknown as [LineData["x"], LineData["y"]];
  const path = new Path2D();
  let down = false;
  for (let i = 0; i < xs.length; i++) {
    const x = xs[i];
    const y = ys[i];
    if (x == null || y == null) {
      down = false;
      continue;
    }
    const across = u.valToPos(x, "x", true);
    const up = u.valToPos(y, "y", true);
    if (down) path.lineTo(across, up);
    else path.moveTo(across, up);
    down = true;
  }
  return { stroke: path, fill: null, clip: null, flags: 0 };
}

/** The same, closed and filled. */
export function areaPath(u: uPlot, index: number): uPlot.Series.Paths {
  const path = curvePath(u, index).stroke as Path2D;
  path.closePath();
  return { stroke: null, fill: path, clip: null, flags: 0 };
}

/** Ranges as tints, single values as lines; behind the curves. */
export function drawBands(u: uPlot, plot: PlotData, hidden: ReadonlySet<string>): void {
  const { ctx, bbox } = u;
  for (const band of plot.bands) {
    const group = plot.groups[band.group];
    if (!group || hidden.has(band.group)) continue;
    const [low, high] = bounds(u, band);
    ctx.save();
    if (band.low !== band.high) {
      ctx.globalAlpha = 0.14;
      ctx.fillStyle = group.colour;
      if (band.axis === "x") ctx.fillRect(low, bbox.top, high - low, bbox.height);
      else ctx.fillRect(bbox.left, low, bbox.width, high - low);
    } else {
      ctx.strokeStyle = group.colour;
      ctx.lineWidth = 1.2 * uPlot.pxRatio;
      ctx.setLineDash(DASHES[group.style].map((dash) => dash * uPlot.pxRatio));
      ctx.beginPath();
      if (band.axis === "x") {
        ctx.moveTo(low, bbox.top);
        ctx.lineTo(low, bbox.top + bbox.height);
      } else {
        ctx.moveTo(bbox.left, low);
        ctx.lineTo(bbox.left + bbox.width, low);
      }
      ctx.stroke();
    }
    ctx.restore();
  }
}

function labelFont(): string {
  return `${11 * uPlot.pxRatio}px system-ui, sans-serif`;
}

function write(u: uPlot, text: string, x: number, y: number, align: CanvasTextAlign): void {
  const { ctx } = u;
  ctx.save();
  ctx.font = labelFont();
  ctx.setLineDash([]);
  ctx.textAlign = align;
  ctx.textBaseline = "alphabetic";
  ctx.lineJoin = "round";
  ctx.lineWidth = 3 * uPlot.pxRatio;
  ctx.strokeStyle = "rgba(255,255,255,.85)"; // letters stay legible on curves
  ctx.strokeText(text, x, y);
  ctx.fillStyle = INK;
  ctx.fillText(text, x, y);
  ctx.restore();
}

/** Numbers of the repetitions, above the plot, as far as there is room. */
function drawNumbers(u: uPlot, plot: PlotData, hidden: ReadonlySet<string>): void {
  const { left, top, width } = u.bbox;
  const px = uPlot.pxRatio;
  u.ctx.font = labelFont();
  let free = left;
  for (const band of plot.bands) {
    if (band.group !== "rep" || !band.label || hidden.has(band.group)) continue;
    const at = bounds(u, band)[0] + 3 * px;
    const wide = u.ctx.measureText(band.label).width;
    if (at < free || at + wide > left + width) continue;
    write(u, band.label, at, top - 4 * px, "left");
    free = at + wide + 3 * px;
  }
}

/** Words on bands where no curve runs; what the legend says too is left out for room. */
function drawLabels(u: uPlot, plot: PlotData, hidden: ReadonlySet<string>): void {
  const px = uPlot.pxRatio;
  const taken: Box[] = [];
  const pieces = drawnPieces(u, plot, hidden);
  u.ctx.font = labelFont();
  for (const band of plot.bands) {
    if (band.group === "rep" || !band.label || hidden.has(band.group)) continue;
    const size = { wide: u.ctx.measureText(band.label).width, high: 12 * px, gap: 4 * px };
    const box = bestPlace(places(u, band, size), pieces, taken, !band.spare);
    if (!box) continue;
    taken.push(box);
    write(u, band.label, box[0], box[3] - 2 * px, "left");
  }
}

function drawMarks(u: uPlot, plot: PlotData, hidden: ReadonlySet<string>): void {
  const { ctx } = u;
  const size = 3.6 * uPlot.pxRatio;
  ctx.save();
  ctx.setLineDash([]); // the last curve's may be left
  ctx.lineWidth = 1.6 * uPlot.pxRatio;
  ctx.fillStyle = "#fff";
  for (const mark of plot.marks) {
    if (hidden.has(mark.group)) continue;
    const x = u.valToPos(mark.x, "x", true);
    const y = u.valToPos(mark.y, "y", true);
    ctx.strokeStyle = plot.groups[mark.group]?.colour ?? INK;
    ctx.beginPath();
    if (mark.cross) {
      ctx.moveTo(x - size, y - size);
      ctx.lineTo(x + size, y + size);
      ctx.moveTo(x - size, y + size);
      ctx.lineTo(x + size, y - size);
    } else {
      ctx.arc(x, y, size, 0, 2 * Math.PI);
      ctx.fill();
    }
    ctx.stroke();
  }
  ctx.restore();
}

/** Height of a plot whose rows have names. */
export function rowsHeight(rows: number): number {
  return LANE * rows + 64;
}

function drawBars(u: uPlot, plot: PlotData, hidden: ReadonlySet<string>): void {
  if (plot.rows.length === 0) return;
  const { ctx, bbox } = u;
  const px = uPlot.pxRatio;
  const lane = bbox.height / plot.rows.length;
  ctx.save();
  ctx.setLineDash([]);
  ctx.lineWidth = px;
  plot.rows.forEach((name, row) => {
    const top = bbox.top + lane * row;
    ctx.strokeStyle = GRID;
    ctx.strokeRect(bbox.left, top + lane - 8 * px, bbox.width, 0);
    write(u, name, bbox.left + 2 * px, top + 12 * px, "left");
  });
  ctx.strokeStyle = INK;
  for (const [row, low, high, strong] of plot.bars) {
    if (hidden.has(strong ? "blocks" : "informs")) continue;
    const first = u.valToPos(low, "x", true);
    const width = Math.max(u.valToPos(high, "x", true) - first, 2 * px);
    const top = bbox.top + lane * (row + 1) - 12 * px;
    ctx.fillStyle = strong ? INK : "#fff";
    ctx.fillRect(first, top, width, 8 * px);
    ctx.strokeRect(first, top, width, 8 * px);
  }
  ctx.restore();
}

/** All that stands in front of the curves. */
export function drawFront(u: uPlot, plot: PlotData, hidden: ReadonlySet<string>): void {
  drawBars(u, plot, hidden);
  drawMarks(u, plot, hidden);
  drawNumbers(u, plot, hidden);
  drawLabels(u, plot, hidden);
}
