import { Cursor } from "./cursor";
import { type ReportData, type Texts, readReportData } from "./data";
import { startPage } from "./page";
import { startPlayer } from "./player/index";
import type { PlayerData } from "./player/data";
import { startPlots } from "./plots/index";

/** The trial's first and last time and where the page opens, as the player tells them. */
function span(data: ReportData): [number?, number?, (number | null)?] {
  const player = data["player"] as PlayerData | undefined;
  return player ? [player.start_s, player.end_s, player.opens_s] : [];
}

/** Labels of one part. */
function textsOf(data: ReportData, part: string): Texts {
  const texts = data.texts?.[part];
  return typeof texts === "object" ? texts : {};
}

/** One part that fails leaves the others alone, and its section says what it can. */
function alone(start: () => void): void {
  try {
    start();
  } catch (error) {
    console.error(error);
  }
}

function start(): void {
  alone(startPage);
  const data = readReportData();
  if (!data) return;
  const cursor = new Cursor(...span(data));
  const root = document.querySelector<HTMLElement>("[data-player]");
  const player = data["player"] as PlayerData | undefined;
  if (root && player) alone(() => startPlayer(root, player, cursor, textsOf(data, "player")));
  alone(() => startPlots(document.body, data, cursor, data.texts ?? {}));
}

if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
else start();
