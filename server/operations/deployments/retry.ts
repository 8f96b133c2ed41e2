import type * as z from "zod";
import { type ChangeAnswer, verbSchema } from "@/contracts/deployment";
import { isTerminal } from "@/contracts/deployment-state";
import type { Actor } from "@/server/domain/access/actor";
import type { DeploymentRecord } from "@/server/domain/deployment-view/record";
import { mayApply } from "@/server/domain/deployment-view/verbs";
import { busyCheck, firstRefusal, planChecks } from "@/server/domain/planning/plan-checks";
import type { ImageFacts } from "@/server/domain/planning/plan-facts";
import type { OperationPorts } from "@/server/operations/operation-ports";
import { demand, OperationRefused } from "@/server/operations/operation-refused";
import { parseInput } from "@/server/operations/parse-input";
import { findBuild, findConfig, findTarget } from "@/server/operations/plans/find-choice";
import { askerOf, imageOf, preparePlan } from "@/server/operations/plans/prepare-plan";
import type { Stores } from "@/server/ports/unit-of-work";
import { leaveAsk, type VerbInput, type VerbSpec } from "./ask-verb";
import { insertRelease } from "./insert-release";
import { loadDeployment, loadForChange } from "./load-deployment";

const spec: VerbSpec = { verb: "retry", ask: "retry", action: "deployment.retry", did: "retried" };
type RetryBody = z.output<typeof verbSchema>;

interface Retry {
  actor: Actor;
  record: DeploymentRecord;
  body: RetryBody;
  image: ImageFacts;
}

/** A new deployment from the inputs of the old one; what is still held makes room for it. */
async function askAgain(ports: OperationPorts, stores: Stores, retry: Retry): Promise<ChangeAnswer> {
  const { actor, record, body, image } = retry;
  const { service } = record.ownership;
  const { environment } = record.place;
  const target = await findTarget(stores, service, environment);
  const build = await findBuild(stores, service, record.release.tag);
  const config = await findConfig(stores, {
    service,
    environment,
    config: body.config ?? record.release.config,
  });
  const prepared = await preparePlan(ports, stores, {
    target,
    build,
    config,
    kind: "release",
    restart: null,
    image,
    requestedBy: askerOf(actor),
  });
  const held = !isTerminal(record.state);
  const refusal = firstRefusal(planChecks(prepared.facts), held ? [busyCheck] : []);
  if (refusal) throw new OperationRefused(refusal);
  const answer = await insertRelease(ports, stores, {
    actor,
    prepared,
    kind: "release",
    via: actor.via,
    reason: body.reason || record.reason,
    impact: record.impact,
    requestKey: null,
    sourceDeploymentId: record.id,
  });
  if (held) await stores.deployments.supersede(record.id, answer.deploymentId);
  return answer;
}

/**
 * Tries again. A held deployment with the same inputs goes on in its own row; with another config version, or after its end, it
 * is a new deployment with its own checks and, where the environment wants it, its own approval.
 */
export function makeRetry(ports: OperationPorts) {
  return async (actor: Actor, input: VerbInput): Promise<ChangeAnswer> => {
    const body = parseInput(verbSchema, input.body ?? {});
    const seen = await loadDeployment(ports.work.read, input.id);
    const image = await imageOf(
      ports,
      await findBuild(ports.work.read, seen.ownership.service, seen.release.tag),
    );
    return ports.work.change(async (stores) => {
      const record = await loadForChange(stores, { id: input.id, version: body.version });
      demand(mayApply("retry", { actor, record, now: await stores.now() }));
      const sameInputs = body.config === undefined || body.config === record.release.config;
      if (!isTerminal(record.state) && sameInputs)
        return leaveAsk(stores, actor, { record, spec, reason: body.reason });
      return askAgain(ports, stores, { actor, record, body, image });
    });
  };
}
