import { type Bounds, boundsOf } from "./bounds";
import { TAIL_M, tail } from "./gauge";
import {
  ARROW_M_PER_WEIGHT,
  COLOUR,
  DIRECTIONS,
  type Direction,
  SMALLEST_FORCE_N,
  USUAL_WEIGHT_N,
  type View,
  changeColour,
  changeLimit,
} from "./look";
import { inGround } from "./playback";
import type { Stage } from "./view3d";

const RIM = "#64748b";
const RADIANS = Math.PI / 180;
const DEGREES_PER_PIXEL = 0.5;
const CLOSE = 2.4;

interface Stroke {
  readonly depth: number;
  readonly draw: () => void;
}

/** The figure as lines on a flat canvas, for a browser without WebGL. */
export class View2d implements View {
  readonly kind = "2d";
  readonly element = document.createElement("canvas");
  private readonly pen: CanvasRenderingContext2D;
  private readonly bounds: Bounds;
  private readonly limit: number;
  private azimuthDeg = 0;
  private elevationDeg = 0;
  private closeness = 1;
  private follows = false;
  private pixels = 1;

  constructor(private readonly stage: Stage) {
    const pen = this.element.getContext("2d");
    if (!pen) throw new Error("the canvas gives no 2D context");
    this.pen = pen;
    this.bounds = boundsOf(stage.playback);
    this.limit = changeLimit(stage.playback.change);
    this.element.style.touchAction = "pan-y";
    this.element.addEventListener("pointerdown", this.grab);
    this.look(DIRECTIONS["side"]!);
  }

  draw(): void {
    const { pen, element } = this;
    pen.setTransform(this.pixels, 0, 0, this.pixels, 0, 0);
    pen.fillStyle = COLOUR.background;
    pen.fillRect(0, 0, element.width, element.height);
    pen.lineCap = pen.lineJoin = "round";
    this.floor();
    const strokes = [...this.bones(), ...this.muscles(), ...this.markers(), ...this.forces()];
    strokes.sort((a, b) => a.depth - b.depth);
    for (const stroke of strokes) stroke.draw();
    this.tail();
  }

  look(direction: Direction): void {
    this.azimuthDeg = direction.azimuthDeg;
    this.elevationDeg = direction.elevationDeg;
    this.closeness = this.follows ? CLOSE : 1;
    this.resize();
  }

  zoom(factor: number): void {
    this.closeness = Math.min(8, Math.max(0.3, this.closeness * factor));
    this.stage.redraw();
  }

  whole(): void {
    this.follows = false;
    this.closeness = 1;
    this.stage.redraw();
  }

  pelvis(): void {
    this.follows = true;
    this.closeness = CLOSE;
    this.stage.redraw();
  }

  /** What is in the middle of the canvas. */
  private get centre(): ArrayLike<number> {
    const { pelvis } = this.stage.moment();
    return this.follows && !Number.isNaN(pelvis[0]!) ? pelvis : this.bounds.centre;
  }

  resize(): void {
    const { clientWidth: wide, clientHeight: high } = this.stage.host;
    if (wide && high) {
      this.pixels = Math.min(2, window.devicePixelRatio || 1);
      this.element.width = Math.round(wide * this.pixels);
      this.element.height = Math.round(high * this.pixels);
    }
    this.stage.redraw();
  }

  dispose(): void {
    this.element.removeEventListener("pointerdown", this.grab);
    this.element.remove();
  }

  private readonly grab = (down: PointerEvent): void => {
    let [x, y] = [down.clientX, down.clientY];
    const turn = (event: PointerEvent): void => {
      this.azimuthDeg -= (event.clientX - x) * DEGREES_PER_PIXEL;
      const raised = this.elevationDeg + (event.clientY - y) * DEGREES_PER_PIXEL;
      this.elevationDeg = Math.min(89, Math.max(-89, raised));
      [x, y] = [event.clientX, event.clientY];
      this.stage.turned();
      this.stage.redraw();
    };
    const release = (): void => {
      this.element.removeEventListener("pointermove", turn);
      for (const name of ["pointerup", "pointercancel"] as const) {
        this.element.removeEventListener(name, release);
      }
    };
    this.element.setPointerCapture(down.pointerId);
    this.element.addEventListener("pointermove", turn);
    this.element.addEventListener("pointerup", release);
    this.element.addEventListener("pointercancel", release);
  };

  /** Pixels per metre. */
  private get scale(): number {
    const { clientWidth: wide, clientHeight: high } = this.stage.host;
    const [x, y, z] = this.bounds.half;
    return Math.min(high / (2 * y), wide / (2 * Math.max(x, z))) * 0.96 * this.closeness;
  }

  /** Where a point of ground is on the canvas, and how near to the eye. */
  private seen(points: ArrayLike<number>, at: number): [number, number, number] {
    const [x, y, z] = [0, 1, 2].map((k) => points[at + k]! - this.centre[k]!) as [
      number,
      number,
      number,
    ];
    const [ca, sa] = [Math.cos(this.azimuthDeg * RADIANS), Math.sin(this.azimuthDeg * RADIANS)];
    const [ce, se] = [Math.cos(this.elevationDeg * RADIANS), Math.sin(this.elevationDeg * RADIANS)];
    const right = x * ca - z * sa;
    const near = x * sa + z * ca;
    const { clientWidth: wide, clientHeight: high } = this.stage.host;
    return [
      wide / 2 + this.scale * right,
      high / 2 - this.scale * (y * ce - near * se),
      y * se + near * ce,
    ];
  }

  private floor(): void {
    const { centre, half, floor } = this.bounds;
    const reach = Math.max(half[0], half[2]) + 0.5;
    this.pen.strokeStyle = COLOUR.floorLine;
    this.pen.lineWidth = 1;
    for (let step = -Math.ceil(reach / 0.25); step <= reach / 0.25; step++) {
      const off = step * 0.25;
      this.line([centre[0] + off, floor, centre[2] - reach, centre[0] + off, floor, centre[2] + reach]);
      this.line([centre[0] - reach, floor, centre[2] + off, centre[0] + reach, floor, centre[2] + off]);
    }
  }

  private line(points: ArrayLike<number>, closed = false): void {
    this.pen.beginPath();
    for (let i = 0; i < points.length; i += 3) {
      const [x, y] = this.seen(points, i);
      if (i) this.pen.lineTo(x, y);
      else this.pen.moveTo(x, y);
    }
    if (closed) this.pen.closePath();
    this.pen.stroke();
  }

  private depth(points: ArrayLike<number>): number {
    let sum = 0;
    for (let i = 0; i < points.length; i += 3) sum += this.seen(points, i)[2];
    return sum / (points.length / 3);
  }

  private bones(): Stroke[] {
    const moment = this.stage.moment();
    if (!moment.solved || !this.stage.shown().bones) return [];
    return this.stage.playback.data.bones.map((bone) => {
      const points = new Float32Array(3 * bone.points.length);
      bone.points.forEach((place, i) => inGround(moment, bone.body, place, points, 3 * i));
      const trunk = ["pelvis", "sacrum", "vertebra"].includes(bone.kind);
      const side = bone.side === "r" ? COLOUR.boneRight : COLOUR.boneLeft;
      const colour = trunk ? COLOUR.pelvis : bone.side ? side : COLOUR.bone;
      const wide = Math.max(3, 2 * bone.radius * this.scale);
      return { depth: this.depth(points), draw: () => this.bone(bone.kind, points, colour, wide) };
    });
  }

  /** A light line with a dark rim; soles are filled, skulls are discs, processes are thin. */
  private bone(kind: string, points: Float32Array, colour: string, wide: number): void {
    if (kind === "skull") {
      const [x, y] = this.seen(points, points.length > 3 ? 3 : 0);
      this.circle(x, y, wide / 2, colour);
      this.pen.strokeStyle = RIM;
      this.pen.stroke();
    } else if (kind === "foot") {
      this.pen.fillStyle = colour;
      this.pen.strokeStyle = RIM;
      this.pen.lineWidth = 1;
      this.line(points, true);
      this.pen.fill();
    } else if (kind === "vertebra") {
      this.rod(points.subarray(3), colour, 0.3 * wide);
      this.rod(points.subarray(0, 6), colour, wide, "butt");
    } else {
      const closed = kind === "pelvis" || kind === "ribs";
      this.rod(points, colour, wide, "round", closed);
    }
  }

  private rod(
    points: Float32Array,
    colour: string,
    wide: number,
    cap: CanvasLineCap = "round",
    closed = false,
  ): void {
    const shape = points.length > 3 ? points : Float32Array.from([...points, ...points]);
    this.pen.lineCap = cap;
    for (const [style, width] of [[RIM, wide + 1.5], [colour, wide]] as const) {
      this.pen.strokeStyle = style;
      this.pen.lineWidth = width;
      this.line(shape, closed);
    }
    this.pen.lineCap = "round";
  }

  /** The tilt of the pelvis, as a tail behind it. */
  private tail(): void {
    const moment = this.stage.moment();
    const { now, from } = tail(moment);
    const shown = this.stage.shown().tilt && this.stage.playback.data.upright;
    if (!shown || Number.isNaN(now + moment.pelvis[0]!)) return;
    const at = (radius: number, angle: number): number[] => [
      moment.pelvis[0]! - radius * Math.cos(angle),
      moment.pelvis[1]! - radius * Math.sin(angle),
      moment.pelvis[2]!,
    ];
    const [near, far] = TAIL_M;
    if (from !== now) {
      const angles = Array.from({ length: 13 }, (_, i) => from + ((now - from) * i) / 12);
      const fan = [...angles.map((a) => at(far, a)), ...angles.reverse().map((a) => at(near, a))];
      this.pen.fillStyle = `${COLOUR.tuck}73`;
      this.pen.strokeStyle = "transparent";
      this.line(fan.flat(), true);
      this.pen.fill();
    }
    for (const [angle, colour, wide] of [[0, "#94a3b8", 1.5], [now, COLOUR.tilt, 3.5]] as const) {
      this.pen.strokeStyle = colour;
      this.pen.lineWidth = wide;
      this.line([...at(near, angle), ...at(far, angle)]);
    }
  }

  private muscles(): Stroke[] {
    if (!this.stage.shown().hamstrings) return [];
    const { paths, change } = this.stage.moment();
    return paths.flatMap((points, i) => {
      if (!points.every((value) => Number.isFinite(value))) return [];
      const draw = (): void => {
        this.pen.strokeStyle = `rgb(${changeColour(change[i]!, this.limit).map(Math.round).join(",")})`;
        this.pen.lineWidth = Math.max(2.5, 0.014 * this.scale);
        this.line(points);
      };
      return [{ depth: this.depth(points), draw }];
    });
  }

  private markers(): Stroke[] {
    const moment = this.stage.moment();
    const shown = this.stage.shown();
    const found: Stroke[] = [];
    const each = (points: Float32Array, mark: (x: number, y: number) => void): void => {
      for (let i = 0; i < points.length; i += 3) {
        const [x, y, near] = this.seen(points, i);
        if (Number.isFinite(x)) found.push({ depth: near + 0.03, draw: () => mark(x, y) });
      }
    };
    if (shown.measured) each(moment.measured, (x, y) => this.circle(x, y, 2.6, COLOUR.measured));
    if (shown.modelled) each(moment.modelled, (x, y) => this.circle(x, y, 4.5, COLOUR.modelled, true));
    return found;
  }

  private circle(x: number, y: number, radius: number, colour: string, open = false): void {
    this.pen.beginPath();
    this.pen.arc(x, y, radius, 0, 2 * Math.PI);
    this.pen.lineWidth = 1.5;
    this.pen.strokeStyle = this.pen.fillStyle = colour;
    if (open) this.pen.stroke();
    else this.pen.fill();
  }

  private forces(): Stroke[] {
    const { data } = this.stage.playback;
    const { forcePoint, force } = this.stage.moment();
    const shown = this.stage.shown();
    const weight = data.body_weight_n ?? USUAL_WEIGHT_N;
    return data.forces.flatMap(({ kind }, i) => {
      const ground = kind === "ground";
      const vector = force.subarray(3 * i, 3 * i + 3);
      const size = Math.hypot(...vector);
      if (!(ground ? shown.ground : shown.joints) || !(size > SMALLEST_FORCE_N)) return [];
      const scale = (ARROW_M_PER_WEIGHT[ground ? "ground" : "joint"] ?? 0) / weight;
      const tip = [0, 1, 2].map((k) => forcePoint[3 * i + k]! + scale * vector[k]!);
      const [x0, y0, near] = this.seen(forcePoint, 3 * i);
      const [x1, y1] = this.seen(tip, 0);
      const colour = ground ? COLOUR.ground : COLOUR.joints;
      if (!Number.isFinite(x0)) return [];
      return [{ depth: near + 1, draw: () => this.arrow(x0, y0, x1, y1, colour) }];
    });
  }

  private arrow(x0: number, y0: number, x1: number, y1: number, colour: string): void {
    const angle = Math.atan2(y1 - y0, x1 - x0);
    this.pen.strokeStyle = this.pen.fillStyle = colour;
    this.pen.lineWidth = 3;
    this.pen.beginPath();
    this.pen.moveTo(x0, y0);
    this.pen.lineTo(x1, y1);
    this.pen.stroke();
    this.pen.beginPath();
    this.pen.moveTo(x1, y1);
    for (const side of [-0.45, 0.45]) {
      this.pen.lineTo(x1 - 12 * Math.cos(angle + side), y1 - 12 * Math.sin(angle + side));
    }
    this.pen.fill();
  }
}
