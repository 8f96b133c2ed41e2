// @vitest-environment jsdom
import { act, cleanup, render, screen } from "@testing-library/react";
import { hydrateRoot } from "react-dom/client";
import { renderToString } from "react-dom/server";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { Ago, Clock, Stopwatch } from "./age";
import { RenderedAtProvider } from "./rendered-at";

const start = Date.parse("2026-11-22T14:04:10Z");

beforeEach(() => {
  vi.useFakeTimers({ now: start });
});

afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

it("an age runs by itself and carries the exact moment", () => {
  render(<Ago at="2026-11-22T14:03:30.000Z" suffix=" ago" />);
  expect(screen.getByText("40 s ago").getAttribute("title")).toBe("2026-11-22 14:03:30 UTC");
  act(() => void vi.advanceTimersByTime(25_000));
  expect(screen.getByText("1 min ago")).toBeTruthy();
});

it("a stopwatch runs down and stands still at zero", () => {
  render(<Stopwatch to="2026-11-22T14:04:12.000Z" />);
  act(() => void vi.advanceTimersByTime(1000));
  expect(screen.getByText("0:01")).toBeTruthy();
  act(() => void vi.advanceTimersByTime(60_000));
  expect(screen.getByText("0:00")).toBeTruthy();
});

it("the first client rendering says what the server said, and then the truth", async () => {
  const page = (
    <RenderedAtProvider at={start}>
      <Ago at="2026-11-22T14:03:30.000Z" />
      <Clock at="2026-11-22T14:03:30.000Z" zone="UTC" />
    </RenderedAtProvider>
  );
  const container = document.createElement("div");
  container.innerHTML = renderToString(page);
  expect(container.textContent).toBe("40 s14:03");
  vi.setSystemTime(start + 90_000);
  const wrong: unknown[] = [];
  await act(async () => {
    hydrateRoot(container, page, { onRecoverableError: (error) => wrong.push(error) });
  });
  expect(wrong).toEqual([]);
  act(() => void vi.advanceTimersByTime(1000));
  expect(container.textContent).toBe("2 min14:03");
});
