import { type PlayerParts, said } from "./parts";

/** What a positive and a negative change is called, by the number's name. */
const WORDS: Readonly<Record<string, readonly [string, string]>> = {
  pelvis_change_deg: ["backward", "forward"],
  lumbar_change_deg: ["flexion", "extension"],
};

/** The numbers at the cursor. */
export function startReadout({ root, cursor, texts, playback }: PlayerParts): void {
  const places = [...root.querySelectorAll<HTMLElement>("[data-number]")];
  const follow = (): void => {
    const { numbers } = playback.at(cursor.timeS);
    for (const place of places) {
      const name = place.dataset["number"] ?? "";
      const value = numbers.get(name) ?? NaN;
      place.dataset["value"] = Number.isNaN(value) ? "" : value.toFixed(3);
      place.textContent = Number.isNaN(value) ? said(texts, "none") : shown(name, value, texts);
    }
  };
  cursor.on(follow);
  follow();
}

function shown(name: string, value: number, texts: PlayerParts["texts"]): string {
  const words = WORDS[name];
  const unit = name.endsWith("_deg") ? "°" : "\u00a0cm";
  const text = (words ? Math.abs(value) : value).toFixed(1).replace("-", "\u2212");
  const word = words && text !== "0.0" ? ` ${said(texts, words[value > 0 ? 0 : 1])}` : "";
  return `${text}${unit}${word}`;
}
