import { beforeEach, describe, expect, test, vi } from "vitest";
import type { StreamMessage } from "@/contracts/stream";
import { HiddenPace } from "./hidden-pace";

const changed = (topic: string): StreamMessage => ({ type: "changed", topic });

describe("the pace of a tab", () => {
  let hidden = false;
  let applied: StreamMessage[] = [];
  let pace: HiddenPace;

  beforeEach(() => {
    vi.useFakeTimers();
    hidden = false;
    applied = [];
    pace = new HiddenPace({ isHidden: () => hidden, apply: (message) => applied.push(message) });
    return () => vi.useRealTimers();
  });

  test("a tab that is seen gets every message at once", () => {
    pace.hear(changed("me"));
    expect(applied).toHaveLength(1);
  });

  test("a hidden tab gets what came in, in order, once a second", () => {
    hidden = true;
    pace.hear(changed("me"));
    vi.advanceTimersByTime(600);
    pace.hear(changed("rollouts"));
    expect(applied).toEqual([]);
    vi.advanceTimersByTime(400);
    expect(applied).toEqual([changed("me"), changed("rollouts")]);
  });

  test("it catches up at once when it becomes visible, and not a second time", () => {
    hidden = true;
    pace.hear(changed("me"));
    hidden = false;
    pace.catchUp();
    vi.advanceTimersByTime(5000);
    expect(applied).toEqual([changed("me")]);
  });

  test("what came before goes first when a message arrives before the browser said that the tab is seen", () => {
    hidden = true;
    pace.hear(changed("me"));
    hidden = false;
    pace.hear(changed("rollouts"));
    expect(applied).toEqual([changed("me"), changed("rollouts")]);
  });

  test("a flood that nobody reads becomes one resync", () => {
    hidden = true;
    for (let at = 0; at < 501; at += 1) pace.hear(changed("me"));
    pace.catchUp();
    expect(applied).toEqual([{ type: "resync" }]);
  });
});
