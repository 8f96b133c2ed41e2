import { describe, expect, test } from "vitest";
import type { PodSeen } from "@/contracts/pod";
import { mayEnd, settlementOf } from "./removal";

const pod = (name: string, more: Partial<PodSeen> = {}): PodSeen => ({
  ...{ name, namespace: "n", uid: name, color: "blue", phase: "Running", ready: true },
  ...{ createdAt: "2026-11-23T00:00:00Z", images: [], containers: [] },
  ...more,
});

describe("a pod may end", () => {
  const a = pod("a");
  test.each<[string, PodSeen, readonly PodSeen[], "blue" | null, boolean]>([
    ["when another one serves", a, [a, pod("b")], "blue", true],
    [
      "when it is not ready, even alone",
      pod("a", { ready: false }),
      [pod("a", { ready: false })],
      "blue",
      true,
    ],
    ["when it has no traffic", a, [a], null, true],
    ["not when it is the only one that serves", a, [a], "blue", false],
    ["not when the other one is not ready", a, [a, pod("b", { ready: false })], "blue", false],
    ["not when the other one is of the other color", a, [a, pod("b", { color: "green" })], "blue", false],
    [
      "not when the other one is ending",
      a,
      [a, pod("b", { deletingSince: "2026-11-23T00:00:01Z" })],
      "blue",
      false,
    ],
    ["not twice", pod("a", { deletingSince: "2026-11-23T00:00:01Z" }), [], "blue", false],
  ])("%s", (_says, subject, pods, serving, expected) => {
    expect(mayEnd(subject, { serving, pods }).allowed).toBe(expected);
  });

  test("of a service without colors by the same rule", () => {
    const { color: _none, ...plain } = a;
    expect(mayEnd(plain, { serving: null, pods: [plain] }).allowed).toBe(false);
    expect(mayEnd(plain, { serving: null, pods: [plain, { ...plain, name: "b" }] }).allowed).toBe(true);
  });
});

describe("an answer of the cluster", () => {
  const failure = (kind: "refused" | "unreachable" | "credentials") =>
    ({ ok: false, failure: { class: kind, message: "The budget needs 2." } }) as const;
  test.each([
    ["done is removed", { ok: true, evidence: { outcome: "written" } } as const, 0, { state: "removed" }],
    ["a no is a no", failure("refused"), 0, { state: "refused", words: "The budget needs 2." }],
    [
      "missing rights are a no",
      failure("credentials"),
      0,
      { state: "refused", words: "The budget needs 2." },
    ],
    ["silence is asked again", failure("unreachable"), 59_999, null],
  ])("%s", (_says, result, now, expected) => {
    expect(settlementOf(result, { at: 0, now })).toEqual(expected);
  });

  test("silence of a minute is said", () => {
    expect(settlementOf(failure("unreachable"), { at: 0, now: 60_000 })).toMatchObject({
      state: "refused",
      words: expect.stringMatching(/did not answer for a minute/),
    });
  });
});
