import * as z from "zod";
import { type ChangeAnswer, verbSchema } from "@/contracts/deployment";
import type { Actor } from "@/server/domain/access/actor";
import { mayDo } from "@/server/domain/access/eligibility";
import { busyCheck, firstRefusal, planChecks } from "@/server/domain/planning/plan-checks";
import type { OperationPorts } from "@/server/operations/operation-ports";
import { demand, OperationRefused, refuse } from "@/server/operations/operation-refused";
import { parseInput } from "@/server/operations/parse-input";
import { findBuild, findConfig, findTarget } from "@/server/operations/plans/find-choice";
import { askerOf, imageOf, preparePlan } from "@/server/operations/plans/prepare-plan";
import { storePlan } from "@/server/operations/plans/store-plan";
import type { VerbInput } from "./ask-verb";
import { loadDeployment, loadForChange } from "./load-deployment";
import { changed, named, recordChange } from "./record-change";

const changePlanSchema = z.strictObject({ ...verbSchema.shape, config: z.int().positive() });

/**
 * Puts another config version under a request that waits. The plan hash changes with it, so every earlier approval is void and
 * the request waits for people again. Only the one who asked may do it.
 */
export function makeChangePlan(ports: OperationPorts) {
  return async (actor: Actor, input: VerbInput): Promise<ChangeAnswer> => {
    const body = parseInput(changePlanSchema, input.body);
    const seen = await loadDeployment(ports.work.read, input.id);
    const image = await imageOf(
      ports,
      await findBuild(ports.work.read, seen.ownership.service, seen.release.tag),
    );
    return ports.work.change(async (stores) => {
      const record = await loadForChange(stores, { id: input.id, version: body.version });
      const { service } = record.ownership;
      const { environment } = record.place;
      const target = await findTarget(stores, service, environment);
      demand(mayDo(actor, "deploy.request", { resource: target, now: await stores.now() }));
      if (actor.account !== record.requestedBy)
        refuse("forbidden", `Only ${record.requestedBy} may change this request.`, [record.requestedBy]);
      const build = await findBuild(stores, service, record.release.tag);
      const config = await findConfig(stores, { service, environment, config: body.config });
      const prepared = await preparePlan(ports, stores, {
        target,
        build,
        config,
        kind: "release",
        restart: null,
        image,
        requestedBy: askerOf(actor),
      });
      const refusal = firstRefusal(planChecks(prepared.facts), [busyCheck]);
      if (refusal) throw new OperationRefused(refusal);
      const plan = await storePlan(ports, stores, { actor, prepared });
      const won = await stores.deployments.replan(record.id, {
        planId: plan.id,
        planHash: plan.planHash,
        configId: config.id,
        contributors: prepared.contributors,
        version: record.version,
        actor: actor.account,
      });
      if (!won)
        refuse(
          "wrong_state",
          `R-${record.ref} is ${record.state.replaceAll("_", " ")}: its plan cannot change any more.`,
        );
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
    });
  };
}
