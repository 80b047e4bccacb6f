/** Colours and sizes that the picture and its legend share. */
export const COLOUR = {
  bone: "#e4dccb",
  boneRight: "#c3cfe6",
  boneLeft: "#e8c6bf",
  pelvis: "#dcbf7e",
  bar: "#64748b",
  tilt: "#334155",
  tuck: "#b45309",
  measured: "#111827",
  modelled: "#0f766e",
  ground: "#0f766e",
  joints: "#334155",
  floor: "#e5e7eb",
  floorLine: "#cbd5e1",
  background: "#f8fafc",
} as const;

export const SIDE: Readonly<Record<string, string>> = { r: "#1d4ed8", l: "#c81e1e" };

/** Length of an arrow in metres per newton of body weight, by kind of force. */
export const ARROW_M_PER_WEIGHT: Readonly<Record<string, number>> = { ground: 0.9, joint: 0.07 };
/** Where the body weight is not known. */
export const USUAL_WEIGHT_N = 700;
/** Smaller forces have no direction that means something. */
export const SMALLEST_FORCE_N = 10;

/** What may be shown or hidden. */
export const LAYERS = ["bones", "tilt", "hamstrings", "measured", "modelled", "ground", "joints"] as const;
export type Layer = (typeof LAYERS)[number];
export type Shown = Readonly<Record<Layer, boolean>>;

/** Ends and middle of the scale of a change in length: told apart by the colour-blind too. */
const SHORTER = [84, 39, 136];
const SAME = [214, 211, 209];
const LONGER = [217, 95, 2];

/** Colour of a change in length, red, green and blue from 0 to 255; grey where it is not known. */
export function changeColour(percent: number, limit: number): [number, number, number] {
  if (Number.isNaN(percent)) return [150, 150, 150];
  const share = Math.min(1, Math.abs(percent) / limit);
  const end = percent < 0 ? SHORTER : LONGER;
  return [0, 1, 2].map((i) => SAME[i]! + share * (end[i]! - SAME[i]!)) as [number, number, number];
}

/** A round number of percent that no change exceeds. */
export function changeLimit(changes: Float32Array): number {
  let largest = 0;
  for (const change of changes) if (Math.abs(change) > largest) largest = Math.abs(change);
  return Math.max(5, Math.ceil(largest / 5) * 5);
}

/** Where the eye is: turn about the vertical and height, both in degrees. */
export interface Direction {
  readonly azimuthDeg: number;
  readonly elevationDeg: number;
}

/** From the person's right, who faces right on the screen; from ahead; from behind; from above. */
export const DIRECTIONS: Readonly<Record<string, Direction>> = {
  side: { azimuthDeg: 0, elevationDeg: 4 },
  front: { azimuthDeg: 90, elevationDeg: 4 },
  back: { azimuthDeg: -90, elevationDeg: 4 },
  top: { azimuthDeg: 0, elevationDeg: 89 },
};

/** A picture of the scene. */
export interface View {
  readonly kind: "webgl" | "2d";
  readonly element: HTMLCanvasElement;
  draw(): void;
  look(direction: Direction): void;
  zoom(factor: number): void;
  /** The whole figure, from the same direction. */
  whole(): void;
  /** The pelvis from near, from the same direction, and along with it as it moves. */
  pelvis(): void;
  resize(): void;
  dispose(): void;
}
