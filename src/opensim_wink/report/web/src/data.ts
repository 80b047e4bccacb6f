/** Labels by name, nested as in the text files. */
export interface Texts {
  readonly [key: string]: string | Texts;
}

/** What stands in `<script id="report-data">`: each part's data under its name. */
export interface ReportData {
  readonly language: string;
  readonly texts: Texts;
  readonly [part: string]: unknown;
}

/** The page's data; undefined where the page has none. */
export function readReportData(): ReportData | undefined {
  const text = document.getElementById("report-data")?.textContent;
  return text ? (JSON.parse(text) as ReportData) : undefined;
}

/** The label at a dotted path; the path's last word where there is none. */
export function label(texts: Texts, path: string): string {
  let found: string | Texts | undefined = texts;
  for (const key of path.split(".")) {
    found = typeof found === "object" ? found[key] : undefined;
  }
  return typeof found === "string" ? found : (path.split(".").pop() ?? path).replaceAll("_", " ");
}

/** A label with `{names}` filled in. */
export function filled(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
