import type { DemoDeployment, DemoService } from "./demo-organization";
import type { ReleaseDraft } from "./release-record";
import { minutesBefore, pick, type SeedContext, secondsAfter } from "./seed-context";

type Current = DemoService["current"][string];

/** How far after its build an implied release lies, per environment: beta before production. */
const lagOf: Readonly<Record<string, number>> = { dev: 0.9, beta: 0.8, rc: 0.7, production: 0.6 };

function buildOf(service: DemoService, number: number): DemoService["builds"][number] {
  const build = service.builds.find((candidate) => candidate.build === number);
  if (!build) throw new Error(`${service.name} has no build ${number}`);
  return build;
}

function approvalsOf(context: SeedContext, environment: string): number {
  return context.organization.environments.find((row) => row.name === environment)?.approvals ?? 0;
}

/** Versions before the current one were in use before the newest change; a listed version wins. */
function configOf(listed: DemoDeployment, current: Current): number {
  if (listed.config !== undefined) return listed.config;
  if (["awaiting_approval", "awaiting_promotion", "progressing"].includes(listed.state))
    return current.config;
  return Math.max(1, current.config - 1);
}

function decisionOf(context: SeedContext, listed: DemoDeployment): ReleaseDraft["decision"] {
  if (!listed.decidedBy || !listed.decision) return null;
  const comment = listed.note?.match(/^comment: (.*)$/)?.[1] ?? "";
  const at = secondsAfter(minutesBefore(context, listed.minutesAgo), Math.min(1500, listed.minutesAgo * 20));
  return { by: listed.decidedBy, decision: listed.decision, comment, at };
}

/** The deployment of an entry of the demo file. */
export function listedDraft(context: SeedContext, listed: DemoDeployment): ReleaseDraft {
  const service = context.organization.services.find((candidate) => candidate.name === listed.service);
  const current = service?.current[listed.environment];
  if (!service || !current) throw new Error(`deployment ${listed.seq} names an unknown target`);
  return {
    service,
    environment: listed.environment,
    build: buildOf(service, listed.build),
    config: configOf(listed, current),
    kind: listed.kind,
    state: listed.state,
    requestedBy: listed.requestedBy,
    via: listed.via,
    reason: listed.reason ?? "",
    createdAt: minutesBefore(context, listed.minutesAgo),
    decision: decisionOf(context, listed),
    durationSeconds: listed.durationSeconds ?? 0,
    listed,
  };
}

function impliedKind(
  successes: readonly DemoDeployment[],
  current: Current,
): "release" | "config" | "restart" {
  const same = successes.filter((listed) => listed.build === current.build);
  if (same.length === 0 || successes.some((listed) => listed.kind === "rollback")) return "release";
  const alreadyCurrent = current.config === 1 || same.some((listed) => listed.config === current.config);
  return alreadyCurrent ? "restart" : "config";
}

function impliedMinutesAgo(
  draft: { service: DemoService; environment: string; current: Current },
  successes: readonly DemoDeployment[],
): number {
  const build = buildOf(draft.service, draft.current.build);
  const times = successes.map((listed) => listed.minutesAgo);
  const afterBuild = build.minutesAgo * (lagOf[draft.environment] ?? 0.5);
  if (successes.some((listed) => listed.kind === "rollback"))
    return (Math.max(...times) + build.minutesAgo) / 2;
  return Math.min(afterBuild, ...times.map((minutes) => minutes * 0.8));
}

function successesOf(context: SeedContext, service: DemoService, environment: string) {
  return context.organization.deployments.filter(
    (listed) =>
      listed.service === service.name && listed.environment === environment && listed.state === "succeeded",
  );
}

/** Who approved it where approvals are needed: the owner's lead, or the deputy when the lead wrote the config. */
function impliedDecision(
  context: SeedContext,
  { service, environment, at }: { service: DemoService; environment: string; at: Date },
): ReleaseDraft["decision"] {
  const owner = context.organization.teams.find((row) => row.name === service.own.owner);
  if (!owner || approvalsOf(context, environment) === 0) return null;
  const author = context.organization.configSamples.find(
    (row) => row.service === service.name && row.environment === environment,
  )?.by;
  return { by: author === owner.lead ? owner.deputy : owner.lead, decision: "approved", comment: "", at };
}

/** The success that a `current` entry implies: the last change of its target, unless a listed rollback came after it. */
export function impliedDraft(context: SeedContext, service: DemoService, environment: string): ReleaseDraft {
  const current = service.current[environment];
  if (!current) throw new Error(`${service.name} is not in ${environment}`);
  const successes = successesOf(context, service, environment);
  const team = context.organization.teams.find((row) => row.name === service.own.team);
  const key = `${service.name}/${environment}`;
  const createdAt = minutesBefore(context, impliedMinutesAgo({ service, environment, current }, successes));
  const kind = impliedKind(successes, current);
  const rolledBack = successes.some((listed) => listed.kind === "rollback");
  return {
    service,
    environment,
    build: buildOf(service, current.build),
    config: rolledBack ? Math.max(1, current.config - 1) : current.config,
    kind,
    state: "succeeded",
    requestedBy: team?.developers[pick(`${key}/who`, team.developers.length)] ?? service.own.team,
    via: pick(`${key}/via`, 2) === 0 ? "cli" : "ui",
    reason: "",
    createdAt,
    decision:
      kind === "restart"
        ? null
        : impliedDecision(context, {
            service,
            environment,
            at: secondsAfter(createdAt, 300 + pick(key, 900)),
          }),
    durationSeconds:
      environment === "production" ? 120 + pick(`${key}/duration`, 150) : 40 + pick(`${key}/duration`, 40),
    listed: null,
  };
}
