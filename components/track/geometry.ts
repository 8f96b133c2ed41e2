import type { Color } from "@/contracts/color";

type Point = readonly [x: number, y: number];
/** A cubic curve by its four points. */
export type Cubic = readonly [Point, Point, Point, Point];

/** Rounds to a tenth of a pixel, as paths are written. */
export const tenth = (value: number): number => Math.round(value * 10) / 10;

/** Width of the live line in pixels: 3 + 2 log10(1 + requests/s); 5 while nobody measures. */
export function liveWidth(requestsPerSecond: number | undefined): number {
  return requestsPerSecond === undefined ? 5 : tenth(3 + 2 * Math.log10(1 + requestsPerSecond));
}

/** The blade from the throat to the heel: level at both ends. */
export function blade([x0, y0]: Point, [x1, y1]: Point): Cubic {
  const middle = (x0 + x1) / 2;
  return [
    [x0, y0],
    [middle, y0],
    [middle, y1],
    [x1, y1],
  ];
}

/** The part of a curve after parameter `t` (de Casteljau): an open blade does not touch the line it left. */
export function tailOf([a, b, c, d]: Cubic, t: number): Cubic {
  const mix = (p: Point, q: Point): Point => [p[0] + (q[0] - p[0]) * t, p[1] + (q[1] - p[1]) * t];
  const ab = mix(a, b);
  const bc = mix(b, c);
  const cd = mix(c, d);
  const abc = mix(ab, bc);
  const bcd = mix(bc, cd);
  return [mix(abc, bcd), bcd, cd, d];
}

const point = (p: Point): string => `${tenth(p[0])},${tenth(p[1])}`;

/** The curve's own commands, without the move to its start. */
export function curveOf([, b, c, d]: Cubic, end: number): string {
  return `C${point(b)} ${point(c)} ${point(d)} H${tenth(end)}`;
}

/** SVG path of a curve that runs on level to `end`. */
export function pathOf(cubic: Cubic, end: number): string {
  return `M${point(cubic[0])} ${curveOf(cubic, end)}`;
}

/** Measures of the track picture, in pixels of its canvas. */
export type Yard = {
  width: number;
  height: number;
  /** Left edge and width of the ingress box. */
  box: Point;
  throat: number;
  run: number;
  rise: number;
  middle: number;
  /** Center of the first pod and the distance to the next. */
  first: number;
  pitch: number;
  glyph: number;
  /** Length of the track after its last sleeper. */
  rest: number;
};

export const wideYard: Yard = {
  width: 628,
  height: 192,
  box: [16, 96],
  throat: 160,
  run: 88,
  rise: 44,
  middle: 96,
  first: 272,
  pitch: 28,
  glyph: 13,
  rest: 20,
};
export const narrowYard: Yard = {
  width: 356,
  height: 216,
  box: [12, 64],
  throat: 92,
  run: 48,
  rise: 50,
  middle: 112,
  first: 158,
  pitch: 15.5,
  glyph: 12,
  rest: 14,
};

/** Pods that stand on one line of a track; twice as many stand on both sides of it, more are counted. */
export const podsPerLine = 12;

/** Height of a color's track: blue is always the upper one. */
export function trackHeight(yard: Yard, color: Color): number {
  return color === "blue" ? yard.middle - yard.rise : yard.middle + yard.rise;
}
