import { describe, expect, test } from "vitest";
import { type DeploymentState, isTerminal } from "@/contracts/deployment-state";
import type { EngineCluster } from "./engine-cluster";
import type { EngineContractFile } from "./engine-contract-file";
import { createGate, type Gate } from "./gate";
import type { Scenario } from "./scenario";

/** Something that a control plane can do without for a while. */
export interface Outage {
  name: string;
  /** The API server does not answer; else it does, but nothing follows. */
  silent: boolean;
  begin(): Promise<void>;
  end(): Promise<void>;
}

/** A cluster of its own whose parts can be taken away; `outages` by name, known before it is open. */
export interface OutageCluster extends EngineCluster {
  outage(name: string): Omit<Outage, "name" | "silent">;
}

/** Where a release stands when the outage comes: before an effect, or in a state that takes its time. */
interface Situation {
  state: DeploymentState;
  key: string | null;
}

const situations: readonly Situation[] = [
  { state: "applying", key: "E5" },
  { state: "checking", key: "E7" },
  { state: "matching_capacity", key: "E9" },
  { state: "switching", key: "E11" },
  { state: "verifying", key: null },
  { state: "awaiting_promotion", key: null },
];

interface Standing {
  scenario: Scenario;
  situation: Situation;
  gate: Gate | null;
  id: string;
}

async function bringThere(scenario: Scenario, situation: Situation): Promise<Standing> {
  const { state, key } = situation;
  const gate = key === null ? null : createGate(key);
  await scenario.worker("w1", gate ?? {});
  await scenario.firstRelease();
  if (state === "verifying") await scenario.environment({ bakeSeconds: 20 });
  if (state === "awaiting_promotion") await scenario.environment({ autoPromote: false });
  gate?.arm();
  const id = await scenario.request({ build: "second" });
  await gate?.met;
  await scenario.reaches(id, state);
  return { scenario, situation, gate, id };
}

/** While nothing answers: it says so, it does not end, and it blames nobody. */
async function holdsInSilence({ scenario, id }: Standing): Promise<void> {
  const row = await scenario.waits(id, "held for silence", ({ hold }) => hold === "unreachable");
  expect(isTerminal(row.state)).toBe(false);
  expect(row).toMatchObject({ failure_class: null, because: expect.stringMatching(/answer|reach/i) });
}

/** While nothing follows: it waits, and blames nobody. */
async function waitsForFollowers({ scenario, id }: Standing): Promise<void> {
  const row = await scenario.row(id);
  expect(isTerminal(row.state)).toBe(false);
  expect(row).toMatchObject({ failure_class: null, because: expect.stringMatching(/./) });
}

async function goesOn({ scenario, situation, id }: Standing): Promise<void> {
  await scenario.waits(id, "free again", ({ hold }) => hold === "none");
  if (situation.state === "awaiting_promotion") await scenario.ask(id, "promoted");
  await scenario.reaches(id, "holding");
  expect(await scenario.serving()).toBe("green");
  expect(scenario.traffic.colors()).toEqual(["blue", "green"]);
}

/** Parts of the control plane that are held or killed in the middle of releases. */
export function outageCases(
  file: EngineContractFile,
  outages: readonly Pick<Outage, "name" | "silent">[],
): void {
  describe("outages", () => {
    test.each(outages)(
      "$name in the middle of states: it holds, judges nobody, and goes on by itself",
      ({ name, silent }) =>
        file.playTogether(
          situations.map(() => ({})),
          async (scenarios) => {
            const outage = (file.cluster() as OutageCluster).outage(name);
            const all = await Promise.all(
              scenarios.map((scenario, index) => bringThere(scenario, situations[index] as Situation)),
            );
            await outage.begin();
            try {
              for (const { gate } of all) gate?.open();
              if (silent) await Promise.all(all.map(holdsInSilence));
              else await followersAreMissed(all);
            } finally {
              await outage.end();
            }
            await Promise.all(all.map(goesOn));
          },
        ),
    );
  });
}

/** Long enough for each worker to look again and again: until every row has said for a while that it waits. */
async function followersAreMissed(all: readonly Standing[]): Promise<void> {
  const end = Date.now() + 15_000;
  while (Date.now() < end) {
    await Promise.all(all.map(waitsForFollowers));
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}
