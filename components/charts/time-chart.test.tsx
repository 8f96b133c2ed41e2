// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen, within } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { MetricSeries, MetricsView } from "@/contracts/metrics";
import { TimeChart } from "./time-chart";

// The drawing needs a canvas; what it is given stands in its name and in the table.
vi.mock("./plot", () => ({ Plot: ({ label }: { label: string }) => <div role="img" aria-label={label} /> }));

const start = Date.parse("2026-11-23T14:00:00Z") / 1000;
const requests = (values: (number | null)[]): MetricSeries => ({
  ...{ measure: "requests", color: "blue", unit: "perSecond", values },
});
const markers: MetricsView["markers"] = [
  { at: "2026-11-23T14:01:00.000Z", kind: "switch", words: "R-2059 moved the traffic to blue", href: "/r/1" },
];

function view(more: Partial<MetricsView> = {}): MetricsView {
  return {
    ...{ service: "shop", environment: "production", cluster: "prod-1", source: "prometheus.example" },
    ...{ from: "2026-11-23T14:00:00.000Z", to: "2026-11-23T14:02:00.000Z", step: 60 },
    ...{ times: [start, start + 60, start + 120], series: [requests([10, null, 30])], asOf: null },
    ...{ cpuTarget: null, figures: null, markers, faults: [] },
    queries: [
      { measure: "requests", color: null, text: "sum(rate(x[60s]))" },
      { measure: "p95", color: null, text: "histogram_quantile(0.95, x)" },
    ],
    ...more,
  };
}

class Sized {
  readonly #changed: () => void;
  constructor(changed: () => void) {
    this.#changed = changed;
  }
  observe(box: Element) {
    Object.defineProperty(box, "clientWidth", { value: 600 });
    this.#changed();
  }
  disconnect() {}
}
vi.stubGlobal("ResizeObserver", Sized);

beforeEach(() => void vi.useFakeTimers({ now: (start + 150) * 1000, toFake: ["Date"] }));
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

test("a chart is told in words, and as a table with its gap as a gap", () => {
  render(<TimeChart kind="requests" view={view()} />);
  expect(screen.getByRole("img").getAttribute("aria-label")).toContain("Blue between 10/s and 30/s");
  fireEvent.click(screen.getByRole("button", { name: "Show as table: Requests/s by color" }));
  expect(screen.queryByRole("img")).toBeNull();
  const rows = within(screen.getByRole("table")).getAllByRole("row");
  expect(rows.slice(1).map((row) => within(row).getByRole("cell").textContent)).toEqual([
    ...["30/s", "no figure", "10/s"],
  ]);
  fireEvent.click(screen.getByRole("button", { name: "Show as chart: Requests/s by color" }));
  expect(screen.getByRole("img")).toBeTruthy();
});

test("what was done is a link with its time and words", () => {
  render(<TimeChart kind="requests" view={view()} marked />);
  const mark = screen.getByRole("link", { name: /R-2059 moved the traffic to blue$/ });
  expect(mark.getAttribute("href")).toBe("/r/1");
  expect(mark.parentElement?.style.left).toBe("300px");
  expect(screen.queryByText(/R-2059/)).toBeNull();
  act(() => mark.focus());
  expect(screen.getByText(/R-2059 moved the traffic to blue$/)).toBeTruthy();
  fireEvent.keyDown(document, { key: "Escape" });
  expect(screen.queryByText(/R-2059/)).toBeNull();
});

test("changes at one place are one target that tells them all", () => {
  const near = [
    ...markers,
    { ...markers[0], at: "2026-11-23T14:01:01.000Z", words: "R-2060 began: config 4" },
  ];
  render(<TimeChart kind="requests" view={view({ markers: near as MetricsView["markers"] })} marked />);
  const mark = screen.getByRole("link", { name: /^2 changes: .*blue; .*R-2060 began: config 4$/ });
  expect(mark.getAttribute("href")).toBe("/history?service=shop&env=production");
});

test("only the queries of the chart are copied", async () => {
  const written = vi.fn();
  vi.stubGlobal("navigator", { clipboard: { writeText: written } });
  render(<TimeChart kind="requests" view={view()} />);
  fireEvent.click(screen.getByRole("button", { name: "Copy PromQL query of Requests/s by color" }));
  expect(written).toHaveBeenCalledExactlyOnceWith("sum(rate(x[60s]))");
  vi.stubGlobal("navigator", window.navigator);
});

test.each([
  [150, null],
  [120 + 58 * 60, /^no figures since \d\d:02, 58 min$/],
])("after %d seconds it says %s", (seconds, words) => {
  vi.setSystemTime((start + seconds) * 1000);
  render(<TimeChart kind="requests" view={view()} />);
  if (words === null) expect(screen.queryByText(/no figures since/)).toBeNull();
  else expect(screen.getByText(words)).toBeTruthy();
});

test.each([
  ["nothing was measured", {}, /nothing was measured/],
  [
    "its query was refused",
    { faults: [{ measure: "requests", code: "refused", words: "Refused: x." }] },
    "Refused: x.",
  ],
  ["nobody answers", { faults: [{ measure: null, code: "unreachable", words: "Silent." }] }, "No figures."],
] as const)("a chart of nothing says why: %s", (_words, more, sentence) => {
  render(<TimeChart kind="requests" view={view({ series: [], ...more } as Partial<MetricsView>)} />);
  expect(screen.getByText(sentence)).toBeTruthy();
  expect(screen.queryByRole("img")).toBeNull();
});
