import type { Cursor } from "../cursor";
import type { ReportData, Texts } from "../data";
import { startLegend } from "./legend";
import type { BandData, PlotData, PlotsData, RepData } from "./types";
import { PlotView } from "./view";

function isPlots(part: unknown): part is PlotsData {
  return typeof part === "object" && part !== null && "plots" in part && "reps" in part;
}

/** Draw every plot that the data holds and the page has a place for. */
export function startPlots(
  root: HTMLElement,
  data: ReportData,
  cursor: Cursor,
  texts: Texts,
): void {
  const views = new Map<string, PlotView[]>();
  for (const figure of root.querySelectorAll<HTMLElement>("figure[data-plot]")) {
    const name = figure.dataset["part"] ?? "";
    const part = data[name];
    const plot = isPlots(part) ? part.plots[figure.dataset["plot"] ?? ""] : undefined;
    if (!isPlots(part) || !plot) continue;
    try {
      const view = new PlotView(figure, withReps(plot, part.reps), part.reps, part.movement, cursor, texts);
      views.set(name, [...(views.get(name) ?? []), view]);
    } catch (error) {
      figure.classList.remove("plot-live"); // its picture for paper stays
      console.error(error);
    }
  }
  if (!Number.isFinite(cursor.startS)) startWithoutPlayer([...views.values()].flat(), cursor);
  for (const key of root.querySelectorAll<HTMLElement>(".plot-key[data-key]")) {
    startLegend(key, views.get(key.dataset["key"] ?? "") ?? [], texts);
  }
}

/** Repetitions stand in the data once; plots along time shade them. */
function withReps(plot: PlotData, reps: readonly RepData[]): PlotData {
  const made: BandData[] = [];
  for (const { rep, start, bottom, end } of reps) {
    if (plot.groups["rep"]) {
      made.push({ group: "rep", axis: "x", low: start, high: end, label: String(rep) });
    }
    if (plot.groups["bottom"]) {
      made.push({ group: "bottom", axis: "x", low: bottom, high: bottom, label: "" });
    }
  }
  return { ...plot, bands: [...made, ...plot.bands] };
}

/** Nobody else says when the trial starts: begin where the first plot does. */
function startWithoutPlayer(views: readonly PlotView[], cursor: Cursor): void {
  const first = views[0]?.first;
  if (first !== undefined) cursor.set(first);
}
