import { describe, expect, test, vi } from "vitest";
import type { Color } from "@/contracts/color";
import { type DeploymentState, isTerminal } from "@/contracts/deployment-state";
import type { EngineCluster } from "./engine-cluster";
import type { EngineContractFile } from "./engine-contract-file";
import { faultLabel, type PodFault } from "./faulty-renderer";
import { createGate, type Gate } from "./gate";
import { patience, type Scenario } from "./scenario";
import type { TestWorker } from "./test-worker";

/** Looks at a cluster where nothing follows, before it counts as waited. */
const fewestLooks = 3;

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
  /** Effect that it stands before; null where the state lasts by itself. */
  key: string | null;
  fault?: PodFault;
  /** What the environment asks for, and what people do, until it stands there. */
  rules?: Parameters<Scenario["environment"]>[0];
  lead?(scenario: Scenario, id: string): Promise<void>;
  /** What people do once the outage is over. */
  resume?(scenario: Scenario, id: string): Promise<void>;
  ends: Ending;
}

interface Ending {
  state: DeploymentState;
  colors: readonly Color[];
}

const switched: Ending = { state: "holding", colors: ["blue", "green"] };

/** The pods of the candidate were only slow after all. */
async function healCandidate(scenario: Scenario): Promise<void> {
  const slow: PodFault = "slow";
  const body = { metadata: { labels: { [faultLabel]: slow } } };
  for (const { metadata } of await scenario.pods("green"))
    await scenario.edit("Pod", metadata.name, { manager: "kubectl-label", body });
}

const shortBake = (scenario: Scenario) => scenario.environment({ bakeSeconds: 3 });

type Ask = Parameters<Scenario["ask"]>[1];

/** Somebody asks for something once the deployment is in a state. */
const asked = (from: DeploymentState, what: Ask) => async (scenario: Scenario, id: string) => {
  await scenario.reaches(id, from);
  await scenario.ask(id, what);
};

const situations: readonly Situation[] = [
  { state: "applying", key: "E5", ends: switched },
  { state: "progressing", key: null, fault: "never-ready", resume: healCandidate, ends: switched },
  { state: "checking", key: "E7", ends: switched },
  { state: "matching_capacity", key: "E9", ends: switched },
  { state: "switching", key: "E11", ends: switched },
  {
    state: "verifying",
    key: null,
    rules: { bakeSeconds: 600 },
    resume: shortBake,
    ends: switched,
  },
  {
    state: "awaiting_promotion",
    key: null,
    rules: { autoPromote: false },
    resume: asked("awaiting_promotion", "promoted"),
    ends: switched,
  },
  {
    state: "holding",
    key: null,
    resume: asked("holding", "finish_requested"),
    ends: { ...switched, state: "succeeded" },
  },
  {
    state: "scaling_down",
    key: "E15",
    lead: asked("holding", "finish_requested"),
    ends: { ...switched, state: "succeeded" },
  },
  {
    state: "rolling_back",
    key: "R2",
    rules: { bakeSeconds: 600 },
    lead: asked("verifying", "switch_back_requested"),
    resume: shortBake,
    ends: { state: "rolled_back", colors: ["blue", "green", "blue"] },
  },
  {
    state: "cleaning_up",
    key: "E15:candidate",
    rules: { autoPromote: false },
    lead: asked("awaiting_promotion", "cancel_requested"),
    ends: { state: "canceled", colors: ["blue"] },
  },
];

interface Standing {
  scenario: Scenario;
  situation: Situation;
  worker: TestWorker;
  gate: Gate | null;
  id: string;
}

async function bringThere(scenario: Scenario, situation: Situation): Promise<Standing> {
  const { state, key, fault, rules } = situation;
  const gate = key === null ? null : createGate(key);
  const worker = await scenario.worker("w1", gate ?? {});
  await scenario.firstRelease();
  if (rules) await scenario.environment(rules);
  gate?.arm();
  const id = await scenario.request({ build: "second", ...(fault && { fault }) });
  await situation.lead?.(scenario, id);
  await gate?.met;
  await scenario.reaches(id, state);
  return { scenario, situation, worker, gate, id };
}

/** While nothing answers: it says so, it does not end, and it blames nobody. */
async function holdsInSilence({ scenario, id }: Standing): Promise<void> {
  const row = await scenario.waits(id, "held for silence", ({ hold }) => hold === "unreachable");
  expect(isTerminal(row.state)).toBe(false);
  expect(row).toMatchObject({ failure_class: null, because: expect.stringMatching(/answer|reach/i) });
}

/** While nothing follows: however often it looks, it does not end, and it blames nobody. */
async function waitsForFollowers({ scenario, worker, id }: Standing): Promise<void> {
  const before = worker.looks();
  await vi.waitFor(async () => {
    const row = await scenario.row(id);
    expect(isTerminal(row.state)).toBe(false);
    expect(row).toMatchObject({ failure_class: null, because: expect.stringMatching(/./) });
    expect(worker.looks()).toBeGreaterThanOrEqual(before + fewestLooks);
  }, patience);
}

async function goesOn({ scenario, situation, id }: Standing): Promise<void> {
  const { resume, ends } = situation;
  await scenario.waits(id, "free again", ({ hold }) => hold === "none");
  await resume?.(scenario, id);
  await scenario.reaches(id, ends.state);
  expect(await scenario.serving()).toBe(ends.colors.at(-1));
  expect(scenario.traffic.colors()).toEqual(ends.colors);
}

/** An outage with the states that it comes in. */
export interface OutageChoice extends Pick<Outage, "name" | "silent"> {
  /** Each state; or every other one from the first or the second, where two ways to be away take turns. */
  states: "each" | "odd" | "even";
}

const chosen = ({ states }: OutageChoice): Situation[] =>
  situations.filter((_, index) => states === "each" || (index % 2 === 0) === (states === "odd"));

/** Parts of the control plane that are held or killed in the middle of releases. */
export function outageCases(file: EngineContractFile, outages: readonly OutageChoice[]): void {
  const rows = outages.map((outage) => {
    const stories = chosen(outage);
    return { ...outage, stories, where: stories.map(({ state }) => state).join(", ") };
  });
  describe("outages", () => {
    test.each(rows)("$name in $where: it holds, judges nobody, and goes on by itself", (row) =>
      file.playTogether(
        row.stories.map(() => ({})),
        async (scenarios) => {
          const outage = (file.cluster() as OutageCluster).outage(row.name);
          const all = await Promise.all(
            scenarios.map((scenario, index) => bringThere(scenario, row.stories[index] as Situation)),
          );
          await outage.begin();
          try {
            for (const { gate } of all) gate?.open();
            await Promise.all(all.map(row.silent ? holdsInSilence : waitsForFollowers));
          } finally {
            await outage.end();
          }
          await Promise.all(all.map(goesOn));
        },
      ),
    );
  });
}
