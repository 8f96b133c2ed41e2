import { isTerminal } from "@/contracts/deployment-state";
import type { Connection } from "@/server/adapters/postgres/connection";
import { sha256 } from "@/server/adapters/postgres/sha256";
import { storesOn } from "@/server/adapters/postgres/unit-of-work";
import { buildPlan } from "@/server/domain/planning/build-plan";
import { type PlanChoice, preparePlan } from "@/server/operations/plans/prepare-plan";
import type { Stores } from "@/server/ports/unit-of-work";
import type { RenderedRecord } from "./bundle-rows";
import type { SeedContext } from "./seed-context";

async function choiceOf(stores: Stores, record: RenderedRecord): Promise<PlanChoice> {
  const { name } = record.service;
  const target = await stores.catalog.target(name, record.environment);
  const build = await stores.builds.byTag(name, record.build.tag);
  const config = await stores.configs.version(name, record.environment, record.config);
  if (!target || !build || !config) throw new Error(`${name} cannot be planned in ${record.environment}`);
  return {
    target,
    build,
    config,
    kind: "release",
    restart: null,
    image: { state: "found", digest: build.digest },
    requestedBy: { account: record.requestedBy, responsible: null },
  };
}

/** Plans of the deployments that are not over, as their people saw them when they asked. */
export async function storePlans(
  connection: Connection,
  context: SeedContext,
  records: readonly RenderedRecord[],
): Promise<void> {
  const stores = storesOn(connection);
  for (const record of records.filter(({ state }) => !isTerminal(state))) {
    const prepared = await preparePlan({ sha256 }, stores, await choiceOf(stores, record));
    const facts = { ...prepared.facts, open: prepared.facts.open.filter(({ id }) => id !== record.id) };
    const id = context.id(`plan/${record.id}`, record.createdAt);
    const identity = { id, ref: 0, createdAt: record.createdAt, createdBy: record.requestedBy };
    await stores.plans.insert({
      id,
      targetId: record.targetId,
      planHash: facts.planHash,
      view: buildPlan(facts, identity),
      inputs: prepared.inputs,
      objects: facts.objects,
      createdBy: record.requestedBy,
    });
    await connection.updateTable("deployment").set({ plan_id: id }).where("id", "=", record.id).execute();
  }
}
