import type { Cursor } from "../cursor";
import { type Texts, filled, label } from "../data";
import { startLegend } from "./legend";
import { type Canvas, canvasHeight, drawCanvas, said } from "./canvas";
import { type Place, nearestMoment, placesAt, repAt } from "./moment";
import type { PlotData, RepData } from "./types";

const HOVER_PX = 40; // a resting mouse further off than this does not take the moment along
const STEP_S = 0.02;
const LONG_STEP_S = 0.2;

/** One plot: its canvas, the moment on it, and what moves both. */
export class PlotView {
  private readonly hidden = new Set<string>();
  private readonly canvas: Canvas;
  private readonly stage: HTMLElement;
  private readonly now: HTMLElement;
  private readonly rule: HTMLElement | undefined;
  private readonly dots = new Map<string, HTMLElement>();
  readonly first: number;
  private readonly last: number;
  private waiting = false;
  private dragging = false;

  constructor(
    figure: HTMLElement,
    readonly plot: PlotData,
    private readonly reps: readonly RepData[],
    private readonly movement: string,
    private readonly cursor: Cursor,
    private readonly texts: Texts,
  ) {
    const stage = figure.querySelector<HTMLElement>(".plot-stage");
    if (!stage) throw new Error(`${figure.id}: no place for a plot`);
    this.stage = stage;
    this.first = plot.kind === "time" ? plot.x.low : (reps[0]?.start ?? 0);
    this.last = plot.kind === "time" ? plot.x.high : (reps[reps.length - 1]?.end ?? 0);
    figure.classList.add("plot-live");
    this.canvas = drawCanvas(stage, plot, this.hidden);
    this.canvas.u.root.setAttribute("aria-hidden", "true");
    this.now = document.createElement("p");
    this.now.className = "plot-now";
    this.now.setAttribute("aria-hidden", "true"); // the stage itself says it
    stage.after(this.now);
    if (plot.kind === "time") this.rule = this.over("plot-rule");
    this.startStage();
    startLegend(figure, [this], texts);
    this.startPointer();
    this.startSize();
    cursor.on(() => this.soon());
    this.show();
    this.soon(); // the plot has its size only after this; until then all places are its corner
  }

  private over(name: string): HTMLElement {
    const element = document.createElement("div");
    element.className = name;
    this.canvas.u.over.append(element);
    return element;
  }

  private startStage(): void {
    const stage = this.stage;
    stage.tabIndex = 0;
    stage.setAttribute("role", "slider");
    stage.setAttribute(
      "aria-label",
      filled(label(this.texts, "plots.moment"), { title: this.plot.title }),
    );
    stage.setAttribute("aria-valuemin", this.first.toFixed(2));
    stage.setAttribute("aria-valuemax", this.last.toFixed(2));
    stage.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const time = this.keyed(event);
      if (time === undefined) return;
      event.preventDefault();
      event.stopPropagation();
      this.cursor.playing = false;
      this.cursor.set(Math.min(Math.max(time, this.first), this.last), this);
      this.show();
    });
  }

  /** Time that a key asks for. */
  private keyed(event: KeyboardEvent): number | undefined {
    const step = event.shiftKey ? LONG_STEP_S : STEP_S;
    const time = this.cursor.timeS;
    const bottoms = this.reps.map((rep) => rep.bottom);
    switch (event.key) {
      case "ArrowRight":
      case "ArrowUp":
        return this.inside(time + step, 1);
      case "ArrowLeft":
      case "ArrowDown":
        return this.inside(time - step, -1);
      case "Home":
        return this.first;
      case "End":
        return this.last;
      case "PageDown":
        return bottoms.find((bottom) => bottom > time + 1e-6);
      case "PageUp":
        return [...bottoms].reverse().find((bottom) => bottom < time - 1e-6);
      default:
        return undefined;
    }
  }

  /** Over depth there is nothing between repetitions: go on to the next one. */
  private inside(time: number, way: 1 | -1): number {
    if (this.plot.kind === "time" || repAt(this.reps, time)) return time;
    if (way > 0) return this.reps.find((rep) => rep.start >= time)?.start ?? this.last;
    return [...this.reps].reverse().find((rep) => rep.end <= time)?.end ?? this.first;
  }

  /** Show or hide all that belongs to an entry of a legend. */
  setShown(key: string, shown: boolean): void {
    if (!this.plot.groups[key]) return;
    if (shown) this.hidden.delete(key);
    else this.hidden.add(key);
    for (const index of this.canvas.seriesOf.get(key) ?? []) {
      this.canvas.u.setSeries(index, { show: shown });
    }
    this.canvas.u.redraw(false);
    this.show();
  }

  private startPointer(): void {
    const over = this.canvas.u.over;
    over.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      this.dragging = true;
      over.setPointerCapture(event.pointerId);
      this.cursor.playing = false;
      this.point(event, Infinity);
    });
    over.addEventListener("pointermove", (event) => {
      if (this.dragging) this.point(event, Infinity);
      else if (event.pointerType === "mouse" && !this.cursor.playing) this.point(event, HOVER_PX);
    });
    const stop = () => (this.dragging = false);
    over.addEventListener("pointerup", stop);
    over.addEventListener("pointercancel", stop);
  }

  /** Take the moment to where the pointer is. */
  private point(event: PointerEvent, reach: number): void {
    const { u } = this.canvas;
    const box = u.over.getBoundingClientRect();
    const x = event.clientX - box.left;
    const y = event.clientY - box.top;
    if (this.plot.kind === "time") {
      const time = u.posToVal(Math.min(Math.max(x, 0), box.width), "x");
      this.cursor.set(time, this);
      return;
    }
    const lines = this.plot.lines.filter((line) => !this.hidden.has(line.group));
    const found = nearestMoment(lines, (across, up) =>
      Math.hypot(u.valToPos(across, "x") - x, u.valToPos(up, "y") - y),
    );
    if (found && found.far <= reach) this.cursor.set(found.timeS, this);
  }

  private startSize(): void {
    let width = this.stage.clientWidth;
    new ResizeObserver(() => {
      const wide = this.stage.clientWidth;
      if (wide === width || wide < 1) return; // hidden, as on paper
      width = wide;
      this.canvas.u.setSize({ width: wide, height: canvasHeight(this.plot, wide) });
      this.soon();
    }).observe(this.stage);
  }

  /** At most once a picture, however often the moment changes. */
  private soon(): void {
    if (this.waiting) return;
    this.waiting = true;
    requestAnimationFrame(() => {
      this.waiting = false;
      this.show();
    });
  }

  private show(): void {
    const time = this.cursor.timeS;
    const { u } = this.canvas;
    const places = placesAt(this.plot, time).filter(({ line }) => !this.hidden.has(line.group));
    if (this.rule) {
      this.rule.hidden = time < this.plot.x.low || time > this.plot.x.high;
      this.rule.style.transform = `translateX(${u.valToPos(time, "x")}px)`;
    }
    for (const dot of this.dots.values()) dot.hidden = true;
    for (const { name, line, x, y } of places) {
      const dot = this.dots.get(name) ?? this.over("plot-dot");
      this.dots.set(name, dot);
      dot.hidden = false;
      dot.style.background = this.plot.groups[line.group]?.colour ?? "";
      dot.style.transform = `translate(${u.valToPos(x, "x")}px, ${u.valToPos(y, "y")}px)`;
    }
    const words = this.words(time, places);
    this.now.textContent = words;
    if (this.cursor.playing) return; // a reader would be told of every frame
    this.stage.setAttribute("aria-valuenow", time.toFixed(2));
    this.stage.setAttribute("aria-valuetext", words);
  }

  /** A word that is another one for another movement. */
  private word(key: string): string {
    return label(this.texts, `plots.${this.movement}.${key}`);
  }

  private words(time: number, places: readonly Place[]): string {
    const { plot, texts } = this;
    const rep = repAt(this.reps, time);
    const parts = [filled(label(texts, "plots.time"), { time: said(time, 2) })];
    if (rep) {
      const phase = this.word(time <= rep.bottom ? "descent" : "ascent");
      parts.push(`${filled(label(texts, "plots.rep"), { rep: rep.rep })}, ${phase}`);
    } else if (plot.kind !== "time") parts.push(label(texts, "plots.outside"));
    const depth = plot.kind === "depth" ? places[0]?.x : undefined;
    if (depth !== undefined) {
      parts.push(filled(this.word("at"), { depth: said(depth, 0) }));
    }
    const { decimals, unit } = plot.y;
    for (const { name, line, y } of places) {
      const gap = unit === "°" || unit === "" ? "" : "\u00a0";
      const ways = plot.groups[line.group]?.ways;
      const size = said(ways ? Math.abs(y) : y, decimals);
      const way = ways && Number(size) !== 0 ? ` ${ways[y > 0 ? 0 : 1]}` : "";
      parts.push(`${name} ${size}${gap}${unit}${way}`);
    }
    return parts.join(" · ");
  }
}
