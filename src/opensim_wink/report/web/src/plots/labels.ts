import uPlot from "uplot";
import type { BandData, PlotData } from "./types";

/** Where the words of a plot stand; `plot_labels.py` does the same for paper. */

export type Box = readonly [left: number, top: number, right: number, bottom: number];
export type Piece = readonly [x1: number, y1: number, x2: number, y2: number];

interface Size {
  readonly wide: number;
  readonly high: number;
  readonly gap: number;
}

const SHIFTS = [0, 0.35, 0.7]; // of a line's height, away from what is named
const ACROSS = 24; // places along a line
const DOWN = 1.15; // from one line to the next, in heights
const MARK_PX = 4;

/** Ends of a band in the picture, low before high, no further than its rim. */
export function bounds(u: uPlot, band: BandData): [number, number] {
  const { left, top, width, height } = u.bbox;
  const ends = [band.low, band.high].map((end) => u.valToPos(end, band.axis, true));
  const [low, high] = band.axis === "x" ? [left, left + width] : [top, top + height];
  const inside = ends.map((end) => Math.min(Math.max(end, low), high));
  return [Math.min(...inside), Math.max(...inside)];
}

/** Pieces of all that words should not lie on. */
export function drawnPieces(u: uPlot, plot: PlotData, hidden: ReadonlySet<string>): Piece[] {
  const pieces: Piece[] = [];
  const { left, top, width, height } = u.bbox;
  for (const line of plot.lines) {
    if (hidden.has(line.group)) continue;
    let last: readonly [number, number] | undefined;
    for (let i = 0; i < line.x.length; i++) {
      const x = line.x[i];
      const y = line.y[i];
      const here =
        x == null || y == null
          ? undefined
          : ([u.valToPos(x, "x", true), u.valToPos(y, "y", true)] as const);
      if (last && here) pieces.push([...last, ...here]);
      last = here;
    }
  }
  const size = MARK_PX * uPlot.pxRatio;
  for (const mark of plot.marks) {
    if (hidden.has(mark.group)) continue;
    const x = u.valToPos(mark.x, "x", true);
    const y = u.valToPos(mark.y, "y", true);
    pieces.push([x - size, y - size, x + size, y + size], [x - size, y + size, x + size, y - size]);
  }
  for (const band of plot.bands) {
    if (band.low !== band.high || hidden.has(band.group)) continue;
    const [at] = bounds(u, band);
    pieces.push(band.axis === "x" ? [at, top, at, top + height] : [left, at, left + width, at]);
  }
  return pieces;
}

/** Boxes in which words on a band or rule may stand, the best first. */
export function places(u: uPlot, band: BandData, size: Size): Box[] {
  const { left, top, width, height } = u.bbox;
  const [right, bottom] = [left + width, top + height];
  const { wide, high, gap } = size;
  const [first, last] = bounds(u, band);
  const corners: [number, number][] = [];
  if (band.axis === "y") {
    const [from, to] = [left + gap, right - gap - wide];
    const middle = (from + to) / 2;
    const lefts = Array.from({ length: ACROSS }, (_, i) => from + (i * (to - from)) / (ACROSS - 1));
    lefts.sort((a, b) => Math.abs(b - middle) - Math.abs(a - middle)); // ends are looked at first
    for (const x of lefts) {
      for (const share of SHIFTS) {
        const shift = gap / 2 + share * high;
        corners.push([x, first - high - shift], [x, last + shift]);
      }
    }
  } else {
    const beside = [last + gap, first - gap - wide];
    if (last > left + 0.6 * width) beside.reverse();
    for (let y = top + gap / 2; y < bottom - high; y += DOWN * high) {
      for (const x of beside) corners.push([x, y]);
    }
  }
  return corners
    .map(([x, y]): Box => [x, y, x + wide, y + high])
    .filter((box) => box[0] >= left && box[1] >= top && box[2] <= right + 1 && box[3] <= bottom);
}

function apart(one: Box, other: Box): boolean {
  return one[2] < other[0] || one[0] > other[2] || one[3] < other[1] || one[1] > other[3];
}

/** Whether a piece of a curve runs through a box. */
export function crosses(box: Box, [x1, y1, x2, y2]: Piece): boolean {
  // Most are far off: thousands of pieces are asked for each box.
  if ((x1 < box[0] && x2 < box[0]) || (x1 > box[2] && x2 > box[2])) return false;
  if ((y1 < box[1] && y2 < box[1]) || (y1 > box[3] && y2 > box[3])) return false;
  let enter = 0;
  let leave = 1;
  for (const [from, step, low, high] of [
    [x1, x2 - x1, box[0], box[2]],
    [y1, y2 - y1, box[1], box[3]],
  ] as const) {
    if (step === 0) {
      if (from < low || from > high) return false;
      continue;
    }
    const one = (low - from) / step;
    const other = (high - from) / step;
    enter = Math.max(enter, Math.min(one, other));
    leave = Math.min(leave, Math.max(one, other));
    if (enter > leave) return false;
  }
  return true;
}

/** The first box that nothing runs through; the least bad one where words may cross. */
export function bestPlace(
  boxes: readonly Box[],
  pieces: readonly Piece[],
  taken: readonly Box[],
  mayCross: boolean,
): Box | undefined {
  let best: Box | undefined;
  let least = Infinity;
  for (const box of boxes) {
    if (!taken.every((one) => apart(one, box))) continue;
    let count = 0;
    for (const piece of pieces) if (crosses(box, piece)) count++;
    if (count === 0) return box;
    if (count < least) [best, least] = [box, count];
  }
  return mayCross ? best : undefined;
}
