// @vitest-environment jsdom
import { cleanup, renderHook } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";
import { findItems, matches } from "./find-items";
import { type PaletteSource, usePaletteSource } from "./palette-source";

afterEach(cleanup);

const item = { id: "1", label: "payment-history-api", group: "Services", hint: "b309 in production" };
const signal = new AbortController().signal;

describe("an item is found", () => {
  it.each([
    ["", true],
    ["HISTORY", true],
    ["history b309", true],
    ["history b310", false],
  ])("by %j: %s", (query, found) => {
    expect(matches(item, query)).toBe(found);
  });
});

describe("what the palette shows", () => {
  const services: PaletteSource = async () => [item];
  const broken: PaletteSource = async () => {
    throw new Error("503");
  };

  it("is the pages while nobody gives anything", async () => {
    const { groups, failed } = await findItems("roll", signal);
    expect(groups.map((group) => [group.value, group.items.map((one) => one.label)])).toEqual([
      ["Pages", ["Rollouts"]],
    ]);
    expect(failed).toBe(false);
  });

  it("keeps what came when another source fails, and says that it is not all", async () => {
    renderHook(() => {
      usePaletteSource(services);
      usePaletteSource(broken);
    });
    const { groups, failed } = await findItems("", signal);
    expect(groups.map((group) => group.value)).toEqual(["Services", "Pages"]);
    expect(failed).toBe(true);
  });

  it("asks a source no more when its component has left", async () => {
    const { unmount } = renderHook(() => usePaletteSource(services));
    unmount();
    const { groups } = await findItems("", signal);
    expect(groups.map((group) => group.value)).toEqual(["Pages"]);
  });
});
