import * as z from "zod";
import { type ChangeAnswer, verbSchema } from "@/contracts/deployment";
import type { Actor } from "@/server/domain/access/actor";
import { mayDo } from "@/server/domain/access/eligibility";
import type { DeploymentRecord } from "@/server/domain/deployment-view/record";
import { busyCheck, firstRefusal, freezeCheck, planChecks } from "@/server/domain/planning/plan-checks";
import type { ImageFacts } from "@/server/domain/planning/plan-facts";
import type { OperationPorts } from "@/server/operations/operation-ports";
import { demand, OperationRefused, refuse } from "@/server/operations/operation-refused";
import { parseInput } from "@/server/operations/parse-input";
import { findBuild, findConfig, findTarget } from "@/server/operations/plans/find-choice";
import { askerOf, imageOf, type PreparedPlan, preparePlan } from "@/server/operations/plans/prepare-plan";
import { storePlan } from "@/server/operations/plans/store-plan";
import type { Stores } from "@/server/ports/unit-of-work";
import type { VerbInput } from "./ask-verb";
import { loadDeployment, loadForChange } from "./load-deployment";
import { changed, named, recordChange } from "./record-change";

const changePlanSchema = z.strictObject({ ...verbSchema.shape, config: z.int().positive() });

interface PlanChange {
  actor: Actor;
  record: DeploymentRecord;
  config: number;
  image: ImageFacts;
}

/** The new plan of a request, checked like a new one; its own place in the queue does not count against it. */
async function replan(ports: OperationPorts, stores: Stores, change: PlanChange): Promise<PreparedPlan> {
  const { actor, record, image } = change;
  const { service } = record.ownership;
  const { environment } = record.place;
  const target = await findTarget(stores, service, environment);
  demand(mayDo(actor, "deploy.request", { resource: target, now: await stores.now() }));
  if (actor.account !== record.requestedBy) {
    refuse("forbidden", `Only ${record.requestedBy} may change this request.`, [record.requestedBy]);
  }
  const build = await findBuild(stores, service, record.release.tag);
  const config = await findConfig(stores, { service, environment, config: change.config });
  const requestedBy = askerOf(actor);
  const choice = { target, build, config, kind: "release" as const, restart: null, image, requestedBy };
  const prepared = await preparePlan(ports, stores, choice);
  const refusal = firstRefusal(planChecks(prepared.facts), [busyCheck, freezeCheck]);
  if (refusal) throw new OperationRefused(refusal);
  return prepared;
}

/** Puts the prepared plan under the request; refuses when the request has moved on. */
async function exchange(
  ports: OperationPorts,
  stores: Stores,
  change: { actor: Actor; record: DeploymentRecord; prepared: PreparedPlan },
): Promise<ChangeAnswer> {
  const { actor, record, prepared } = change;
  const { config } = prepared.choice;
  const plan = await storePlan(ports, stores, { actor, prepared });
  const won = await stores.deployments.replan(record.id, {
    planId: plan.id,
    planHash: plan.planHash,
    configId: config.id,
    contributors: prepared.contributors,
    version: record.version,
    actor: actor.account,
  });
  if (!won) {
    const state = record.state.replaceAll("_", " ");
    refuse("wrong_state", `R-${record.ref} is ${state}: its plan cannot change any more.`);
  }
  const state = record.approvalsRequired > 0 ? ("awaiting_approval" as const) : ("queued" as const);
  return recordChange(stores, actor, {
    deployment: { ...changed(record), state },
    entry: {
      action: "deployment.change_plan",
      summary: `changed the plan of ${named(record)} to config ${config.version}; earlier approvals are void`,
      before: { planHash: record.planHash, config: record.release.config },
      after: { planHash: plan.planHash, config: config.version },
    },
  });
}

/**
 * Puts another config version under a request that waits. The plan hash changes with it, so every earlier approval is void and
 * the request waits for people again. Only the one who asked may do it.
 */
export function makeChangePlan(ports: OperationPorts) {
  return async (actor: Actor, input: VerbInput): Promise<ChangeAnswer> => {
    const body = parseInput(changePlanSchema, input.body);
    const { read } = ports.work;
    const seen = await loadDeployment(read, input.id);
    const image = await imageOf(ports, await findBuild(read, seen.ownership.service, seen.release.tag));
    return ports.work.change(async (stores) => {
      const record = await loadForChange(stores, { id: input.id, version: body.version });
      const prepared = await replan(ports, stores, { actor, record, config: body.config, image });
      return exchange(ports, stores, { actor, record, prepared });
    });
  };
}
