// @vitest-environment jsdom
import { cleanup, render, screen, within } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";
import { MiniTrack } from "./mini-track";
import { type PhaseStep, PhaseStrip } from "./phase-strip";
import type { PodMark } from "./pod-mark";
import { ReplicaBar } from "./replica-bar";
import { TrackPicture, type TrackSide } from "./track-picture";

afterEach(cleanup);

const podsOf = (count: number, mark: PodMark = "run", href?: string) =>
  Array.from({ length: count }, (_, index) => ({
    name: `pod-${index}`,
    mark,
    words: `${index}, ready`,
    href,
  }));
const blue: TrackSide = {
  color: "blue",
  role: "serving",
  version: "1.22.0-b309",
  config: "cfg 11",
  pods: podsOf(4),
  max: 12,
  note: "4 of 4 ready",
};
const green: TrackSide = { color: "green", role: "idle", pods: [], max: 12, note: "nothing runs here" };
const sentence = "Blue is serving with 4 of 4 pods ready.";

describe("the track picture", () => {
  it("is a sentence for those who do not see it, in both sizes", () => {
    render(<TrackPicture serving="blue" blue={blue} green={green} sentence={sentence} />);
    expect(screen.getAllByRole("group", { name: sentence })).toHaveLength(2);
  });

  it("leaves the place of a figure out that nobody measures", () => {
    const { container, rerender } = render(
      <TrackPicture serving="blue" blue={blue} green={green} sentence={sentence} />,
    );
    expect(container.textContent).not.toContain("req/s");
    rerender(
      <TrackPicture serving="blue" blue={blue} green={green} sentence={sentence} requestsPerSecond={10.8} />,
    );
    expect(container.textContent).toContain("10.8 req/s");
  });

  it("lets traffic flow on the serving track only, and nowhere when nobody serves", () => {
    const { container, rerender } = render(
      <TrackPicture serving="green" blue={blue} green={green} sentence={sentence} />,
    );
    expect(
      container.querySelectorAll(".wide-yard .live.green, .wide-yard .idle.blue, .wide-yard .flow"),
    ).toHaveLength(3);
    rerender(<TrackPicture serving={null} blue={blue} green={green} sentence={sentence} />);
    expect(container.querySelectorAll(".live, .flow")).toHaveLength(0);
  });

  it("makes a link of a pod that has an address and an image of one that has none", () => {
    const linked = { ...blue, pods: podsOf(1, "run", "/s/x/production/pods") };
    const { container } = render(
      <TrackPicture
        serving="blue"
        blue={linked}
        green={{ ...green, pods: podsOf(1, "fail") }}
        sentence={sentence}
      />,
    );
    const wide = within(container.querySelector<HTMLElement>(".wide-yard") ?? container);
    expect(wide.getByRole("link", { name: "Blue pod 0, ready" }).getAttribute("href")).toBe(
      "/s/x/production/pods",
    );
    expect(wide.getByRole("img", { name: "Green pod 0, ready" })).toBeTruthy();
  });

  it("counts more than 24 pods by state", () => {
    const { container } = render(
      <TrackPicture
        serving="blue"
        blue={{ ...blue, max: 40, pods: [...podsOf(32), { name: "bad", mark: "fail", words: "" }] }}
        green={green}
        sentence={sentence}
      />,
    );
    const wide = within(container.querySelector<HTMLElement>(".wide-yard") ?? container);
    expect(wide.getByRole("img", { name: "Blue pods running: 32" })).toBeTruthy();
    expect(wide.getByRole("img", { name: "Blue pods failing: 1" })).toBeTruthy();
  });
});

it("a mini track draws the candidate on the other track", () => {
  const { container } = render(
    <MiniTrack serving="blue" candidate="start" label="blue serves, green warms" />,
  );
  expect(screen.getByRole("img", { name: "blue serves, green warms" })).toBeTruthy();
  expect([...container.querySelectorAll("use")].map((use) => use.getAttribute("href"))).toEqual([
    "#g-blue-run",
    "#g-green-start",
  ]);
});

describe("the replica bar", () => {
  it("says ready, desired and the maximum", () => {
    render(<ReplicaBar ready={3} desired={6} failing={3} max={24} />);
    expect(screen.getByRole("img", { name: "3 of 6 ready, at most 24" })).toBeTruthy();
  });

  it.each([
    [15, 15, 15, true],
    [14, 15, 15, false],
    [1, 1, 1, false],
  ])("with %s of %s and a maximum of %s it is amber: %s", (ready, desired, max, full) => {
    const { container } = render(<ReplicaBar ready={ready} desired={desired} max={max} />);
    expect(container.querySelector("rect.full") !== null).toBe(full);
  });
});

describe("the route of phases", () => {
  const steps = (now: number): PhaseStep[] =>
    (["render", "approve", "warm", "check", "switch", "hold", "retire"] as const).map((phase, index) => ({
      phase,
      state: index < now ? "done" : index === now ? "now" : "next",
    }));

  it("marks the step where it is", () => {
    const { container } = render(<PhaseStrip steps={steps(2)} line="Warm, phase 3 of 7" />);
    expect(container.querySelector("[aria-current=step]")?.textContent).toContain("Warm");
    expect(container.querySelector(".next use")?.getAttribute("href")).toBe("#g-todo");
  });

  it("is ink until the switch and then the color that serves", () => {
    const { container } = render(
      <PhaseStrip steps={steps(6)} switchedTo="green" line="Retire, phase 7 of 7" />,
    );
    const colored = [...container.querySelectorAll(".switched-green")].map((step) => step.textContent);
    expect(colored.map((words) => words?.trim())).toEqual(["Switch", "Hold"]);
  });
});
