import type { ConfigEdit, SavedConfig } from "@/contracts/config";
import type { Eligibility } from "@/contracts/problem";
import type { Actor } from "@/server/domain/access/actor";
import { mayDo } from "@/server/domain/access/eligibility";
import { dataIssues } from "@/server/domain/config/check-data";
import { applyEdits, type ConfigData, changedKeys } from "@/server/domain/config/effective";
import { demand, refuse } from "@/server/operations/operation-refused";
import type { BaseEntry, ConfigStack } from "@/server/ports/config-desk";
import type { Stores } from "@/server/ports/unit-of-work";
import { type Desk, demandIssues, demandNoSecret, readDesk } from "./desk";

/** A service as the address names it, with the body of the request. */
export interface BaseInput {
  service: string;
  body?: unknown;
}

/** Everything that a change of a base is judged by. */
export interface BaseDesk {
  service: string;
  /** The desks of the service in all of its environments, in their order. */
  desks: readonly Desk[];
  /** Newest first. */
  bases: readonly BaseEntry[];
  stack: ConfigStack;
  /** Newest version; 0 when there is none. */
  version: number;
  /** What the newest base says. */
  data: ConfigData;
}

const noStack: ConfigStack = { rules: [], secretKeys: [], safeKeys: [], values: {} };

async function desksOf(stores: Stores, service: string): Promise<readonly Desk[]> {
  const desks: Desk[] = [];
  for (const { name } of await stores.catalog.environments())
    if (await stores.catalog.target(service, name))
      desks.push(await readDesk(stores, { service, environment: name }));
  return desks;
}

/** Reads the base of a service with the desks of its environments; refuses a service that there is not. */
export async function readBaseDesk(stores: Stores, service: string): Promise<BaseDesk> {
  if (!(await stores.catalog.service(service))) refuse("not_found", `There is no service ${service}.`);
  const desks = await desksOf(stores, service);
  const [first] = desks;
  if (!first) return { service, desks, bases: [], stack: noStack, version: 0, data: {} };
  const { bases, stack, base } = first;
  return { service, desks, bases, stack, version: base.version, data: base.data };
}

/** A base reaches every environment, so who changes it has to be allowed to in each of them. */
export function mayEditBase(actor: Actor, { desks }: BaseDesk, now: number): Eligibility {
  const answers = desks.map(({ target }) => mayDo(actor, "config.edit", { resource: target, now }));
  const retired = desks.find(({ target }) => target.retired);
  if (retired)
    return {
      allowed: false,
      code: "wrong_state",
      reason: `${retired.place.service} is retired: its config does not change any more.`,
    };
  return answers.find(({ allowed }) => !allowed) ?? { allowed: true };
}

/** The base for a change: nobody else changes it until the transaction ends. Refuses who may not edit every environment. */
export async function openBaseDesk(stores: Stores, actor: Actor, service: string): Promise<BaseDesk> {
  await stores.configDesk.lockBase(service);
  const desk = await readBaseDesk(stores, service);
  demand(mayEditBase(actor, desk, await stores.now()));
  if (desk.desks.length === 0) refuse("wrong_state", `${service} is in no environment yet.`);
  return desk;
}

/** The values of a base after the edits; a key that is taken out falls back to the stack. */
export const nextBase = ({ data }: BaseDesk, edits: readonly ConfigEdit[]): ConfigData =>
  applyEdits(data, edits, { defaults: {}, required: [] });

/** Refuses values that look like secrets, or that their keys do not take. */
export function demandBaseFit({ data: before, stack }: BaseDesk, data: ConfigData): void {
  demandNoSecret(data, stack);
  // A key that the base lets go falls back to the stack, so none is required here.
  const keys = stack.rules.map((rule) => ({ ...rule, required: false }));
  demandIssues(dataIssues(before, data, { ...stack, keys }));
}

/** How a base came to be, and how an audit row says it. */
const ways = {
  saved: { action: "config.save_base", words: "saved" },
  restored: { action: "config.restore_base", words: "restored an older base as" },
} as const;

/** Writes the next base with its audit row, and tells every environment. Values never stand in the audit log, only keys. */
export async function writeBase(
  stores: Stores,
  actor: Actor,
  write: {
    desk: BaseDesk;
    data: ConfigData;
    message: string;
    how: keyof typeof ways;
    /** The base that comes back. */
    restored?: number;
  },
): Promise<SavedConfig> {
  const { desk, data, message, restored } = write;
  const { service } = desk;
  demandBaseFit(desk, data);
  const keys = changedKeys(desk.data, data);
  if (keys.length === 0) refuse("nothing_to_change", "Nothing differs from the newest base.");
  const version = desk.version + 1;
  await stores.configDesk.insertBase(service, { version, data, author: actor.account, message });
  const { action, words } = ways[write.how];
  const audit = await stores.log.audit(actor, {
    action,
    subject: baseSubject(service),
    summary: `${words} base ${version} of the config of ${service}: ${message}`,
    before: { version: desk.version },
    after: { version, keys, ...(restored === undefined ? {} : { restored }) },
  });
  await announceBase(stores, desk);
  return { version, audit };
}

/** Subject of audit rows about a base. */
export const baseSubject = (service: string) => `config/${service}`;

/** Tells the readers of every environment that the base, or what is staged for it, changed. */
export async function announceBase(stores: Stores, { desks }: BaseDesk): Promise<void> {
  for (const { place } of desks) await stores.log.announceConfig(place);
}
