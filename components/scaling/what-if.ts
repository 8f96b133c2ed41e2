import type { ScalingView } from "@/contracts/scaling";
import type { BasePolicy } from "@/contracts/scaling-change";
import { podsInWords } from "./scaling-words";

/** One consequence of a change before it is made. `bad`: it would be refused. */
export interface Consequence {
  tone: "plain" | "look" | "bad";
  text: string;
}

type Base = NonNullable<ScalingView["base"]>;

const plain = (text: string): Consequence => ({ tone: "plain", text });
const look = (text: string): Consequence => ({ tone: "look", text });
const bad = (text: string): Consequence => ({ tone: "bad", text });

function runInWords(count: number): string {
  return count === 1 ? "1 pod runs now" : `${count} pods run now`;
}

function moreInWords(count: number): string {
  return count === 1 ? "1 more pod" : `${count} more pods`;
}

/** The highest floor that is open beside the base. */
export function openFloorOf(view: Pick<ScalingView, "effective">): number {
  const floors = view.effective?.reasons.filter(({ bound, source }) => bound === "min" && source !== "base");
  return Math.max(0, ...(floors ?? []).map(({ value }) => value));
}

function refusals(draft: BasePolicy, base: Base, view: ScalingView): Consequence[] {
  const { least, ceiling } = base;
  return [
    ...(draft.min > draft.max
      ? [bad(`The minimum of ${draft.min} is above the maximum of ${draft.max}.`)]
      : []),
    ...(draft.min < least
      ? [bad(`In ${view.environment} the minimum is at least ${least}, so that one pod may fail.`)]
      : []),
    ...(draft.max > ceiling
      ? [
          bad(
            `The ceiling is ${ceiling}: a maximum of ${draft.max} is refused. A platform admin sets ceilings.`,
          ),
        ]
      : []),
  ];
}

function minimum(draft: BasePolicy, running: number, floor: number): Consequence[] {
  if (floor > draft.min)
    return [look(`A floor of ${floor} is open: the minimum of ${draft.min} takes effect when it ends.`)];
  if (draft.min > running)
    return [
      plain(`${runInWords(running)}; minimum ${draft.min} starts ${draft.min - running} more at once.`),
    ];
  if (draft.min === running) return [plain(`${runInWords(running)}; minimum ${draft.min} keeps as many.`)];
  return [
    look(`${runInWords(running)}; minimum ${draft.min} lets the autoscaler remove ${running - draft.min}.`),
  ];
}

function maximum(draft: BasePolicy, running: number): Consequence[] {
  if (draft.max >= running) return [];
  return [look(`A maximum of ${draft.max} removes ${running - draft.max} of them at once.`)];
}

/** Room for what surely starts decides; room for the maximum is worth knowing. */
function room(draft: BasePolicy, base: Base, { pool, running }: ScalingView): Consequence[] {
  if (pool.fits === null || running === null) return [];
  const here = `pool ${pool.name} has room for ${pool.fits}`;
  const sure = draft.min - running;
  if (draft.min > base.min && sure > pool.fits)
    return [bad(`The minimum needs ${moreInWords(sure)}, and ${here}.`)];
  const most = draft.max - running;
  if (most <= 0) return [];
  return most > pool.fits
    ? [look(`At its maximum it needs ${moreInWords(most)}, and ${here}: ${most - pool.fits} short.`)]
    : [plain(`At its maximum it needs ${moreInWords(most)}; ${here}.`)];
}

/** What the load of now would want: the autoscaler's own sum. */
function load(draft: BasePolicy, base: Base, view: ScalingView): Consequence[] {
  if (draft.targetCpuPercent === base.targetCpuPercent) return [];
  const scaler = view.autoscalers.find(({ role, foreign }) => role === "serving" && !foreign);
  const value = scaler?.metrics.find(({ name }) => name === "cpu")?.value ?? null;
  if (!scaler || value === null) return [];
  const wanted = Math.max(1, Math.ceil((scaler.current * value) / draft.targetCpuPercent));
  return [
    plain(
      `At the load of now (${value} %) a target of ${draft.targetCpuPercent} % wants ${podsInWords(wanted)}.`,
    ),
  ];
}

/** A deployment that works on a target decides its bounds until it is over. */
function later({ rollout }: ScalingView): Consequence[] {
  return rollout
    ? [look(`Rollout R-${rollout.ref} works here: the autoscaler follows when it is over.`)]
    : [];
}

/** What a base would do here, from what the page knows now. */
export function whatIf(draft: BasePolicy, base: Base, view: ScalingView): readonly Consequence[] {
  const { running, effective } = view;
  const refused = refusals(draft, base, view);
  if (refused.length > 0) return refused;
  const pods =
    running === null || effective === null
      ? [plain("Nothing serves here yet: the first rollout starts with these bounds.")]
      : [...minimum(draft, running, openFloorOf(view)), ...maximum(draft, running)];
  return [
    ...later(view),
    ...pods,
    ...load(draft, base, view),
    ...room(draft, base, view),
    plain(`The ceiling is ${base.ceiling}.`),
  ];
}
