import type { Eligibility } from "@/contracts/problem";
import type { EnvironmentCard, ServiceDetail, ServiceRow } from "@/contracts/service";
import type { Actor } from "@/server/domain/access/actor";
import { allowed, mayDo, refused } from "@/server/domain/access/eligibility";
import type { DeploymentRecord } from "@/server/domain/deployment-view/record";
import { summaryOf } from "@/server/domain/deployment-view/summary";
import { mayApply } from "@/server/domain/deployment-view/verbs";
import type { OperationPorts } from "@/server/operations/operation-ports";
import { refuse } from "@/server/operations/operation-refused";
import type { ServiceFacts, TargetRecord } from "@/server/ports/catalog-store";

const nothingThere: Omit<EnvironmentCard, "environment"> = {
  present: false,
  health: "no_data",
  serving: null,
  release: null,
  ready: 0,
  wanted: 0,
  bounds: null,
  since: null,
};

/** The card of one environment, from the read model alone. */
export function environmentCard(environment: string, row: ServiceRow | undefined): EnvironmentCard {
  if (!row) return { environment, ...nothingThere };
  const { release, ready, wanted } = row.colors.find(({ role }) => role === "serving") ?? nothingThere;
  return {
    environment,
    present: row.present,
    health: row.health,
    serving: row.serving,
    release,
    ready,
    wanted,
    bounds: row.bounds && { min: row.bounds.min, max: row.bounds.max },
    since: row.lastChange?.at ?? null,
  };
}

function recentOf(
  record: DeploymentRecord,
  reader: { actor: Actor; now: number },
): ServiceDetail["recent"][number] {
  const { id, ref, kind, state, release, candidate, requestedBy, createdAt, durationSeconds } = summaryOf(
    record,
    reader,
  );
  return {
    id,
    ref,
    kind,
    state,
    release,
    color: candidate,
    requestedBy,
    at: createdAt,
    durationSeconds,
    cause: record.failureSentence ?? record.cause,
  };
}

function rollbackAnswer(
  previous: DeploymentRecord | undefined,
  reader: { actor: Actor; now: number },
): Eligibility {
  if (!previous)
    return refused(
      "nothing_to_change",
      "No earlier release has succeeded here, so there is nothing to roll back to.",
    );
  return mayApply("rollback", { ...reader, record: previous });
}

function restartAnswer(
  target: TargetRecord | undefined,
  { row, actor, now }: { row: ServiceRow; actor: Actor; now: number },
): Eligibility {
  if (!target) return refused("not_found", `${row.name} is not here.`);
  if (row.strategy === "cron")
    return refused("wrong_state", `${row.name} runs by its schedule; each run has new pods.`);
  if (!row.colors.some(({ role }) => role === "serving"))
    return refused("wrong_state", `Nothing of ${row.name} serves here yet.`);
  return mayDo(actor, "deploy.restart", { resource: target, now });
}

async function gather(
  ports: OperationPorts,
  actor: Actor,
  found: { service: ServiceFacts; target: TargetRecord | undefined; environment: string },
) {
  const { read } = ports.work;
  const { service, target, environment } = found;
  const place = target && { cluster: target.cluster, namespace: target.namespace, service: service.name };
  const [records, previous, environments, seen, organization, now] = await Promise.all([
    read.deployments.list({ service: service.name, environment, limit: 8 }),
    target ? read.deployments.lastVerified(target.id, target.stableDeploymentId) : undefined,
    read.catalog.environments(),
    place ? read.seen(place) : undefined,
    read.catalog.organization(),
    read.now(),
  ]);
  const deploy: Eligibility = target
    ? mayDo(actor, "deploy.request", { resource: target, now })
    : refused("not_found", `${service.name} is not in ${environment}.`);
  return { records, previous, environments, seen, organization, deploy, reader: { actor, now } };
}

function hostOf(service: ServiceFacts, domain: string): string | null {
  return service.exposed ? `${service.host ?? service.name}.${domain}` : null;
}

function placeOf(target: TargetRecord | undefined): { namespace: string; cluster: string } {
  return { namespace: target?.namespace ?? "", cluster: target?.cluster ?? "" };
}

/** Everything of a service page's first tab. */
export function makeGetService(ports: OperationPorts) {
  return async (actor: Actor, input: { service: string; environment: string }): Promise<ServiceDetail> => {
    const cursor = ports.fleet.cursor();
    const { read } = ports.work;
    const service =
      (await read.catalog.service(input.service)) ??
      refuse("not_found", `There is no service ${input.service.slice(0, 40)}.`);
    const row =
      ports.fleet.row(service.name, input.environment) ??
      refuse("not_found", `There is no environment ${input.environment.slice(0, 40)}.`);
    const target = await read.catalog.target(service.name, input.environment);
    const facts = await gather(ports, actor, { service, target, environment: input.environment });
    const short =
      facts.environments.find(({ name }) => name === input.environment)?.short ?? input.environment;
    return {
      row,
      description: service.description,
      exposed: service.exposed,
      host: hostOf(service, `${short}.${facts.organization.baseDomain}`),
      ...placeOf(target),
      template: service.template,
      pods: [...ports.fleet.pods(service.name, input.environment)],
      events: [...(facts.seen?.events ?? [])].slice(0, 50),
      environments: facts.environments.map(({ name }) =>
        environmentCard(name, ports.fleet.row(service.name, name)),
      ),
      recent: facts.records.map((record) => recentOf(record, facts.reader)),
      actions: {
        deploy: facts.deploy.allowed ? allowed : facts.deploy,
        rollback: rollbackAnswer(facts.previous, facts.reader),
        restart: restartAnswer(target, { row, ...facts.reader }),
      },
      cursor,
    };
  };
}
