/** A quantised array: base64 of little-endian int16; value = code · scale + offset; lowest code = NaN. */
export interface Packed {
  readonly data: string;
  readonly shape: readonly number[];
  readonly scale: number;
  readonly offset: number;
}

/** What `player.py` writes. */
export interface PlayerData {
  readonly start_s: number;
  readonly end_s: number;
}
