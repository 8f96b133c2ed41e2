import {
  type BaseConfig,
  type ConfigEdit,
  type SavedConfig,
  saveBaseRequestSchema,
} from "@/contracts/config";
import type { Eligibility } from "@/contracts/problem";
import type { Actor } from "@/server/domain/access/actor";
import { mayDo } from "@/server/domain/access/eligibility";
import { dataIssues } from "@/server/domain/config/check-data";
import { applyEdits, type ConfigData, changedKeys } from "@/server/domain/config/effective";
import type { OperationPorts } from "@/server/operations/operation-ports";
import { demand, refuse } from "@/server/operations/operation-refused";
import { parseInput } from "@/server/operations/parse-input";
import type { BaseEntry, ConfigStack } from "@/server/ports/config-desk";
import type { Stores } from "@/server/ports/unit-of-work";
import { type Desk, demandIssues, demandNoSecret, readDesk } from "./desk";

/** A service as the address names it, with the body of the request. */
export interface BaseInput {
  service: string;
  body?: unknown;
}

/** The desks of a service in all of its environments, in their order. */
async function desksOf(stores: Stores, service: string): Promise<readonly Desk[]> {
  if (!(await stores.catalog.service(service))) refuse("not_found", `There is no service ${service}.`);
  const desks: Desk[] = [];
  for (const { name } of await stores.catalog.environments())
    if (await stores.catalog.target(service, name))
      desks.push(await readDesk(stores, { service, environment: name }));
  return desks;
}

/** A base reaches every environment, so who changes it has to be allowed to in each of them. */
function mayEditAll(actor: Actor, desks: readonly Desk[], now: number): Eligibility {
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

const versionsOf = (bases: readonly BaseEntry[]): BaseConfig["versions"] =>
  bases.map((entry, index) => ({
    version: entry.version,
    author: entry.author,
    message: entry.message,
    createdAt: new Date(entry.createdAt).toISOString(),
    changed: changedKeys(bases[index + 1]?.data ?? {}, entry.data),
  }));

/** What a service says for all of its environments, and what each of them made of it. Everybody may read it. */
export function makeGetBase(ports: OperationPorts) {
  return async (actor: Actor, { service }: BaseInput): Promise<BaseConfig> => {
    const { read } = ports.work;
    const desks = await desksOf(read, service);
    const bases = desks[0]?.bases ?? [];
    const data = bases[0]?.data ?? {};
    return {
      service,
      version: bases[0]?.version ?? 0,
      values: Object.keys(data)
        .toSorted()
        .map((key) => ({ key, value: data[key] ?? "" })),
      rules: [...(desks[0]?.stack.rules ?? [])],
      versions: versionsOf(bases),
      environments: desks.map((desk) => ({
        environment: desk.place.environment,
        used: desk.newest?.base ?? 0,
        pending: changedKeys(desk.data, desk.current),
        overridden: Object.keys(data)
          .filter((key) => desk.newest && desk.current[key] !== data[key])
          .toSorted(),
      })),
      mayEdit: mayEditAll(actor, desks, await read.now()),
    };
  };
}

function demandFit(before: ConfigData, data: ConfigData, stack: ConfigStack): void {
  demandNoSecret(data, stack);
  // A key that the base lets go falls back to the stack, so none is required here.
  const keys = stack.rules.map((rule) => ({ ...rule, required: false }));
  demandIssues(dataIssues(before, data, { ...stack, keys }));
}

function demandUnmoved(bases: readonly BaseEntry[], edits: readonly ConfigEdit[], seen: number): void {
  const newest = bases[0]?.version ?? 0;
  if (seen > newest) refuse("conflict", `There is no base ${seen} yet.`);
  const now = bases[0]?.data ?? {};
  const then = bases.find(({ version }) => version === seen)?.data ?? {};
  const moved = changedKeys(then, now);
  const hit = edits.find(({ key, value }) => moved.includes(key) && value !== (now[key] ?? null));
  if (hit)
    refuse(
      "conflict",
      `${hit.key} was saved by somebody else after base ${seen}. Look at base ${newest} first.`,
    );
}

/** Saves a new base. Nothing restarts: each environment takes it over with its next version, and its page says so until then. */
export function makeSaveBase(ports: OperationPorts) {
  return async (actor: Actor, input: BaseInput): Promise<SavedConfig> => {
    const { message, edits, base: seen } = parseInput(saveBaseRequestSchema, input.body);
    const { service } = input;
    return ports.work.change(async (stores) => {
      await stores.configDesk.lockBase(service);
      const desks = await desksOf(stores, service);
      demand(mayEditAll(actor, desks, await stores.now()));
      const [first] = desks;
      if (!first) return refuse("wrong_state", `${service} is in no environment yet.`);
      const { bases, stack } = first;
      demandUnmoved(bases, edits, seen);
      const before = bases[0]?.data ?? {};
      const data = applyEdits(before, edits, { defaults: {}, required: [] });
      demandFit(before, data, stack);
      const keys = changedKeys(before, data);
      if (keys.length === 0) refuse("nothing_to_change", "Nothing differs from the newest base.");
      const version = (bases[0]?.version ?? 0) + 1;
      await stores.configDesk.insertBase(service, { version, data, author: actor.account, message });
      const audit = await stores.log.audit(actor, {
        action: "config.save_base",
        subject: `config/${service}`,
        summary: `saved base ${version} of the config of ${service}: ${message}`,
        before: { version: version - 1 },
        after: { version, keys },
      });
      for (const { place } of desks) await stores.log.announceConfig(place);
      return { version, audit };
    });
  };
}
