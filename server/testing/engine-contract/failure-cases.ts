import { describe, expect, test } from "vitest";
import type { RawService } from "@/server/adapters/kubernetes/raw-objects";
import { collectionPath, objectPath } from "@/server/adapters/kubernetes/resource-paths";
import type { EngineContractFile } from "./engine-contract-file";
import type { PodFault } from "./faulty-renderer";
import type { Scenario } from "./scenario";

const ends: readonly { fault: PodFault; rule: RegExp; sentence: RegExp }[] = [
  { fault: "crash-loop", rule: /^Q-F/, sentence: /exit/i },
  { fault: "pull-error", rule: /^Q-E/, sentence: /image/i },
];

async function limitPods(scenario: Scenario, pods: number): Promise<void> {
  await scenario.admin.json({
    method: "POST",
    path: collectionPath("ResourceQuota", scenario.namespace),
    body: {
      apiVersion: "v1",
      kind: "ResourceQuota",
      metadata: { name: "pods" },
      spec: { hard: { pods: String(pods) } },
    },
  });
}

/** Releases that do not go well, and people who change things by hand. */
export function failureCases(file: EngineContractFile): void {
  describe.concurrent("failures", () => {
    test.each(ends)("$fault: told, and the candidate is taken down", ({ fault, rule, sentence }) =>
      file.play({}, async (scenario) => {
        await scenario.worker();
        await scenario.firstRelease();
        const id = await scenario.request({ build: "second", fault });
        const row = await scenario.reaches(id, "failed");
        expect(row.failure_rule).toMatch(rule);
        expect(row.because).toMatch(sentence);
        expect(await scenario.wanted("green")).toBe(0);
        expect(await scenario.serving()).toBe("blue");
        expect(scenario.traffic.colors()).toEqual(["blue"]);
      }),
    );

    test("a candidate that is only slow gets through", () =>
      file.play({}, async (scenario) => {
        await scenario.worker();
        await scenario.firstRelease();
        const id = await scenario.request({ build: "second", fault: "slow" });
        await scenario.reaches(id, "holding");
        expect(await scenario.serving()).toBe("green");
      }));

    test("a quota without room is told with its numbers; with room again the release goes on", () =>
      file.play({}, async (scenario) => {
        await scenario.worker();
        await scenario.firstRelease();
        await limitPods(scenario, 1);
        const id = await scenario.request({ build: "second" });
        await scenario.finding(id, /^Q-B1/);
        expect(await scenario.serving()).toBe("blue");
        expect(await scenario.wanted("blue")).toBe(1);
        await scenario.admin.json({
          method: "DELETE",
          path: objectPath("ResourceQuota", scenario.namespace, "pods"),
        });
        await scenario.reaches(id, "holding");
      }));

    test("a template that somebody else changed is refused with the name of the manager", () =>
      file.play({}, async (scenario) => {
        await scenario.worker();
        await scenario.firstRelease();
        const second = await scenario.request({ build: "second" });
        await scenario.reaches(second, "holding");
        const body = { spec: { template: { spec: { terminationGracePeriodSeconds: 77 } } } };
        await scenario.edit("Deployment", `${scenario.service}-blue`, { manager: "kubectl-edit", body });
        const third = await scenario.request();
        const row = await scenario.reaches(third, "failed");
        expect(row.because).toContain("kubectl-edit");
        expect(await scenario.serving()).toBe("green");
      }));

    test("a size that somebody else set on the candidate is set right", () =>
      file.play({}, async (scenario) => {
        await scenario.worker();
        await scenario.firstRelease();
        await scenario.environment({ autoPromote: false });
        const second = await scenario.request({ build: "second" });
        await scenario.reaches(second, "awaiting_promotion");
        const body = { spec: { replicas: 0 } };
        await scenario.edit("Deployment", `${scenario.service}-green`, { manager: "kubectl-edit", body });
        await scenario.ask(second, "promoted");
        await scenario.reaches(second, "holding");
        expect(await scenario.serving()).toBe("green");
        expect(scenario.traffic.colors()).toEqual(["blue", "green"]);
      }));

    test("a selector that somebody emptied during a release holds it, and it goes on when it is back", () =>
      file.play(
        { losesTraffic: "Somebody else points the Service at pods that do not exist." },
        async (scenario) => {
          await scenario.worker();
          await scenario.firstRelease();
          await scenario.environment({ autoPromote: false });
          const second = await scenario.request({ build: "second" });
          await scenario.reaches(second, "awaiting_promotion");
          const { spec } = await scenario.read<RawService>("Service", scenario.service);
          const path = objectPath("Service", scenario.namespace, scenario.service);
          await scenario.admin.json({
            method: "PATCH",
            path,
            patch: "merge",
            body: { spec: { selector: { foreign: "pods" } } },
          });
          await scenario.waits(second, "held by drift", ({ hold }) => hold === "drift");
          const back = { ...spec?.selector, foreign: null };
          await scenario.admin.json({
            method: "PATCH",
            path,
            patch: "merge",
            body: { spec: { selector: back } },
          });
          await scenario.waits(second, "free again", ({ hold }) => hold === "none");
          await scenario.ask(second, "promoted");
          await scenario.reaches(second, "holding");
        },
      ));
  });
}
