import { describe, expect, test } from "vitest";
import type { DeploymentState } from "@/contracts/deployment-state";
import type { EngineContractFile } from "./engine-contract-file";
import { createGate } from "./gate";
import type { Scenario } from "./scenario";

/** What must be true after a release was given up: blue serves as before, green is gone. */
async function isAsBefore(scenario: Scenario): Promise<void> {
  expect(await scenario.serving()).toBe("blue");
  const green = await scenario.find("Deployment", `${scenario.service}-green`);
  expect(green === null ? 0 : await scenario.wanted("green")).toBe(0);
  expect(await scenario.find("HorizontalPodAutoscaler", `${scenario.service}-green`)).toBeNull();
}

const beforeEffect: readonly {
  state: DeploymentState;
  key: string;
  ends: DeploymentState;
  colors: string[];
}[] = [
  { state: "applying", key: "E5", ends: "canceled", colors: ["blue"] },
  { state: "checking", key: "E7", ends: "canceled", colors: ["blue"] },
  { state: "matching_capacity", key: "E9", ends: "canceled", colors: ["blue"] },
  { state: "switching", key: "E11", ends: "rolled_back", colors: ["blue", "green", "blue"] },
];

/** A person takes a release back in each of its states. */
export function abortCases(file: EngineContractFile): void {
  describe.concurrent("aborts", () => {
    test.each(beforeEffect)("in $state, with $key under way, it ends $ends", ({ state, key, ends, colors }) =>
      file.play({}, async (scenario) => {
        const gate = createGate(key);
        await scenario.worker("w1", gate);
        await scenario.firstRelease();
        gate.arm();
        const id = await scenario.request({ build: "second" });
        await gate.met;
        expect((await scenario.row(id)).state).toBe(state);
        await scenario.ask(id, "cancel_requested");
        gate.open();
        await scenario.reaches(id, ends);
        await isAsBefore(scenario);
        expect(scenario.traffic.colors()).toEqual(colors);
      }),
    );

    test("in queued, nothing is touched", () =>
      file.play({}, async (scenario) => {
        const worker = await scenario.worker();
        await scenario.firstRelease();
        await worker.stop();
        const id = await scenario.request({ build: "second" });
        await scenario.ask(id, "cancel_requested");
        const second = await scenario.worker("w2");
        await scenario.reaches(id, "canceled");
        expect(second.calls).toEqual([]);
        expect(await scenario.effects(id)).toEqual([]);
        expect(await scenario.find("Deployment", `${scenario.service}-green`)).toBeNull();
      }));

    test("in progressing, of a candidate that never gets ready and says why", () =>
      file.play({}, async (scenario) => {
        await scenario.worker();
        await scenario.firstRelease();
        const id = await scenario.request({ build: "second", fault: "never-ready" });
        await scenario.waits(
          id,
          "progressing with words",
          ({ state, because }) => state === "progressing" && because !== "",
        );
        await scenario.finding(id, /^Q-G/);
        await scenario.ask(id, "cancel_requested");
        await scenario.reaches(id, "canceled");
        await isAsBefore(scenario);
      }));

    test("in awaiting_promotion, and promoted instead", () =>
      file.play({}, async (scenario) => {
        await scenario.worker();
        await scenario.firstRelease();
        await scenario.environment({ autoPromote: false });
        const given = await scenario.request({ build: "second" });
        await scenario.reaches(given, "awaiting_promotion");
        await scenario.ask(given, "cancel_requested");
        await scenario.reaches(given, "canceled");
        await isAsBefore(scenario);
        const taken = await scenario.request({ build: "second" });
        await scenario.reaches(taken, "awaiting_promotion");
        await scenario.ask(taken, "promoted");
        await scenario.reaches(taken, "holding");
        expect(await scenario.serving()).toBe("green");
      }));

    test("in verifying, it switches back", () =>
      file.play({}, async (scenario) => {
        await scenario.worker();
        await scenario.firstRelease();
        await scenario.environment({ bakeSeconds: 120 });
        const id = await scenario.request({ build: "second" });
        await scenario.reaches(id, "verifying");
        await scenario.ask(id, "cancel_requested");
        await scenario.reaches(id, "rolled_back");
        await isAsBefore(scenario);
        expect(scenario.traffic.colors()).toEqual(["blue", "green", "blue"]);
      }));
  });
}
