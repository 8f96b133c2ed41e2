import type { ConfigEdit, StagedEdit } from "@/contracts/config";
import type { Actor } from "@/server/domain/access/actor";
import { mayDo } from "@/server/domain/access/eligibility";
import { type ConfigIssue, dataIssues, secretProblem } from "@/server/domain/config/check-data";
import {
  applyEdits,
  type ConfigData,
  type ConfigLayers,
  defaultsOf,
  inherited,
  pickUp,
} from "@/server/domain/config/effective";
import { demand, OperationRefused, refuse } from "@/server/operations/operation-refused";
import { findTarget } from "@/server/operations/plans/find-choice";
import type { TargetRecord } from "@/server/ports/catalog-store";
import type { BaseEntry, ConfigEntry, ConfigPlace, ConfigStack } from "@/server/ports/config-desk";
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
  /** The newest base; version 0 when there is none. */
  base: Pick<BaseEntry, "version" | "data">;
  bases: readonly BaseEntry[];
  /** What lay below the newest version when it was saved. */
  layers: ConfigLayers;
  /** What the environment inherits now: the next version is made over it. */
  defaults: ConfigData;
  newest: ConfigEntry | undefined;
  /** What the newest version says. */
  data: ConfigData;
  /** What it says over the newest base. */
  current: ConfigData;
  staged: readonly StagedEdit[];
}

const noBase = { version: 0, data: {} };

/** Reads the desk of a service in an environment; refuses when they do not meet. */
export async function readDesk(stores: Stores, { service, environment }: ConfigPlace): Promise<Desk> {
  const target = await findTarget(stores, service, environment);
  const place = { service, environment };
  const stack = await stores.configDesk.stack(place);
  const [newest] = await stores.configDesk.history(place, 1);
  const bases = await stores.configDesk.bases(service);
  const base = bases[0] ?? noBase;
  const used = bases.find(({ version }) => version === newest?.base) ?? noBase;
  const layers = { stack: defaultsOf(stack.rules, stack.values), base: used.data };
  const defaults = inherited({ ...layers, base: base.data });
  const data = newest?.data ?? {};
  return {
    place,
    target,
    stack,
    base,
    bases,
    layers,
    defaults,
    newest,
    data,
    current: newest ? pickUp(data, inherited(layers), defaults) : data,
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

/** The values after the edits, over the newest base; a first version begins with what the environment inherits. */
export function nextData(desk: Desk, edits: readonly ConfigEdit[]): ConfigData {
  const required = desk.stack.rules.filter((rule) => rule.required).map(({ key }) => key);
  const from = desk.newest ? desk.current : desk.defaults;
  return applyEdits(from, edits, { defaults: desk.defaults, required });
}

/** Refuses values that look like secrets, or that their keys do not take, before anything of them is stored. */
export function demandFit(desk: Desk, data: ConfigData): void {
  demandNoSecret(data, desk.stack);
  demandIssues(dataIssues(desk.data, data, { keys: desk.stack.rules, ...desk.stack }));
}

/** Refuses values that look like secrets; the problem names the key. */
export function demandNoSecret(data: ConfigData, stack: ConfigStack): void {
  const secret = secretProblem(data, stack);
  if (!secret) return;
  const { key, ...refusal } = secret;
  throw new OperationRefused(refusal, [{ path: key, message: refusal.reason }]);
}

/** Refuses with every key that is wrong; the sentence is about the first. */
export function demandIssues(issues: readonly ConfigIssue[]): void {
  const [first] = issues;
  if (first)
    throw new OperationRefused(
      { code: "config_invalid", reason: `${first.key} ${first.message}.` },
      issues.map(({ key, message }) => ({ path: key, message })),
    );
}

/** Subject of audit rows about a config. */
export const subjectOf = ({ service, environment }: ConfigPlace) => `config/${service}/${environment}`;
