import type { Cursor } from "../cursor";
import type { ReportData, Texts } from "../data";
import type { PlotsData } from "./types";
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
  for (const figure of root.querySelectorAll<HTMLElement>("figure[data-plot]")) {
    const part = data[figure.dataset["part"] ?? ""];
    const plot = isPlots(part) ? part.plots[figure.dataset["plot"] ?? ""] : undefined;
    if (!isPlots(part) || !plot) continue;
    try {
      new PlotView(figure, plot, part.reps, cursor, texts);
    } catch (error) {
      figure.classList.remove("plot-live"); // its picture for paper stays
      console.error(error);
    }
  }
}
