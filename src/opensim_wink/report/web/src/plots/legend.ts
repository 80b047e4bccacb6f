import { type Texts, label } from "../data";
import type { PlotData } from "./types";

/** What a legend shows and hides. */
export interface Shown {
  readonly plot: PlotData;
  setShown(key: string, shown: boolean): void;
}

/** Make buttons of the entries of a legend, for all plots that it belongs to. */
export function startLegend(root: HTMLElement, plots: readonly Shown[], texts: Texts): void {
  for (const item of root.querySelectorAll<HTMLElement>("[data-group]")) {
    const key = item.dataset["group"] ?? "";
    const mine = plots.filter(({ plot }) => plot.groups[key] && plot.groups[key]?.look !== "note");
    if (mine.length === 0) continue;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "plot-toggle";
    button.setAttribute("aria-pressed", "true");
    button.title = label(texts, "plots.show_hide");
    button.append(...item.childNodes);
    item.append(button);
    button.addEventListener("click", () => {
      const shown = button.getAttribute("aria-pressed") !== "true";
      button.setAttribute("aria-pressed", String(shown));
      for (const plot of mine) plot.setShown(key, shown);
    });
  }
}
