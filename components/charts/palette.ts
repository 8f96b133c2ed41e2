import type { LineLook } from "./chart-model";

const tokens = {
  ...{ blue: "--blue", green: "--green", ink: "--ink", limit: "--amber" },
  ...{ wash: "--blue-wash", grid: "--line", words: "--ink-3", mark: "--ink-2" },
} as const;

/** Design tokens as a canvas takes them. */
export type Palette = Record<keyof typeof tokens, string> & Record<LineLook, string>;

/** Reads the tokens as they are below an element in the theme of now; a canvas knows no CSS variables. */
export function readPalette(below: HTMLElement): Palette {
  const probe = document.createElement("span");
  probe.hidden = true;
  below.append(probe);
  const read = (token: string): string => {
    probe.style.color = `var(${token})`;
    return getComputedStyle(probe).color;
  };
  const entries = Object.entries(tokens).map(([name, token]) => [name, read(token)]);
  probe.remove();
  return Object.fromEntries(entries) as Palette;
}

/** Calls back when the theme changes: the device's, or the one that a person chose. */
export function onThemeChange(changed: () => void): () => void {
  const device = matchMedia("(prefers-color-scheme: dark)");
  const chosen = new MutationObserver(changed);
  device.addEventListener("change", changed);
  chosen.observe(document.documentElement, { attributeFilter: ["data-theme"] });
  return () => {
    device.removeEventListener("change", changed);
    chosen.disconnect();
  };
}

/** Diagonal lines of a color as a fill: the second color, and stretches without figures, are told by form as well. */
export function hatch(context: CanvasRenderingContext2D, color: string, gap: number): CanvasPattern | string {
  const tile = document.createElement("canvas");
  tile.width = gap;
  tile.height = gap;
  const brush = tile.getContext("2d");
  if (!brush) return "transparent";
  brush.strokeStyle = color;
  brush.lineWidth = gap / 8;
  brush.beginPath();
  for (const shift of [-gap, 0, gap]) {
    brush.moveTo(shift, gap);
    brush.lineTo(shift + gap, 0);
  }
  brush.stroke();
  return context.createPattern(tile, "repeat") ?? "transparent";
}
