/**
 * Every drawing of the product, one entry per symbol: view box and SVG text, 12 x 12 unless noted.
 * Shape says the color of a workload (diamond = blue, circle = green), fill says its state.
 * Colors are tokens, which reach into `<use>`, so a glyph is right in both themes.
 * Only the sprite imports this value; everything else needs the type alone, so no browser bundle carries it.
 */
export const glyphShapes = {
  "blue-run": ["0 0 12 12", '<path d="M6 .4 11.6 6 6 11.6.4 6Z" fill="var(--blue)"/>'],
  "green-run": [
    "0 0 12 12",
    '<circle cx="6" cy="6" r="5" fill="var(--green)" stroke="var(--green-edge)" stroke-width="1.2"/>',
  ],
  "blue-idle": [
    "0 0 12 12",
    '<path d="M6 1.3 10.7 6 6 10.7 1.3 6Z" fill="var(--surface)" stroke="var(--blue)" stroke-width="1.5"/>',
  ],
  "green-idle": [
    "0 0 12 12",
    '<circle cx="6" cy="6" r="4.4" fill="var(--surface)" stroke="var(--green)" stroke-width="1.6"/>',
  ],
  "blue-start": [
    "0 0 12 12",
    '<path d="M6 1.2 10.8 6 6 10.8 1.2 6Z" fill="var(--blue-wash)" stroke="var(--blue-ink)" stroke-width="1.4" stroke-dasharray="2.2 1.19" stroke-dashoffset="1.1"/>',
  ],
  "green-start": [
    "0 0 12 12",
    '<circle cx="6" cy="6" r="4.5" fill="var(--green-wash)" stroke="var(--green-ink)" stroke-width="1.4" stroke-dasharray="2.2 1.33"/>',
  ],
  "blue-fail": [
    "0 0 12 12",
    '<path d="M6 .9 11.1 6 6 11.1.9 6Z" fill="var(--surface)" stroke="var(--red)" stroke-width="1.5"/><path d="m4.3 4.3 3.4 3.4m0-3.4-3.4 3.4" stroke="var(--red)" stroke-width="1.4"/>',
  ],
  "green-fail": [
    "0 0 12 12",
    '<circle cx="6" cy="6" r="4.7" fill="var(--surface)" stroke="var(--red)" stroke-width="1.5"/><path d="m4 4 4 4m0-4-4 4" stroke="var(--red)" stroke-width="1.4"/>',
  ],
  "blue-wait": [
    "0 0 12 12",
    '<path d="M6 1 11 6 6 11 1 6Z" fill="var(--surface)" stroke="var(--amber)" stroke-width="1.4" stroke-dasharray="1.6 1.23"/><path d="M3.8 6h4.4" stroke="var(--amber-ink)" stroke-width="1.5"/>',
  ],
  "green-wait": [
    "0 0 12 12",
    '<circle cx="6" cy="6" r="4.6" fill="var(--surface)" stroke="var(--amber)" stroke-width="1.4" stroke-dasharray="1.6 1.29"/><path d="M3.6 6h4.8" stroke="var(--amber-ink)" stroke-width="1.5"/>',
  ],
  "pod-run": ["0 0 12 12", '<rect x="1.4" y="1.4" width="9.2" height="9.2" rx="1.5" fill="var(--ink-2)"/>'],
  "pod-job": [
    "0 0 12 12",
    '<rect x="2" y="2" width="8" height="8" rx="1.5" fill="var(--surface)" stroke="var(--ink-3)" stroke-width="1.4"/>',
  ],
  tick: [
    "0 0 12 12",
    '<path d="M2 6.6 4.8 9.4 10 3" fill="none" stroke="var(--tick,var(--ink-3))" stroke-width="1.4"/>',
  ],
  soon: [
    "0 0 12 12",
    '<path d="M6 .8 11.7 11H.3Z" fill="var(--amber)" stroke="var(--amber-edge)" stroke-width=".8" stroke-linejoin="round"/><path d="M6 4.2v3.4M6 8.6v1.3" stroke="var(--on-amber)" stroke-width="1.5"/>',
  ],
  fail: [
    "0 0 12 12",
    '<path d="M3.7.4h4.6l3.3 3.3v4.6l-3.3 3.3H3.7L.4 8.3V3.7Z" fill="var(--red)"/><path d="m3.9 3.9 4.2 4.2m0-4.2L3.9 8.1" stroke="var(--on-red)" stroke-width="1.6"/>',
  ],
  change: [
    "0 0 12 12",
    '<circle cx="6" cy="6" r="4.5" fill="none" stroke="var(--line)" stroke-width="1.8"/><path d="M6 1.5A4.5 4.5 0 1 1 1.5 6" fill="none" stroke="var(--ink)" stroke-width="1.8"/>',
  ],
  none: [
    "0 0 12 12",
    '<circle cx="6" cy="6" r="4.4" fill="none" stroke="var(--ink-3)" stroke-width="1.4" stroke-dasharray="2 1.46"/>',
  ],
  person: [
    "0 0 12 12",
    '<circle cx="6" cy="3.7" r="2.3" fill="none" stroke="var(--ink)" stroke-width="1.4"/><path d="M1.4 11.4c.3-2.7 2-4 4.6-4s4.3 1.3 4.6 4" fill="none" stroke="var(--ink)" stroke-width="1.4"/>',
  ],
  todo: [
    "0 0 12 12",
    '<circle cx="6" cy="6" r="3" fill="var(--surface)" stroke="var(--ink-3)" stroke-width="1.3"/>',
  ],
  points: [
    "0 0 12 12",
    '<path d="M0 6h2.5c3 0 3.5-4 6-4H12M2.5 6c3 0 3.5 4 6 4H12" fill="none" stroke="var(--points,var(--ink-3))" stroke-width="1.5"/>',
  ],
  skip: ["0 0 12 12", '<path d="M2.5 6h7" stroke="var(--ink-3)" stroke-width="1.4"/>'],
  back: [
    "0 0 12 12",
    '<path d="M4.5 1.5 1.8 4.2l2.7 2.7M2 4.2h5a3 3 0 0 1 0 6H4.5" fill="none" stroke="var(--ink)" stroke-width="1.5"/>',
  ],
  mark: [
    "0 0 24 16",
    '<path d="M0 8h5c4 0 4-4.5 8-4.5h11" fill="none" stroke="var(--ink)" stroke-width="3"/><path d="M8.5 10.6c1.2 1.2 2.2 1.9 4.5 1.9h11" fill="none" stroke="var(--ink)" stroke-width="1.4" stroke-dasharray="3 2"/>',
  ],
  search: ["0 0 16 16", '<path d="M7 2.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9ZM10.3 10.3 14 14" class="i"/>'],
  up: ["0 0 12 12", '<path d="m3 7.5 3-3 3 3" class="i"/>'],
  down: ["0 0 12 12", '<path d="m3 4.5 3 3 3-3" class="i"/>'],
  right: ["0 0 12 12", '<path d="m4.5 3 3 3-3 3" class="i"/>'],
  left: ["0 0 12 12", '<path d="m7.5 3-3 3 3 3" class="i"/>'],
  to: [
    "0 0 12 12",
    '<path d="M1 6h9.5M7.5 3l3 3-3 3" fill="none" stroke="currentColor" stroke-width="1.2"/>',
  ],
  dots: [
    "0 0 12 12",
    '<path d="M2 6h.01M6 6h.01M10 6h.01" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round"/>',
  ],
  copy: ["0 0 12 12", '<path d="M4 4h6.5v6.5H4ZM8 4V1.5H1.5V8H4" class="i"/>'],
  close: ["0 0 12 12", '<path d="m2.5 2.5 7 7m0-7-7 7" class="i"/>'],
  theme: [
    "0 0 12 12",
    '<circle cx="6" cy="6" r="4.5" class="i"/><path d="M6 1.5a4.5 4.5 0 0 1 0 9Z" fill="currentColor"/>',
  ],
  "nav-services": ["0 0 16 16", '<path d="M1 8h3c3 0 3-4 6-4h5M8 10c1 1.5 2 2 3 2h4" class="i"/>'],
  "nav-rollouts": ["0 0 16 16", '<path d="M1.5 12h9c3 0 3-6 0-6H6M8.5 3 5.5 6l3 3" class="i"/>'],
  "nav-approvals": [
    "0 0 16 16",
    '<path d="M6 2.5a2.4 2.4 0 1 0 0 4.8 2.4 2.4 0 0 0 0-4.8ZM1.5 14c.3-3 2-4.5 4.5-4.5 1 0 1.8.2 2.5.6M9.5 12.2l1.9 1.9 3.2-4" class="i"/>',
  ],
  "nav-campaigns": [
    "0 0 16 16",
    '<path d="M2 13.5h2.5c1.5 0 1.5-8 3.5-8s2 8 3.5 8H14M8 1.5V3M3.4 3.4l1 1M12.6 3.4l-1 1" class="i"/>',
  ],
  "nav-history": [
    "0 0 16 16",
    '<circle cx="8" cy="8" r="5.8" class="i"/><path d="M8 4.5V8l2.5 1.5" class="i"/>',
  ],
  "nav-more": ["0 0 16 16", '<path d="M2.5 4h11M2.5 8h11M2.5 12h11" class="i"/>'],
} as const satisfies Record<string, readonly [viewBox: string, body: string]>;

/** Name of a drawing in the sprite. */
export type GlyphName = keyof typeof glyphShapes;
