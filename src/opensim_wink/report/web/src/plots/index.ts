import type { Cursor } from "../cursor";
import type { ReportData, Texts } from "../data";

/** Draw every plot that the data holds. */
export function startPlots(
  _root: HTMLElement,
  _data: ReportData,
  _cursor: Cursor,
  _texts: Texts,
): void {
  // No plot asks for a script yet.
}
