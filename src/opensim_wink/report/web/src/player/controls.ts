import { step } from "./keys";
import { DIRECTIONS, type View } from "./look";
import { type PlayerParts, said } from "./parts";

const ZOOM = 1.25;
const LONGEST_STEP_S = 0.1;

/** What the controls do to the picture. */
interface Picture {
  readonly view: () => View;
  readonly redraw: () => void;
}

/** Buttons, slider, speed and boxes. */
export function startControls(player: PlayerParts, picture: Picture): void {
  startPlaying(player);
  startSlider(player);
  startReps(player);
  startViews(player, picture);
  for (const box of player.root.querySelectorAll<HTMLInputElement>("[data-show]")) {
    const follow = (): void => {
      const legend = player.root.querySelector<HTMLElement>(`[data-legend="${box.dataset["show"]}"]`);
      if (legend) legend.hidden = !box.checked;
      picture.redraw();
    };
    box.addEventListener("change", follow);
    follow(); // a browser may have kept the boxes of the last visit
  }
}

function startPlaying(player: PlayerParts): void {
  const { root, cursor, texts } = player;
  const button = root.querySelector<HTMLButtonElement>("[data-play]")!;
  const speed = root.querySelector<HTMLSelectElement>("[data-speed]")!;
  let last = 0;
  const tick = (now: number): void => {
    if (!cursor.playing) return;
    // A tab that slept goes on where it was.
    const elapsed = Math.min((now - last) / 1000, LONGEST_STEP_S);
    last = now;
    cursor.set(cursor.timeS + elapsed * Number(speed.value));
    if (cursor.timeS >= cursor.endS) cursor.playing = false;
    else requestAnimationFrame(tick);
  };
  cursor.onPlaying((playing) => {
    root.dataset["playing"] = String(playing);
    button.setAttribute("aria-label", said(texts, playing ? "pause" : "play"));
    if (!playing) return;
    if (cursor.untouched) cursor.set(startOf(player)); // what it opens with is a title picture
    else if (cursor.timeS >= cursor.endS) cursor.set(cursor.startS);
    last = performance.now();
    requestAnimationFrame(tick);
  });
  root.dataset["playing"] = "false";
  button.addEventListener("click", () => (cursor.playing = !cursor.playing));
  for (const one of root.querySelectorAll<HTMLElement>("[data-step]")) {
    one.addEventListener("click", () => step(player, Number(one.dataset["step"])));
  }
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) cursor.playing = false;
  });
}

/** Start of the repetition that is shown; of the trial outside of all. */
function startOf({ cursor, playback }: PlayerParts): number {
  const { timeS } = cursor;
  const rep = playback.data.reps.find((one) => one.start_s <= timeS && timeS <= one.end_s);
  return rep?.start_s ?? cursor.startS;
}

function startSlider({ root, cursor, texts, playback }: PlayerParts): void {
  const slider = root.querySelector<HTMLInputElement>("[data-slider]")!;
  const clock = root.querySelector<HTMLElement>("[data-clock]")!;
  slider.min = String(cursor.startS);
  slider.max = String(cursor.endS);
  const follow = (): void => {
    const rep = playback.data.reps.find(
      (one) => one.start_s <= cursor.timeS && cursor.timeS <= one.end_s,
    );
    const where = rep ? said(texts, "in_rep", { rep: rep.rep }) : "";
    slider.value = String(cursor.timeS);
    slider.setAttribute("aria-valuetext", said(texts, "at", { time: cursor.timeS.toFixed(2), where }));
    clock.textContent = said(texts, "time", { time: cursor.timeS.toFixed(2) });
  };
  slider.addEventListener("input", () => {
    cursor.playing = false;
    cursor.set(Number(slider.value));
  });
  cursor.on(follow);
  follow();
  const marks = root.querySelector<HTMLElement>("[data-marks]")!;
  const share = (timeS: number): string =>
    `${(100 * (timeS - cursor.startS)) / Math.max(1e-9, cursor.endS - cursor.startS)}%`;
  for (const rep of playback.data.reps) {
    const band = document.createElement("span");
    band.style.left = share(rep.start_s);
    band.style.width = share(cursor.startS + rep.end_s - rep.start_s);
    band.textContent = String(rep.rep);
    marks.append(band);
    for (const [name, at] of [["onset", rep.onset_s], ["bottom", rep.bottom_s]] as const) {
      if (at === null) continue;
      const tick = document.createElement("i");
      tick.className = name;
      tick.style.left = share(at);
      marks.append(tick);
    }
  }
}

function startReps({ root, cursor }: PlayerParts): void {
  const buttons = [...root.querySelectorAll<HTMLButtonElement>("[data-to]")];
  const follow = (): void => {
    for (const button of buttons) {
      const here = Math.abs(Number(button.dataset["to"]) - cursor.timeS) < 1e-6;
      if (here) button.setAttribute("aria-current", "true");
      else button.removeAttribute("aria-current");
    }
  };
  for (const button of buttons) {
    button.addEventListener("click", () => {
      cursor.playing = false;
      cursor.set(Number(button.dataset["to"]));
    });
  }
  cursor.on(follow);
  follow();
}

function startViews({ root }: PlayerParts, picture: Picture): void {
  const buttons = [...root.querySelectorAll<HTMLButtonElement>("[data-view]")];
  for (const button of buttons) {
    button.addEventListener("click", () => {
      picture.view().look(DIRECTIONS[button.dataset["view"] ?? "side"] ?? DIRECTIONS["side"]!);
      for (const other of buttons) other.setAttribute("aria-pressed", String(other === button));
    });
  }
  for (const button of root.querySelectorAll<HTMLButtonElement>("[data-zoom]")) {
    button.addEventListener("click", () => {
      const view = picture.view();
      if (button.dataset["zoom"] === "closer") view.zoom(ZOOM);
      else if (button.dataset["zoom"] === "farther") view.zoom(1 / ZOOM);
      else if (button.dataset["zoom"] === "pelvis") view.pelvis();
      else view.whole();
    });
  }
}
