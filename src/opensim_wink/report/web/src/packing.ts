import { inflateSync } from "fflate";

/**
 * An array over frames, as `page/packing.py` writes it: value = code · scale + offset, where code
 * is an int16 and −32768 is NaN.
 */
export interface Packed {
  /** Frames first. */
  readonly shape: readonly number[];
  readonly scale: number;
  readonly offset: number;
  /** Base64 of raw deflate: changes between frames, channel by channel, low bytes before high. */
  readonly data: string;
}

const NO_NUMBER = -32768;

/** Bytes of base64. */
export function bytesOf(base64: string): Uint8Array {
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
}

/** The array, frame by frame: the number of channel c in frame f is at f · channels + c. */
export function unpack(packed: Packed): Float32Array {
  const frames = packed.shape[0] ?? 0;
  const size = packed.shape.reduce((product, length) => product * length, 1);
  const values = new Float32Array(size);
  if (!size) return values;
  const channels = size / frames;
  const bytes = inflateSync(bytesOf(packed.data));
  for (let channel = 0; channel < channels; channel++) {
    let code = 0;
    for (let frame = 0; frame < frames; frame++) {
      const at = channel * frames + frame;
      const change = (bytes[at] ?? 0) | ((bytes[size + at] ?? 0) << 8);
      code = ((code + change) << 16) >> 16;
      values[frame * channels + channel] =
        code === NO_NUMBER ? NaN : code * packed.scale + packed.offset;
    }
  }
  return values;
}
