import type { LineData, Numbers, PlotData, RepData } from "./types";

/** Where a curve is at a moment. */
export interface Place {
  readonly name: string;
  readonly line: LineData;
  readonly x: number;
  readonly y: number;
}

/** A value between two points of a list; NaN in a gap. */
function between(values: Numbers, at: number): number {
  const first = Math.min(Math.max(Math.floor(at), 0), values.length - 1);
  const share = at - first;
  const low = values[first] ?? NaN;
  return share > 0 ? low + share * ((values[first + 1] ?? NaN) - low) : low;
}

/** Position of a time among rising times, with its share of the way to the next; -1 outside. */
function position(times: Numbers, timeS: number): number {
  const last = times.length - 1;
  if (last < 0 || timeS < (times[0] ?? Infinity) || timeS > (times[last] ?? -Infinity)) return -1;
  let low = 0;
  let high = last;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((times[middle] ?? 0) <= timeS) low = middle;
    else high = middle;
  }
  const start = times[low] ?? 0;
  const length = (times[high] ?? start) - start;
  return length > 0 ? low + (timeS - start) / length : low;
}

/** Where each named curve is at a moment: one place a name. */
export function placesAt(plot: PlotData, timeS: number): Place[] {
  const found = new Map<string, Place>();
  for (const line of plot.lines) {
    const name = plot.groups[line.group]?.name;
    if (!name || found.has(name)) continue;
    let at = -1;
    if (line.span) {
      const [first, last] = line.span;
      if (timeS < first || timeS > last || last <= first) continue;
      at = ((timeS - first) / (last - first)) * (line.x.length - 1);
    } else if (plot.kind === "time") at = position(line.x, timeS);
    if (at < 0) continue;
    const x = plot.kind === "time" ? timeS : between(line.x, at);
    const y = between(line.y, at);
    if (Number.isFinite(x) && Number.isFinite(y)) found.set(name, { name, line, x, y });
  }
  return [...found.values()];
}

/** The moment of the curve point that is nearest to a place of the picture, and how far it is. */
export function nearestMoment(
  lines: readonly LineData[],
  distance: (x: number, y: number) => number,
): { timeS: number; far: number } | undefined {
  let best: { timeS: number; far: number } | undefined;
  for (const { x, y, span } of lines) {
    if (!span) continue;
    for (let i = 0; i < x.length; i++) {
      const across = x[i];
      const up = y[i];
      if (across == null || up == null) continue;
      const far = distance(across, up);
      if (!best || far < best.far) {
        const share = x.length > 1 ? i / (x.length - 1) : 0;
        best = { timeS: span[0] + share * (span[1] - span[0]), far };
      }
    }
  }
  return best;
}

/** The repetition that a moment lies in. */
export function repAt(reps: readonly RepData[], timeS: number): RepData | undefined {
  return reps.find((rep) => timeS >= rep.start && timeS <= rep.end);
}
