import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { blade, liveWidth, narrowYard, pathOf, tailOf, trackHeight, wideYard } from "./geometry";

describe("width of the live line", () => {
  it.each([
    [0, 3],
    [10.8, 5.1],
    [512, 8.4],
  ])("%s requests/s are %s px", (rate, width) => {
    expect(liveWidth(rate)).toBe(width);
  });

  it("is a calm 5 px while nobody measures", () => {
    expect(liveWidth(undefined)).toBe(5);
  });
});

it.each([
  ["wide", wideYard, 52, 140],
  ["narrow", narrowYard, 62, 162],
] as const)("on the %s picture blue stands above green", (_, yard, blue, green) => {
  expect(trackHeight(yard, "blue")).toBe(blue);
  expect(trackHeight(yard, "green")).toBe(green);
});

it("writes a route as the reference does", () => {
  expect(pathOf(blade([160, 96], [248, 52]), 600)).toBe("M160,96 C204,96 204,52 248,52 H600");
});

const coordinate = fc.integer({ min: -500, max: 500 });
const point = fc.tuple(coordinate, coordinate);

test.prop([point, point, fc.double({ min: 0.01, max: 0.99, noNaN: true })])(
  "an open blade ends where the curve ends and does not start where it starts",
  (from, to, t) => {
    fc.pre(from[0] !== to[0] || from[1] !== to[1]);
    const curve = blade(from, to);
    const tail = tailOf(curve, t);
    expect(tail[3]).toEqual(curve[3]);
    expect(tail[0]).not.toEqual(curve[0]);
  },
);
