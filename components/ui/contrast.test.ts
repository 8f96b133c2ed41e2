import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { contrast, type Oklch, tokensOf } from "./contrast";

const tokens = tokensOf(readFileSync("app/globals.css", "utf8"));
const themes = ["light", "dark"] as const;
const grounds = ["paper", "surface", "sunk"] as const;

function color(name: string, theme: "light" | "dark"): Oklch {
  const token = tokens.get(name);
  if (!token) throw new Error(`no token --${name} in globals.css`);
  return token[theme];
}

describe.each(themes)("tokens in the %s theme", (theme) => {
  const text = ["ink", "ink-2", "ink-3", "blue-ink", "green-ink", "amber-ink", "red-ink"];
  it.each(text.flatMap((name) => grounds.map((ground) => [name, ground] as const)))(
    "--%s is text on --%s: at least 4.5",
    (name, ground) => {
      expect(contrast(color(name, theme), color(ground, theme))).toBeGreaterThanOrEqual(4.5);
    },
  );

  const marks = ["edge", "blue", "green", "amber", "red"];
  it.each(marks.flatMap((name) => (["paper", "surface"] as const).map((ground) => [name, ground] as const)))(
    "--%s is a mark on --%s: at least 3",
    (name, ground) => {
      expect(contrast(color(name, theme), color(ground, theme))).toBeGreaterThanOrEqual(3);
    },
  );

  it.each(["blue", "green", "amber", "red"])("--%s-ink reads on its own wash, and so does ink", (name) => {
    expect(contrast(color(`${name}-ink`, theme), color(`${name}-wash`, theme))).toBeGreaterThanOrEqual(4.5);
    expect(contrast(color("ink", theme), color(`${name}-wash`, theme))).toBeGreaterThanOrEqual(4.5);
  });

  it("text of disabled buttons, placeholders and captions reads on a selected row", () => {
    expect(contrast(color("ink-3", theme), color("nav-on", theme))).toBeGreaterThanOrEqual(4.5);
  });

  it("signs on solid fills read", () => {
    expect(contrast(color("on-red", theme), color("red", theme))).toBeGreaterThanOrEqual(4.5);
    expect(contrast(color("on-amber", theme), color("amber", theme))).toBeGreaterThanOrEqual(4.5);
    expect(contrast(color("paper", theme), color("ink", theme))).toBeGreaterThanOrEqual(4.5);
  });

  it("green and amber marks have an edge of their ink where their fill is too weak", () => {
    for (const name of ["green", "amber"]) {
      const strong = Math.max(
        contrast(color(name, theme), color("sunk", theme)),
        contrast(color(`${name}-ink`, theme), color("sunk", theme)),
      );
      expect(strong).toBeGreaterThanOrEqual(3);
    }
  });
});

it("knows black on white", () => {
  expect(contrast([0, 0, 0], [1, 0, 0])).toBeCloseTo(21, 3);
});
