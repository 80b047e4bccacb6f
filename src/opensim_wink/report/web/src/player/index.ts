import type { Cursor } from "../cursor";
import type { Texts } from "../data";

/** Start the player. */
export function startPlayer(
  root: HTMLElement,
  _data: unknown,
  _cursor: Cursor,
  _texts: Texts,
): void {
  root.dataset["ready"] = "false";
}
