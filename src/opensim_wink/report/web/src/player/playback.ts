import { unpack } from "../packing";
import type { BoneData, PlayerData } from "./data";

/** Everything that moves, at one moment. Arrays are reused from one moment to the next. */
export interface Moment {
  timeS: number;
  /** Number of the nearest kept frame. */
  frame: number;
  /** Whether a posture is known. */
  solved: boolean;
  /** Per body x, y, z. */
  readonly position: Float32Array;
  /** Per body w, x, y, z. */
  readonly quaternion: Float32Array;
  /** Per marker x, y, z. */
  readonly measured: Float32Array;
  /** Where the model carries the markers. */
  readonly modelled: Float32Array;
  /** Per path, its points' x, y, z. */
  readonly paths: readonly Float32Array[];
  /** Per path, in percent of the standing length. */
  readonly change: Float32Array;
  readonly forcePoint: Float32Array;
  readonly force: Float32Array;
  readonly numbers: Map<string, number>;
  /** The middle of the pelvis, NaN where there is none. */
  readonly pelvis: Float32Array;
}

/** A point of a body in ground. */
export function inGround(
  moment: Moment,
  body: number,
  place: readonly number[],
  into: Float32Array,
  at: number,
): void {
  const [x = 0, y = 0, z = 0] = place;
  const q = moment.quaternion;
  const [w, a, b, c] = [q[4 * body]!, q[4 * body + 1]!, q[4 * body + 2]!, q[4 * body + 3]!];
  const tx = 2 * (b * z - c * y);
  const ty = 2 * (c * x - a * z);
  const tz = 2 * (a * y - b * x);
  const p = moment.position;
  into[at] = x + w * tx + b * tz - c * ty + p[3 * body]!;
  into[at + 1] = y + w * ty + c * tx - a * tz + p[3 * body + 1]!;
  into[at + 2] = z + w * tz + a * ty - b * tx + p[3 * body + 2]!;
}

/** The trial, unpacked, at any time. */
export class Playback {
  readonly times: Float64Array;
  readonly position: Float32Array;
  readonly force: Float32Array;
  readonly change: Float32Array;
  private readonly quaternion: Float32Array;
  private readonly measured: Float32Array;
  private readonly paths: readonly Float32Array[];
  private readonly forcePoint: Float32Array;
  private readonly numbers: ReadonlyMap<string, Float64Array>;
  private readonly moment: Moment;
  private readonly pelvis: { readonly body: number; readonly place: number[] } | undefined;

  constructor(readonly data: PlayerData) {
    this.times = Float64Array.from(data.times);
    this.position = unpack(data.position);
    this.quaternion = unpack(data.quaternion);
    this.measured = unpack(data.measured);
    this.paths = data.path_points.map(unpack);
    this.change = unpack(data.path_change);
    this.forcePoint = unpack(data.force_point);
    this.force = unpack(data.force);
    this.numbers = new Map(
      Object.entries(data.numbers).map(([name, values]) => [
        name,
        Float64Array.from(values, (value) => value ?? NaN),
      ]),
    );
    const n = Math.max(1, this.times.length);
    this.moment = {
      timeS: NaN,
      frame: 0,
      solved: false,
      position: new Float32Array(this.position.length / n),
      quaternion: new Float32Array(this.quaternion.length / n),
      measured: new Float32Array(this.measured.length / n),
      modelled: new Float32Array(this.measured.length / n),
      paths: this.paths.map((path) => new Float32Array(path.length / n)),
      change: new Float32Array(this.change.length / n),
      forcePoint: new Float32Array(this.forcePoint.length / n),
      force: new Float32Array(this.force.length / n),
      numbers: new Map(),
      pelvis: new Float32Array(3).fill(NaN),
    };
    this.pelvis = middleOf(data.bones.filter((bone) => bone.kind === "pelvis"));
  }

  /** Number of kept frames. */
  get length(): number {
    return this.times.length;
  }

  /** Number of the kept frame that is nearest to a time. */
  nearest(timeS: number): number {
    const [before, share] = this.between(timeS);
    return share < 0.5 ? before : before + 1;
  }

  /** What is to be drawn at a time: between two frames on a straight line. */
  at(timeS: number): Moment {
    const moment = this.moment;
    if (timeS === moment.timeS) return moment;
    const [before, share] = this.between(timeS);
    moment.timeS = timeS;
    moment.frame = share < 0.5 ? before : before + 1;
    mix(this.position, before, share, moment.position);
    mix(this.quaternion, before, share, moment.quaternion);
    normalise(moment.quaternion);
    moment.solved = !Number.isNaN(moment.position[0]) && !Number.isNaN(moment.quaternion[0]);
    mix(this.measured, before, share, moment.measured);
    this.paths.forEach((path, i) => mix(path, before, share, moment.paths[i]!));
    mix(this.change, before, share, moment.change);
    mix(this.forcePoint, before, share, moment.forcePoint);
    mix(this.force, before, share, moment.force);
    this.data.markers.forEach((marker, i) =>
      inGround(moment, marker.body, marker.place, moment.modelled, 3 * i),
    );
    if (this.pelvis) inGround(moment, this.pelvis.body, this.pelvis.place, moment.pelvis, 0);
    for (const [name, values] of this.numbers) {
      moment.numbers.set(name, mixed(values, before, share, 1, 0));
    }
    moment.numbers.set("tuck_deg", this.tuck(timeS, moment.numbers.get("pelvis_change_deg")));
    return moment;
  }

  /** Posterior tilt since the onset, from there to the end of the repetition; else NaN. */
  private tuck(timeS: number, pelvis = NaN): number {
    const rep = this.data.reps.find((one) => one.start_s <= timeS && timeS <= one.end_s);
    if (!rep || rep.onset_s === null || rep.tuck_from_deg === null) return NaN;
    return timeS < rep.onset_s ? NaN : Math.max(0, pelvis - rep.tuck_from_deg);
  }

  /** The kept frame before a time, and how far on to the next it is (0 to 1). */
  private between(timeS: number): [number, number] {
    let low = 0;
    let high = this.times.length - 1;
    if (high < 1 || timeS <= this.times[0]!) return [0, 0];
    if (timeS >= this.times[high]!) return [high, 0];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (this.times[middle]! <= timeS) low = middle;
      else high = middle;
    }
    const from = this.times[low]!;
    return [low, (timeS - from) / (this.times[high]! - from)];
  }
}

function mixed(
  values: Float32Array | Float64Array,
  frame: number,
  share: number,
  channels: number,
  channel: number,
): number {
  const here = values[frame * channels + channel]!;
  return share === 0 ? here : here + share * (values[(frame + 1) * channels + channel]! - here);
}

function mix(values: Float32Array, frame: number, share: number, into: Float32Array): void {
  for (let i = 0; i < into.length; i++) into[i] = mixed(values, frame, share, into.length, i);
}

/** Frames are so close together that a straight line, made of unit length again, is a turn. */
function normalise(quaternions: Float32Array): void {
  for (let i = 0; i < quaternions.length; i += 4) {
    const size = Math.hypot(
      quaternions[i]!,
      quaternions[i + 1]!,
      quaternions[i + 2]!,
      quaternions[i + 3]!,
    );
    for (let k = i; k < i + 4; k++) quaternions[k] = quaternions[k]! / size;
  }
}

/** The middle of bones of one body. */
function middleOf(bones: readonly BoneData[]): { body: number; place: number[] } | undefined {
  const points = bones.flatMap((bone) => bone.points);
  const first = bones[0];
  if (!first || !points.length) return undefined;
  const place = [0, 1, 2].map(
    (axis) => points.reduce((sum, point) => sum + point[axis]!, 0) / points.length,
  );
  return { body: first.body, place };
}
