// @vitest-environment jsdom
import { act, cleanup, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ServerClock, skewOf } from "./server-clock";
import { LaunchClock, Moment } from "./times";

const browser = Date.parse("2026-11-27T10:00:00Z");
const start = "2026-11-27T10:30:00.000Z";

beforeEach(() => {
  vi.useFakeTimers({ now: browser });
});

afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

test.each([
  ["a browser that is right", "2026-11-27T10:00:00.000Z", "T−0:30:00"],
  ["a browser that is 12 minutes slow", "2026-11-27T10:12:00.000Z", "T−0:18:00"],
  ["a browser that is an hour fast", "2026-11-27T09:00:00.000Z", "T−1:30:00"],
])("%s counts down by the server's clock", (_which, now, shown) => {
  render(
    <ServerClock now={now} receivedAt={browser}>
      <LaunchClock start={start} />
    </ServerClock>,
  );
  expect(screen.getByRole("timer").textContent).toBe(shown);
});

test("it runs by itself, and over the start", () => {
  render(
    <ServerClock now="2026-11-27T10:29:58.000Z" receivedAt={browser}>
      <LaunchClock start={start} />
    </ServerClock>,
  );
  act(() => void vi.advanceTimersByTime(1000));
  expect(screen.getByRole("timer").textContent).toBe("T−0:00:01");
  act(() => void vi.advanceTimersByTime(4000));
  expect(screen.getByRole("timer").textContent).toBe("T+0:00:03");
});

test("the way of an answer is no difference of clocks", () => {
  expect([skewOf("2026-11-27T10:00:00.400Z", browser), skewOf("2026-11-27T09:59:59.700Z", browser)]).toEqual([
    0, -0,
  ]);
});

test("a moment stands in its own zone, in UTC, and from now", () => {
  render(
    <ServerClock now="2026-11-27T07:09:30.000Z" receivedAt={browser}>
      <Moment at={start} zone="Asia/Taipei" />
    </ServerClock>,
  );
  expect(screen.getByText("18:30 Taipei")).toBeTruthy();
  expect(screen.getByText("10:30 UTC")).toBeTruthy();
  expect(screen.getByText("in 3 h 20 min")).toBeTruthy();
});
