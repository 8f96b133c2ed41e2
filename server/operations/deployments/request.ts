import { type ChangeAnswer, changeAnswerSchema } from "@/contracts/deployment";
import { type DeploymentRequest, deploymentRequestSchema } from "@/contracts/plan";
import type { Actor } from "@/server/domain/access/actor";
import { mayDo } from "@/server/domain/access/eligibility";
import { busyCheck, firstRefusal, freezeCheck, planChecks } from "@/server/domain/planning/plan-checks";
import type { ImageFacts } from "@/server/domain/planning/plan-facts";
import { answerOnce } from "@/server/operations/answer-once";
import type { OperationPorts } from "@/server/operations/operation-ports";
import { demand, OperationRefused, refuse } from "@/server/operations/operation-refused";
import { parseInput } from "@/server/operations/parse-input";
import { findBuild, findConfig, findTarget } from "@/server/operations/plans/find-choice";
import { askerOf, imageOf, type PreparedPlan, preparePlan } from "@/server/operations/plans/prepare-plan";
import type { TargetRecord } from "@/server/ports/catalog-store";
import type { Stores } from "@/server/ports/unit-of-work";
import { insertRelease } from "./insert-release";

/** A body, and the key that makes a repeat harmless. */
export interface RequestInput {
  body: unknown;
  idempotencyKey?: string | undefined;
}

/**
 * Refuses a config deployment that would bring another build than the one that is live, and a restart that would bring
 * another build or config: it needs no approval only because it changes nothing.
 */
function demandLiveRelease(request: DeploymentRequest, { facts }: PreparedPlan): void {
  if (request.kind === "release") return;
  const live = facts.live?.release;
  const what = request.kind === "config" ? "A config deployment" : "A restart";
  if (live?.tag !== request.version) {
    const runs = live ? `${live.tag} is live` : "nothing is live yet";
    refuse("wrong_state", `${what} keeps the build, and ${runs}. Deploy the build instead.`);
  }
  if (request.kind === "restart" && facts.release.config.version !== live.config)
    refuse("wrong_state", `${what} keeps the config, and config ${live.config} is live. Deploy it instead.`);
}

/** The config that a request means: a restart keeps the one that is live, everything else takes the newest. */
async function configOf(stores: Stores, target: TargetRecord, request: DeploymentRequest) {
  const live =
    request.kind === "restart" && request.config === undefined && target.stableDeploymentId
      ? await stores.deployments.byId(target.stableDeploymentId)
      : undefined;
  return findConfig(stores, live ? { ...request, config: live.release.config } : request);
}

function check(request: DeploymentRequest, prepared: PreparedPlan): void {
  const refusal = firstRefusal(planChecks(prepared.facts), request.queue ? [busyCheck, freezeCheck] : []);
  if (refusal) throw new OperationRefused(refusal);
  if (request.planHash !== undefined && request.planHash !== prepared.facts.planHash) {
    refuse("conflict", "The plan that you saw is out of date: something moved since. Render it again.");
  }
}

async function prepare(
  ports: OperationPorts,
  stores: Stores,
  asked: { actor: Actor; request: DeploymentRequest; image: ImageFacts },
): Promise<PreparedPlan> {
  const { actor, request, image } = asked;
  const target = await findTarget(stores, request.service, request.environment);
  const build = await findBuild(stores, request.service, request.version);
  const config = await configOf(stores, target, request);
  const restart = request.kind === "restart" ? new Date(await stores.now()).toISOString() : null;
  const prepared = await preparePlan(ports, stores, {
    target,
    build,
    config,
    kind: request.kind,
    restart,
    image,
    requestedBy: askerOf(actor),
  });
  demandLiveRelease(request, prepared);
  check(request, prepared);
  return prepared;
}

/**
 * Asks for a release or a restart. Refused with the first check that blocks; stored with its plan otherwise. A repeat with the
 * same idempotency key answers as the first time and changes nothing.
 */
export function makeRequestDeployment(ports: OperationPorts) {
  return async (actor: Actor, input: RequestInput): Promise<ChangeAnswer> => {
    const request = parseInput(deploymentRequestSchema, input.body);
    const { read } = ports.work;
    const target = await findTarget(read, request.service, request.environment);
    demand(
      mayDo(actor, request.kind === "restart" ? "deploy.restart" : "deploy.request", {
        resource: target,
        now: await read.now(),
      }),
    );
    const image = await imageOf(ports, await findBuild(read, request.service, request.version));
    const key = input.idempotencyKey;
    const asked = {
      actor,
      key,
      operation: "deployments.request",
      asked: request,
      answer: changeAnswerSchema,
    };
    return ports.work.change((stores) =>
      answerOnce(ports, stores, {
        ...asked,
        work: async () => {
          const prepared = await prepare(ports, stores, { actor, request, image });
          return insertRelease(ports, stores, {
            actor,
            prepared,
            kind: request.kind,
            via: request.via,
            reason: request.reason,
            impact: request.impact,
            requestKey: key === undefined ? null : `${actor.account}/${key}`,
            sourceDeploymentId: null,
          });
        },
      }),
    );
  };
}
