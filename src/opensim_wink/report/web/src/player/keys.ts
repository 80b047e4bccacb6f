import type { PlayerParts } from "./parts";

const MANY = 10;

/** One kept frame (or several) back or on from where the cursor is. */
export function step({ cursor, playback }: PlayerParts, count: number): void {
  cursor.playing = false;
  const frame = playback.nearest(cursor.timeS);
  const next = Math.min(Math.max(frame + count, 0), playback.length - 1);
  cursor.set(playback.times[next]!);
}

/** Keys that work wherever the focus is inside of the player. */
export function startKeys(player: PlayerParts): void {
  player.root.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const target = event.target as HTMLElement;
    if (target.matches("select")) return;
    // A box is set with the space bar alone; a button has the enter key too.
    if (event.key === " " && target.matches("input[type=checkbox]")) return;
    if (pressed(player, event)) event.preventDefault();
  });
  // Some browsers press a button when the space bar is let go, whatever became of the key down.
  player.root.addEventListener("keyup", (event) => {
    const target = event.target as HTMLElement;
    if (event.key === " " && target.matches("button")) event.preventDefault();
  });
}

function pressed(player: PlayerParts, event: KeyboardEvent): boolean {
  const { cursor, playback } = player;
  const count = event.shiftKey ? MANY : 1;
  const { reps } = playback.data;
  if (event.key === " ") {
    if (!event.repeat) cursor.playing = !cursor.playing; // held down it would flicker
  }
  else if (event.key === "ArrowLeft") step(player, -count);
  else if (event.key === "ArrowRight") step(player, count);
  else if (event.key === "Home") cursor.set(cursor.startS);
  else if (event.key === "End") cursor.set(cursor.endS);
  else if (/^[1-9]$/.test(event.key)) {
    const rep = reps[Number(event.key) - 1];
    if (!rep) return false;
    cursor.set(rep.start_s);
  } else return false;
  return true;
}
