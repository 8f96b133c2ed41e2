import clsx from "clsx";
import type { GlyphName } from "./glyph-shapes";

export type { GlyphName };

export type GlyphProps = {
  name: GlyphName;
  /** Accessible name. Leave it out only where the same words stand beside the glyph. */
  label?: string;
  size?: 12 | 16;
  className?: string;
};

/** One drawing of the sprite. With a label it is an image for assistive technology, without one it is decoration. */
export function Glyph({ name, label, size = 12, className }: GlyphProps) {
  const naming = label ? ({ role: "img", "aria-label": label } as const) : ({ "aria-hidden": true } as const);
  return (
    // biome-ignore lint/a11y/noSvgWithoutTitle: named by aria-label, which does not open a tooltip as a title would
    <svg className={clsx("g", size === 16 && "g-16", name === "mark" && "g-mark", className)} {...naming}>
      <use href={`#g-${name}`} />
    </svg>
  );
}
