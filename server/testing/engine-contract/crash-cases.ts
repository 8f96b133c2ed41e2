import { describe, expect, test } from "vitest";
import type { Effect } from "@/server/domain/rollout/effect";
import type { EngineContractFile } from "./engine-contract-file";
import type { Scenario } from "./scenario";
import type { Fate } from "./test-worker";

interface Death {
  key: string;
  when: "before" | "after";
}

/** A fate that ends a worker at the first effect that no worker has died at like this. */
function dieAtSomethingNew(deaths: Death[]): Fate {
  const isNew = (effect: Effect, when: Death["when"]): boolean => {
    if (deaths.some((death) => death.key === effect.key && death.when === when)) return false;
    deaths.push({ key: effect.key, when });
    return true;
  };
  return { dieBefore: (effect) => isNew(effect, "before"), dieAfter: (effect) => isNew(effect, "after") };
}

/** Lets worker after worker die until the story's end; answers with every death. */
async function untilTheEnd(scenario: Scenario, ended: () => Promise<boolean>): Promise<Death[]> {
  const deaths: Death[] = [];
  for (let serial = 1; ; serial += 1) {
    const worker = await scenario.worker(`mortal ${serial}`, dieAtSomethingNew(deaths));
    while (!worker.isDead()) {
      if (await ended()) return deaths;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    await scenario.endLeases();
  }
}

/** Workers that die before and after every effect. */
export function crashCases(file: EngineContractFile): void {
  describe.concurrent("crashes", () => {
    test("a release whose workers die before and after each of its effects moves the selector once", () =>
      file.play({}, async (scenario) => {
        const first = await scenario.worker("immortal");
        await scenario.firstRelease();
        await first.stop();
        const id = await scenario.request({ build: "second" });
        const deaths = await untilTheEnd(scenario, async () => (await scenario.row(id)).state === "holding");
        expect(scenario.traffic.colors()).toEqual(["blue", "green"]);
        const keys = new Set(deaths.filter(({ when }) => when === "after").map(({ key }) => key));
        for (const key of ["E1", "E5", "E6", "E7", "E8", "E9", "E11"]) expect([...keys]).toContain(key);
        const switches = (await scenario.effects(id)).filter(({ key }) => key === "E11");
        expect(switches.filter(({ status }) => status === "confirmed")).toHaveLength(1);
      }));

    test("a first deployment whose workers die before and after each of its effects serves in the end", () =>
      file.play({}, async (scenario) => {
        const id = await scenario.request();
        await untilTheEnd(scenario, async () => (await scenario.row(id)).state === "succeeded");
        expect(await scenario.serving()).toBe("blue");
        expect(scenario.traffic.colors()).toEqual(["blue"]);
      }));

    test("a switch-back whose workers die before and after each of its effects moves the selector once", () =>
      file.play({}, async (scenario) => {
        const first = await scenario.worker("immortal");
        await scenario.firstRelease();
        await scenario.environment({ bakeSeconds: 600 });
        const id = await scenario.request({ build: "second" });
        await scenario.reaches(id, "verifying");
        await first.stop();
        await scenario.ask(id, "switch_back_requested");
        await untilTheEnd(scenario, async () => (await scenario.row(id)).state === "rolled_back");
        expect(scenario.traffic.colors()).toEqual(["blue", "green", "blue"]);
        expect(await scenario.wanted("green")).toBe(0);
      }));
  });
}
