import { expect, test } from "vitest";
import type { ContainerSeen } from "@/contracts/pod";
import { hasBegun, hasContainer, mainContainer } from "./container-of";

const running = (name: string): ContainerSeen => ({ name, ready: true, restarts: 0, state: "running" });
const done = (name: string): ContainerSeen => ({ ...running(name), state: "terminated", exitCode: 0 });
const pod = (...containers: ContainerSeen[]) => ({ containers });

test.each([
  ["one container", pod(running("web")), undefined],
  ["the service's own beside another", pod(running("proxy"), running("app")), "app"],
  ["an init container that did its work", pod(done("migrate"), running("web"), running("proxy")), "web"],
  ["an init container that failed", pod({ ...done("migrate"), exitCode: 1 }, running("web")), "migrate"],
  ["all did their work", pod(done("copy"), done("report")), "copy"],
  ["nothing is known", pod(), undefined],
])("%s: a log without a choice means %j", (_what, seen, expected) =>
  expect(mainContainer(seen)).toBe(expected),
);

test("a container that did not begin is known from the set-up", () => {
  const setup = [{ name: "app", image: "app:1", probes: {}, resources: {} }];
  const seen = { containers: [running("proxy")], setup };
  expect(hasContainer(seen, "app")).toBe(true);
  expect(mainContainer(seen)).toBe("app");
  expect(hasContainer(seen, "proxy")).toBe(true);
  expect(hasContainer(seen, "other")).toBe(false);
  expect(hasContainer(pod(), "other")).toBe(true);
});

test.each([
  ["a pod of which nothing is known", pod(), false],
  ["one that waits for its first start", pod({ ...running("app"), state: "waiting" }), false],
  ["one that waits after a crash", pod({ ...running("app"), state: "waiting", restarts: 1 }), true],
  ["one that runs", pod(running("app")), true],
  ["one that ended", pod(done("app")), true],
  [
    "a chosen one that waits beside one that runs",
    pod({ ...running("app"), state: "waiting" }, running("proxy")),
    false,
  ],
] as const)("%s has a log: %s", (_what, seen, expected) => expect(hasBegun(seen, undefined)).toBe(expected));
