export type Style = "solid" | "dashed" | "dotted";
export type Numbers = readonly (number | null)[];

export interface AxisData {
  readonly label: string;
  readonly low: number;
  readonly high: number;
  readonly unit: string;
  readonly decimals: number;
}

export interface GroupData {
  readonly look: "line" | "area" | "mark" | "band" | "rule" | "bar" | "note";
  readonly colour: string;
  readonly style: Style;
  readonly bold: boolean;
  /** What the values of its curves are called; empty where none is told. */
  readonly name: string;
  /** What more and less than zero is called; told in place of a sign. */
  readonly ways?: readonly [string, string];
}

/** A curve; `span` holds the times of its ends where x is not time. */
export interface LineData {
  readonly group: string;
  readonly x: Numbers;
  readonly y: Numbers;
  readonly rep?: number;
  readonly span?: readonly [number, number];
  readonly style?: Style;
}

export interface AreaData {
  readonly group: string;
  readonly x: readonly number[];
  readonly low: readonly number[];
  readonly high: readonly number[];
}

export interface BandData {
  readonly group: string;
  readonly axis: "x" | "y";
  readonly low: number;
  readonly high: number;
  readonly label: string;
  /** Whether the legend holds the label too. */
  readonly spare?: boolean;
}

export interface MarkData {
  readonly group: string;
  readonly x: number;
  readonly y: number;
  readonly cross: boolean;
}

/** Row, start, end, and whether no verdict may rest on it. */
export type BarData = readonly [number, number, number, boolean];

/** One plot, as `plot.py` writes it. */
export interface PlotData {
  readonly kind: "depth" | "angle" | "time";
  readonly title: string;
  readonly x: AxisData;
  readonly y: AxisData;
  readonly groups: Readonly<Record<string, GroupData>>;
  readonly lines: readonly LineData[];
  readonly areas: readonly AreaData[];
  readonly bands: readonly BandData[];
  readonly marks: readonly MarkData[];
  readonly bars: readonly BarData[];
  readonly rows: readonly string[];
}

export interface RepData {
  readonly rep: number;
  readonly start: number;
  readonly bottom: number;
  readonly end: number;
}

/** The plots of one part of the page. */
export interface PlotsData {
  readonly movement: string;
  readonly plots: Readonly<Record<string, PlotData>>;
  readonly reps: readonly RepData[];
}
