import { type Color, otherColor } from "@/contracts/color";
import { isTerminal } from "@/contracts/deployment-state";
import { environmentsOf } from "./catalog-rows";
import type { DemoService } from "./demo-organization";
import { impliedDraft, listedDraft } from "./release-drafts";
import type { ReleaseDraft, ReleaseRecord } from "./release-record";
import { type SeedContext, secondsAfter } from "./seed-context";

/** Id of the target of a service in an environment (primary cluster). */
export function targetId(context: SeedContext, service: string, environment: string): string {
  return context.id(`target/${service}/${environment}`, new Date(Date.UTC(2026, 0, 5)));
}

const neverStarted = (draft: ReleaseDraft) =>
  draft.state === "awaiting_approval" ||
  draft.state === "rejected" ||
  draft.listed?.cause === "approval_expired";

const switched = (draft: ReleaseDraft) =>
  draft.service.runtime.strategy === "blueGreen" &&
  (draft.state === "succeeded" || draft.state === "rolled_back");

function standbySeconds(context: SeedContext, draft: ReleaseDraft): number {
  const environment = context.organization.environments.find((row) => row.name === draft.environment);
  if (!environment) return 0;
  const warm = environment.keepWarmByTier[String(draft.service.own.tier)] ?? environment.keepWarmSeconds;
  return environment.bakeSeconds + warm + 35;
}

function timesOf(
  context: SeedContext,
  draft: ReleaseDraft,
): Pick<ReleaseRecord, "startedAt" | "switchedAt" | "finishedAt"> {
  const decidedAt = draft.decision?.at ?? draft.createdAt;
  if (neverStarted(draft)) {
    const expired = secondsAfter(draft.createdAt, 24 * 3600);
    const ended = draft.state === "rejected" ? decidedAt : expired;
    return {
      startedAt: null,
      switchedAt: null,
      finishedAt: draft.state === "awaiting_approval" ? null : ended,
    };
  }
  const startedAt = secondsAfter(decidedAt, 2);
  const reached = secondsAfter(startedAt, draft.durationSeconds);
  if (!isTerminal(draft.state)) return { startedAt, switchedAt: null, finishedAt: null };
  if (!switched(draft)) return { startedAt, switchedAt: null, finishedAt: reached };
  const after = draft.state === "rolled_back" ? 190 : standbySeconds(context, draft);
  return { startedAt, switchedAt: reached, finishedAt: secondsAfter(reached, after) };
}

/** Walks from the newest to the oldest deployment: what serves after it is known, what served before follows. */
function colorsOf(
  drafts: readonly ReleaseDraft[],
  serving: Color | undefined,
): { candidate: Color | null; from: Color | null }[] {
  let after = serving;
  return drafts
    .map((draft, index) => {
      if (!after || neverStarted(draft))
        return { candidate: null, from: after && !neverStarted(draft) ? after : null };
      const moved = draft.state === "succeeded";
      const candidate = moved ? after : otherColor(after);
      if (moved) after = otherColor(after);
      const first = !drafts.slice(index + 1).some((older) => older.state === "succeeded");
      return { candidate, from: moved && first ? null : otherColor(candidate) };
    })
    .reverse();
}

function recordsOfTarget(context: SeedContext, service: DemoService, environment: string): ReleaseRecord[] {
  const listed = context.organization.deployments.filter(
    (row) => row.service === service.name && row.environment === environment,
  );
  const drafts = [
    ...listed.map((row) => listedDraft(context, row)),
    impliedDraft(context, service, environment),
  ];
  drafts.sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime());
  const colors = colorsOf([...drafts].reverse(), service.current[environment]?.color);
  const records = drafts.map((draft, index): ReleaseRecord => {
    const name = draft.listed
      ? `deployment/${draft.listed.seq}`
      : `deployment/${service.name}/${environment}`;
    return {
      ...draft,
      ...timesOf(context, draft),
      id: context.id(name, draft.createdAt),
      targetId: targetId(context, service.name, environment),
      number: index + 1,
      candidate: colors[index]?.candidate ?? null,
      from: colors[index]?.from ?? null,
      restartStamp: draft.kind === "restart" ? draft.createdAt.toISOString() : null,
      sourceId: null,
    };
  });
  return records.map((record) => ({
    ...record,
    sourceId: record.kind === "rollback" ? archivedBefore(records, record) : null,
  }));
}

function archivedBefore(records: readonly ReleaseRecord[], rollback: ReleaseRecord): string {
  const source = records.findLast(
    (record) =>
      record.number < rollback.number &&
      record.build.build === rollback.build.build &&
      record.state === "succeeded",
  );
  if (!source) throw new Error(`nothing to roll back to for ${rollback.service.name}`);
  return source.id;
}

/** Every deployment of the demo: the listed ones and one success per `current` entry, oldest first. */
export function releaseRecords(context: SeedContext): ReleaseRecord[] {
  const records = context.organization.services.flatMap((service) =>
    environmentsOf(service).flatMap(({ environment }) => recordsOfTarget(context, service, environment)),
  );
  return records.sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime());
}
