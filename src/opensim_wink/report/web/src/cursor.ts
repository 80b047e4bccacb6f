/** What a listener hears: the time in seconds, and who set it (undefined where nobody said). */
export type CursorListener = (timeS: number, source: unknown) => void;

/** The one moment of the trial that the player and every plot show. */
export class Cursor {
  readonly startS: number;
  readonly endS: number;
  private time: number;
  private isPlaying = false;
  private readonly listeners = new Set<CursorListener>();
  private readonly playListeners = new Set<(playing: boolean) => void>();

  private moved = false;

  /**
   * The trial's first and last time, without which any finite time will do; and where it opens, if
   * not at the first.
   */
  constructor(startS = -Infinity, endS = Infinity, opensS: number | null = null) {
    this.startS = startS;
    this.endS = endS;
    this.time = Number.isFinite(startS) ? Math.min(Math.max(opensS ?? startS, startS), endS) : 0;
  }

  /** The time now, in seconds of the recording. */
  get timeS(): number {
    return this.time;
  }

  /** Whether nobody has moved it since the page was opened. */
  get untouched(): boolean {
    return !this.moved;
  }

  /** Whether the player moves it on by itself. */
  get playing(): boolean {
    return this.isPlaying;
  }

  set playing(playing: boolean) {
    if (playing === this.isPlaying) return;
    this.isPlaying = playing;
    for (const listener of [...this.playListeners]) listener(playing);
  }

  /** Move it; times outside of the trial are drawn to its ends, others are ignored. */
  set(timeS: number, source?: unknown): void {
    if (!Number.isFinite(timeS)) return;
    this.moved = true;
    const time = Math.min(Math.max(timeS, this.startS), this.endS);
    if (time === this.time) return;
    this.time = time;
    for (const listener of [...this.listeners]) listener(time, source);
  }

  /** Hear of every move; gives what stops it. */
  on(listener: CursorListener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Hear of play and pause; gives what stops it. */
  onPlaying(listener: (playing: boolean) => void): () => void {
    this.playListeners.add(listener);
    return () => this.playListeners.delete(listener);
  }
}
