import {
  type BaseConfig,
  type ConfigEdit,
  type SavedConfig,
  saveBaseRequestSchema,
} from "@/contracts/config";
import type { Actor } from "@/server/domain/access/actor";
import { changedKeys } from "@/server/domain/config/effective";
import type { OperationPorts } from "@/server/operations/operation-ports";
import { refuse } from "@/server/operations/operation-refused";
import { parseInput } from "@/server/operations/parse-input";
import type { BaseEntry } from "@/server/ports/config-desk";
import {
  type BaseDesk,
  type BaseInput,
  mayEditBase,
  nextBase,
  openBaseDesk,
  readBaseDesk,
  writeBase,
} from "./base-desk";

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
    const desk = await readBaseDesk(read, service);
    const { desks, bases, data } = desk;
    return {
      service,
      version: desk.version,
      values: Object.keys(data)
        .toSorted()
        .map((key) => ({ key, value: data[key] ?? "" })),
      rules: [...desk.stack.rules],
      versions: versionsOf(bases),
      environments: desks.map(({ place, newest, current, ...each }) => ({
        environment: place.environment,
        used: newest?.base ?? 0,
        pending: changedKeys(each.data, current),
        overridden: Object.keys(data)
          .filter((key) => newest && current[key] !== data[key])
          .toSorted(),
      })),
      mayEdit: mayEditBase(actor, desk, await read.now()),
    };
  };
}

/** Refuses edits of keys that somebody saved since the base that the caller saw. */
function demandUnmoved(
  { bases, data: now, version: newest }: BaseDesk,
  edits: readonly ConfigEdit[],
  seen: number,
) {
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
  return async (actor: Actor, { service, body }: BaseInput): Promise<SavedConfig> => {
    const { message, edits, base: seen } = parseInput(saveBaseRequestSchema, body);
    return ports.work.change(async (stores) => {
      const desk = await openBaseDesk(stores, actor, service);
      if (seen > desk.version) refuse("conflict", `There is no base ${seen} yet.`);
      demandUnmoved(desk, edits, seen);
      return writeBase(stores, actor, { desk, data: nextBase(desk, edits), message, how: "saved" });
    });
  };
}
