import { type Plan, planRequestSchema } from "@/contracts/plan";
import type { Actor } from "@/server/domain/access/actor";
import { mayDo } from "@/server/domain/access/eligibility";
import type { OperationPorts } from "@/server/operations/operation-ports";
import { demand } from "@/server/operations/operation-refused";
import { parseInput } from "@/server/operations/parse-input";
import { findBuild, findConfig, findTarget } from "./find-choice";
import { askerOf, imageOf, preparePlan } from "./prepare-plan";
import { storePlan } from "./store-plan";

/** Renders and stores a plan with its checks. What blocks it is in the plan, not a refusal: people read it before they ask. */
export function makeCreatePlan(ports: OperationPorts) {
  return async (actor: Actor, input: unknown): Promise<Plan> => {
    const request = parseInput(planRequestSchema, input);
    const { read } = ports.work;
    const target = await findTarget(read, request.service, request.environment);
    demand(mayDo(actor, "deploy.plan", { resource: target, now: await read.now() }));
    const build = await findBuild(read, request.service, request.version);
    const image = await imageOf(ports, build);
    return ports.work.change(async (stores) => {
      const config = await findConfig(stores, request);
      const choice = {
        target,
        build,
        config,
        kind: "release" as const,
        restart: null,
        image,
        requestedBy: askerOf(actor),
      };
      return storePlan(ports, stores, { actor, prepared: await preparePlan(ports, stores, choice) });
    });
  };
}
