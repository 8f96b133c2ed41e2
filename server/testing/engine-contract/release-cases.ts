import { describe, expect, test } from "vitest";
import type { Color } from "@/contracts/color";
import type { EngineContractFile } from "./engine-contract-file";
import type { Scenario } from "./scenario";

async function uidsOf(scenario: Scenario, color: Color): Promise<string[]> {
  return (await scenario.pods(color)).map(({ metadata }) => metadata.uid);
}

/** Releases that go well: first, next, back to the warm standby, back into history, rolling and cron. */
export function releaseCases(file: EngineContractFile): void {
  describe.concurrent("releases", () => {
    test("a first deployment serves from blue; the next one from green, and blue stays warm", () =>
      file.play({}, async (scenario) => {
        await scenario.worker();
        await scenario.firstRelease();
        expect(await scenario.serving()).toBe("blue");
        const second = await scenario.request({ build: "second" });
        await scenario.reaches(second, "holding");
        expect(await scenario.serving()).toBe("green");
        expect(await scenario.wanted("blue")).toBeGreaterThan(0);
        expect(scenario.traffic.colors()).toEqual(["blue", "green"]);
      }));

    test("a rollback to the warm standby switches back without new pods", () =>
      file.play({}, async (scenario) => {
        await scenario.worker();
        const first = await scenario.firstRelease();
        const second = await scenario.request({ build: "second" });
        await scenario.reaches(second, "holding");
        const warm = await uidsOf(scenario, "blue");
        const back = await scenario.request({ kind: "rollback", source: first });
        await scenario.reaches(back, "holding");
        expect(await scenario.serving()).toBe("blue");
        // Room for one more may have come, but none of those that were warm has gone.
        expect(await uidsOf(scenario, "blue")).toEqual(expect.arrayContaining(warm));
        expect((await scenario.row(second)).state).toBe("succeeded");
        expect(scenario.traffic.colors()).toEqual(["blue", "green", "blue"]);
      }));

    test("a standby that is let go scales to zero without an autoscaler; a rollback then comes from history", () =>
      file.play({}, async (scenario) => {
        await scenario.worker();
        const first = await scenario.firstRelease();
        const image = (await scenario.pods("blue"))[0]?.spec?.containers?.[0]?.image;
        const second = await scenario.request({ build: "second" });
        await scenario.reaches(second, "holding");
        await scenario.ask(second, "finish_requested");
        await scenario.reaches(second, "succeeded");
        expect(await scenario.wanted("blue")).toBe(0);
        expect(await scenario.find("HorizontalPodAutoscaler", `${scenario.service}-blue`)).toBeNull();
        const back = await scenario.request({ kind: "rollback", source: first });
        await scenario.reaches(back, "holding");
        expect(await scenario.serving()).toBe("blue");
        expect((await scenario.pods("blue"))[0]?.spec?.containers?.[0]?.image).toBe(image);
        expect(scenario.traffic.colors()).toEqual(["blue", "green", "blue"]);
      }));

    test("switching back while the new color is verified returns to the old one", () =>
      file.play({}, async (scenario) => {
        await scenario.worker();
        await scenario.firstRelease();
        await scenario.environment({ bakeSeconds: 120 });
        const second = await scenario.request({ build: "second" });
        await scenario.reaches(second, "verifying");
        expect(await scenario.serving()).toBe("green");
        await scenario.ask(second, "switch_back_requested");
        await scenario.reaches(second, "rolled_back");
        expect(await scenario.serving()).toBe("blue");
        expect(await scenario.wanted("green")).toBe(0);
        expect(scenario.traffic.colors()).toEqual(["blue", "green", "blue"]);
      }));

    test("a rolling service replaces its pods in place", () =>
      file.play({ service: "payment-notify-api" }, async (scenario) => {
        await scenario.worker();
        await scenario.firstRelease();
        const second = await scenario.request({ build: "second" });
        await scenario.reaches(second, "succeeded");
      }));

    test("a cron job is replaced by its next version", () =>
      file.play({ service: "payment-reconcile-batch" }, async (scenario) => {
        await scenario.worker();
        await scenario.firstRelease();
        const second = await scenario.request({ build: "second" });
        await scenario.reaches(second, "succeeded");
      }));
  });
}
