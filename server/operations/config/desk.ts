import type { ConfigEdit, StagedEdit } from "@/contracts/config";
import type { Actor } from "@/server/domain/access/actor";
import { mayDo } from "@/server/domain/access/eligibility";
import { dataIssues, secretProblem } from "@/server/domain/config/check-data";
import { applyEdits, type ConfigData, defaultsOf } from "@/server/domain/config/effective";
import { demand, OperationRefused, refuse } from "@/server/operations/operation-refused";
import { findTarget } from "@/server/operations/plans/find-choice";
import type { TargetRecord } from "@/server/ports/catalog-store";
import type { ConfigEntry, ConfigPlace, ConfigStack } from "@/server/ports/config-desk";
import type { Stores } from "@/server/ports/unit-of-work";

/** A service in an environment as the address names it, with the body of the request. */
export interface ConfigInput extends ConfigPlace {
  body?: unknown;
}

/** Everything that a change of a config is judged by. */
export interface Desk {
  place: ConfigPlace;
  target: TargetRecord;
  stack: ConfigStack;
  defaults: ConfigData;
  newest: ConfigEntry | undefined;
  data: ConfigData;
  staged: readonly StagedEdit[];
}

/** Reads the desk of a service in an environment; refuses when they do not meet. */
export async function readDesk(stores: Stores, { service, environment }: ConfigPlace): Promise<Desk> {
  const target = await findTarget(stores, service, environment);
  const place = { service, environment };
  const stack = await stores.configDesk.stack(place);
  const [newest] = await stores.configDesk.history(place, 1);
  return {
    place,
    target,
    stack,
    defaults: defaultsOf(stack.rules, stack.values),
    newest,
    data: newest?.data ?? {},
    staged: await stores.configDesk.staged(place),
  };
}

/** The desk for a change: nobody else changes it until the transaction ends. Refuses who may not edit. */
export async function openDesk(stores: Stores, actor: Actor, place: ConfigPlace): Promise<Desk> {
  const target = await findTarget(stores, place.service, place.environment);
  demand(mayDo(actor, "config.edit", { resource: target, now: await stores.now() }));
  if (target.retired)
    refuse("wrong_state", `${place.service} is retired: its config does not change any more.`);
  await stores.configDesk.lock(place);
  return readDesk(stores, place);
}

/** The values after the edits; a first version begins with the defaults of the stack. */
export function nextData(desk: Desk, edits: readonly ConfigEdit[]): ConfigData {
  const required = desk.stack.rules.filter((rule) => rule.required).map(({ key }) => key);
  const from = desk.newest ? desk.data : desk.defaults;
  return applyEdits(from, edits, { defaults: desk.defaults, required });
}

/** Refuses values that look like secrets, or that their keys do not take, before anything of them is stored. */
export function demandFit(desk: Desk, data: ConfigData): void {
  const secret = secretProblem(data, desk.stack);
  if (secret) {
    const { key, ...refusal } = secret;
    throw new OperationRefused(refusal, [{ path: key, message: refusal.reason }]);
  }
  const rules = { keys: desk.stack.rules, ...desk.stack };
  const issues = dataIssues(desk.data, data, rules);
  const [first] = issues;
  if (first)
    throw new OperationRefused(
      { code: "config_invalid", reason: `${first.key} ${first.message}.` },
      issues.map(({ key, message }) => ({ path: key, message })),
    );
}

/** Subject of audit rows about a config. */
export const subjectOf = ({ service, environment }: ConfigPlace) => `config/${service}/${environment}`;
