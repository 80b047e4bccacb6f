import { type Playback, inGround } from "./playback";

/** The room that the figure needs over the whole trial. */
export interface Bounds {
  /** Middle, in ground. */
  readonly centre: [number, number, number];
  /** Half of its width, height and depth. */
  readonly half: [number, number, number];
  /** Height of the floor. */
  readonly floor: number;
}

const MARGIN_M = 0.12;

/** Of all bodies and bones, without the outermost hundredth, so that one bad frame costs nothing. */
export function boundsOf(playback: Playback): Bounds {
  const along: [number[], number[], number[]] = [[], [], []];
  const point = new Float32Array(3);
  const step = Math.max(1, Math.floor(playback.length / 60));
  for (let frame = 0; frame < playback.length; frame += step) {
    const moment = playback.at(playback.times[frame]!);
    if (!moment.solved) continue;
    for (const bone of playback.data.bones) {
      for (const place of bone.points) {
        inside(moment, bone.body, place, point, along);
      }
    }
  }
  if (!along[1].length) return { centre: [0, 0.9, 0], half: [0.6, 0.95, 0.6], floor: 0 };
  const ends = along.map((values) => {
    values.sort((a, b) => a - b);
    const cut = Math.floor(values.length / 500);
    return [values[cut]! - MARGIN_M, values[values.length - 1 - cut]! + MARGIN_M] as const;
  }) as unknown as [readonly [number, number], readonly [number, number], readonly [number, number]];
  const lowest = ends[1][0] + MARGIN_M;
  const floor = Math.abs(lowest) < 0.3 ? 0 : lowest;
  const box = [ends[0], [Math.min(lowest, floor) - 0.04, ends[1][1]], ends[2]] as const;
  return {
    centre: box.map(([from, to]) => (from! + to!) / 2) as [number, number, number],
    half: box.map(([from, to]) => (to! - from!) / 2) as [number, number, number],
    floor,
  };
}

function inside(
  moment: ReturnType<Playback["at"]>,
  body: number,
  place: readonly number[],
  point: Float32Array,
  along: [number[], number[], number[]],
): void {
  inGround(moment, body, place, point, 0);
  for (let axis = 0; axis < 3; axis++) {
    const value = point[axis]!;
    if (Number.isFinite(value)) along[axis]!.push(value);
  }
}
