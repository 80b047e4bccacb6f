import type { Cursor } from "../cursor";
import { type Texts, filled, label } from "../data";
import type { Playback } from "./playback";

/** What every piece of the player works with. */
export interface PlayerParts {
  readonly root: HTMLElement;
  readonly cursor: Cursor;
  readonly texts: Texts;
  readonly playback: Playback;
}

/** A label of the player with its gaps filled. */
export function said(
  texts: Texts,
  path: string,
  values: Readonly<Record<string, string | number>> = {},
): string {
  return filled(label(texts, path), values);
}
