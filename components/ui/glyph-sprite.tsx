import { glyphShapes } from "./glyph-shapes";

const symbols = Object.entries(glyphShapes)
  .map(([name, [viewBox, body]]) => `<symbol id="g-${name}" viewBox="${viewBox}">${body}</symbol>`)
  .join("");

const patterns =
  '<defs><pattern id="hatch-green" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="5" height="5" fill="var(--green-wash)"/><path d="M0 0V5" stroke="var(--green)" stroke-width="3.2"/></pattern><pattern id="hatch-stale" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path d="M0 0V6" stroke="var(--ink-3)" stroke-width="1.4"/></pattern></defs>';

/** The one sprite of the page, rendered once by the root layout. Its text is a constant of this repository. */
export function GlyphSprite() {
  const html = { __html: patterns + symbols };
  // biome-ignore lint/security/noDangerouslySetInnerHtml: constant text, no data of anybody reaches it
  return <svg className="sprite" aria-hidden="true" dangerouslySetInnerHTML={html} />;
}
