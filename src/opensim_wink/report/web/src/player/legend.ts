import { ARROW_M_PER_WEIGHT, USUAL_WEIGHT_N, changeColour, changeLimit } from "./look";
import { type PlayerParts, said } from "./parts";

const COLOURS = 9;

/** What colours and lengths mean. */
export function startLegend({ root, texts, playback }: PlayerParts): void {
  const limit = changeLimit(playback.change);
  const scale = root.querySelector<HTMLElement>("[data-scale]");
  if (scale) {
    const stops = Array.from({ length: COLOURS }, (_, i) => {
      const share = (2 * i) / (COLOURS - 1) - 1;
      return `rgb(${changeColour(share * limit, limit).map(Math.round).join(" ")})`;
    });
    scale.style.background = `linear-gradient(to right, ${stops.join(", ")})`;
  }
  const known = playback.change.some((change) => Number.isFinite(change));
  if (!known) root.querySelector(`[data-legend="hamstrings"]`)?.remove();
  write(root, "[data-shortest]", said(texts, "shorter", { percent: limit }));
  write(root, "[data-longest]", said(texts, "longer", { percent: limit }));
  const weight = playback.data.body_weight_n;
  const amount =
    weight === null
      ? said(texts, "newtons", { amount: USUAL_WEIGHT_N })
      : said(texts, "body_weight");
  for (const [layer, kind] of [["ground", "ground"], ["joints", "joint"]] as const) {
    const length = Math.round(100 * (ARROW_M_PER_WEIGHT[kind] ?? 0));
    const text = said(texts, `${layer}_legend`, { amount, length });
    write(root, `[data-legend="${layer}"] [data-scale-text]`, text);
  }
}

function write(root: HTMLElement, selector: string, text: string): void {
  const place = root.querySelector(selector);
  if (place) place.textContent = text;
}
