import type { Cursor } from "../cursor";
import { type Texts, label } from "../data";
import { addStyle } from "../style";
import { startControls } from "./controls";
import type { PlayerData } from "./data";
import { startKeys } from "./keys";
import { startLegend } from "./legend";
import { LAYERS, type Layer, type Shown, type View } from "./look";
import { Playback } from "./playback";
import css from "./player.css";
import { startReadout } from "./readout";
import { drawnBySoftware } from "./software";
import { type Stage, View3d } from "./view3d";
import { View2d } from "./view2d";

/** Start the player in its place on the page; `#2d` in the address asks for the flat drawing. */
export function startPlayer(
  root: HTMLElement,
  data: PlayerData,
  cursor: Cursor,
  texts: Texts,
): void {
  addStyle(css);
  root.hidden = false;
  try {
    new Player(root, data, cursor, texts);
  } catch (error) {
    root.hidden = true; // controls of a picture that is not there would mislead
    throw error;
  }
}

/** Draws when something has changed and is on the screen, and not otherwise. */
class Player {
  private readonly playback: Playback;
  private readonly picture: HTMLElement;
  private readonly message: HTMLElement | null;
  private view: View;
  private onScreen = true;
  private waiting = false;
  private stale = true;

  constructor(
    private readonly root: HTMLElement,
    data: PlayerData,
    private readonly cursor: Cursor,
    private readonly texts: Texts,
  ) {
    this.playback = new Playback(data);
    this.picture = root.querySelector<HTMLElement>("[data-picture]")!;
    this.message = root.querySelector<HTMLElement>("[data-message]");
    this.view = this.firstView();
    const player = { root, cursor, texts, playback: this.playback };
    startControls(player, {
      view: () => this.view,
      redraw: this.redraw,
    });
    startKeys(player);
    startLegend(player);
    startReadout(player);
    cursor.on(this.redraw);
    new ResizeObserver(() => this.view.resize()).observe(this.picture);
    new IntersectionObserver(([entry]) => this.seen(entry?.isIntersecting ?? true)).observe(root);
    this.redraw();
  }

  /** A picture at the next chance; many wishes make one picture. */
  private readonly redraw = (): void => {
    this.stale = true;
    if (this.waiting || !this.onScreen) return;
    this.waiting = true;
    requestAnimationFrame(() => {
      this.waiting = false;
      if (this.stale) this.draw();
    });
  };

  private draw(): void {
    this.stale = false;
    const moment = this.playback.at(this.cursor.timeS);
    this.view.draw();
    const { dataset } = this.root;
    dataset["time"] = moment.timeS.toFixed(6);
    dataset["frame"] = String(this.playback.data.frames[moment.frame] ?? 0);
    dataset["renderer"] = this.view.kind;
    dataset["pictures"] = String(Number(dataset["pictures"] ?? 0) + 1);
    dataset["ready"] = "true";
    this.tell(moment.solved);
  }

  private tell(solved: boolean): void {
    if (!this.message) return;
    const key = !solved ? "not_solved" : this.view.kind === "2d" ? "flat" : "";
    this.message.hidden = !key;
    if (key) this.message.textContent = label(this.texts, key);
  }

  /** Away from the screen nothing plays and nothing is drawn. */
  private seen(onScreen: boolean): void {
    this.onScreen = onScreen;
    if (!onScreen) this.cursor.playing = false;
    else if (this.stale) this.redraw();
  }

  private shown(): Shown {
    const boxes = LAYERS.map((layer): [Layer, boolean] => {
      const box = this.root.querySelector<HTMLInputElement>(`[data-show="${layer}"]`);
      return [layer, box?.checked ?? false];
    });
    return Object.fromEntries(boxes) as Record<Layer, boolean>;
  }

  private stage(): Stage {
    return {
      host: this.picture,
      playback: this.playback,
      moment: () => this.playback.at(this.cursor.timeS),
      shown: () => this.shown(),
      redraw: this.redraw,
      turned: () => {
        for (const button of this.root.querySelectorAll("[data-view]")) {
          button.setAttribute("aria-pressed", "false");
        }
      },
    };
  }

  private firstView(): View {
    return this.put((location.hash !== "#2d" && this.view3d()) || new View2d(this.stage()));
  }

  /** A new view looks from the side. */
  private put(view: View): View {
    for (const button of this.root.querySelectorAll<HTMLElement>("[data-view]")) {
      button.setAttribute("aria-pressed", String(button.dataset["view"] === "side"));
    }
    this.picture.replaceChildren(view.element);
    view.resize();
    return view;
  }

  /** The view in space; undefined where there is no WebGL. It is asked for first: three complains. */
  private view3d(): View | undefined {
    const canvas = document.createElement("canvas");
    const slow = drawnBySoftware();
    // Smooth edges would cost software more than all the rest.
    const context = canvas.getContext("webgl2", { antialias: !slow, alpha: false });
    if (!context) return undefined;
    canvas.addEventListener("webglcontextlost", (event) => {
      event.preventDefault();
      this.view = this.put(new View2d(this.stage()));
    });
    canvas.addEventListener("webglcontextrestored", () => {
      this.view.dispose();
      this.view = this.put(this.view3d() ?? new View2d(this.stage()));
    });
    try {
      return new View3d(this.stage(), canvas, context, slow);
    } catch {
      return undefined;
    }
  }
}
