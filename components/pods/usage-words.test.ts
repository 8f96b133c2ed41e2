import { expect, test } from "vitest";
import type { PodSeen } from "@/contracts/pod";
import { cpuWords, isNearLimit, memoryWords } from "./usage-words";

const MiB = 2 ** 20;
function pod(...limits: (string | undefined)[]): PodSeen {
  const containers = limits.map((_, index) => ({
    name: `c${index}`,
    ready: true,
    restarts: 0,
    state: "running" as const,
  }));
  const setup = limits.map((memoryLimit, index) => ({
    ...{ name: `c${index}`, image: "i", probes: {} },
    resources: memoryLimit === undefined ? {} : { memoryLimit },
  }));
  return {
    ...{
      name: "p",
      namespace: "n",
      uid: "u",
      phase: "Running",
      ready: true,
      createdAt: "2026-11-23T00:00:00Z",
    },
    ...{ images: [], containers, setup },
  };
}
const uses = (cpu: number | null, memory: number | null) => ({ pod: "p", cpu, memory });

test.each([
  ["of its limit", uses(0, 211 * MiB), pod("512Mi"), "211/512 MiB"],
  ["of all containers' limits", uses(0, 211 * MiB), pod("512Mi", "1Gi"), "211/1536 MiB"],
  ["alone where one container has no limit", uses(0, 211 * MiB), pod("512Mi", undefined), "211 MiB"],
  ["unknown where nobody measured", uses(0, null), pod("512Mi"), null],
  ["unknown without an answer", undefined, pod("512Mi"), null],
])("memory is said %s", (_says, figures, subject, words) => {
  expect(memoryWords(figures, subject)).toBe(words);
});

test("CPU is said in cores", () => {
  expect([uses(0.1234, 0), uses(0, 0), uses(12.34, 0), uses(null, 0), undefined].map(cpuWords)).toEqual([
    "0.12",
    "0.00",
    "12.3",
    null,
    null,
  ]);
});

test("memory near its limit is loud", () => {
  expect(isNearLimit(uses(0, 470 * MiB), pod("512Mi"))).toBe(true);
  expect(isNearLimit(uses(0, 400 * MiB), pod("512Mi"))).toBe(false);
  expect(isNearLimit(uses(0, 400 * MiB), pod(undefined))).toBe(false);
});
