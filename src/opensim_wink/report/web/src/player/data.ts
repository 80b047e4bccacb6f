import type { Packed } from "../packing";

/** What `page/player_data.py` writes. Lengths in metres, ground: X forward, Y up, Z right. */
export interface PlayerData {
  readonly start_s: number;
  readonly end_s: number;
  readonly recorded_frames: number;
  readonly reps: readonly RepData[];
  /** Where the page opens; null where there is no repetition. */
  readonly opens_s: number | null;
  /** Whether the tilt of the pelvis may be told against standing. */
  readonly upright: boolean;
  readonly body_weight_n: number | null;
  readonly bodies: readonly string[];
  readonly bones: readonly BoneData[];
  readonly markers: readonly MarkerData[];
  readonly paths: readonly { readonly label: string; readonly side: string }[];
  readonly forces: readonly ForceData[];
  /** Numbers of the kept frames in the recording, from 0. */
  readonly frames: readonly number[];
  /** Their times. */
  readonly times: readonly number[];
  readonly position: Packed;
  readonly quaternion: Packed;
  readonly measured: Packed;
  readonly path_points: readonly Packed[];
  readonly path_change: Packed;
  readonly force_point: Packed;
  readonly force: Packed;
  readonly numbers: Readonly<Record<string, readonly (number | null)[]>>;
  /** The model's own bones, where the user has them. */
  readonly meshes?: readonly MeshData[];
}

export interface RepData {
  readonly rep: number;
  readonly start_s: number;
  readonly onset_s: number | null;
  readonly bottom_s: number;
  readonly end_s: number;
  /** Pelvis against standing where the tuck begins; null where there is none. */
  readonly tuck_from_deg: number | null;
}

export type Point = readonly [number, number, number];

export interface BoneData {
  readonly body: number;
  readonly kind: string;
  readonly side: string;
  readonly points: readonly Point[];
  readonly radius: number;
}

export interface MarkerData {
  readonly label: string;
  readonly body: number;
  readonly place: Point;
}

export interface ForceData {
  readonly name: string;
  readonly kind: string;
  readonly side: string;
}

/** A mesh fixed in a body, drawn instead of that body's bones. */
export interface MeshData {
  readonly body: number;
  /** Base64 of little-endian int16, three a corner: metres = code · scale + offset. */
  readonly vertices: string;
  readonly scale: number;
  readonly offset: Point;
  /** Base64 of little-endian uint16, three a triangle. */
  readonly indices: string;
}
