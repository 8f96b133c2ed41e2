import {
  type ConfigEdit,
  restoreRequestSchema,
  type SavedConfig,
  saveRequestSchema,
} from "@/contracts/config";
import type { Actor } from "@/server/domain/access/actor";
import { conflictsOf, mergedEdits } from "@/server/domain/config/conflicts";
import { changedKeys, ownData } from "@/server/domain/config/effective";
import { writeDocument } from "@/server/domain/config/write-document";
import type { OperationPorts } from "@/server/operations/operation-ports";
import { refuse } from "@/server/operations/operation-refused";
import { parseInput } from "@/server/operations/parse-input";
import type { Stores } from "@/server/ports/unit-of-work";
import { type ConfigInput, type Desk, demandFit, nextData, openDesk } from "./desk";
import { isBehind, writeVersion } from "./write-version";

function demandAgreed(desk: Desk): void {
  const [first] = conflictsOf(desk.staged, desk.data);
  if (!first) return;
  const people = [...new Set(first.edits.map(({ account }) => account))];
  const what =
    first.kind === "people" ? "was edited by" : "was saved by somebody else since it was edited by";
  refuse("conflict", `${first.key} ${what} ${people.join(" and ")}. Pick one value first.`, people);
}

async function saveStaged(
  ports: OperationPorts,
  stores: Stores,
  save: { actor: Actor; desk: Desk; message: string },
) {
  const { actor, desk, message } = save;
  const open = await stores.configDesk.document(desk.place);
  if (desk.staged.length === 0 && !open && desk.newest && !isBehind(desk))
    refuse("nothing_to_change", "Nothing is staged.");
  demandAgreed(desk);
  const data = nextData(desk, mergedEdits(desk.staged));
  demandFit(desk, data);
  const document = writeDocument(open?.text ?? desk.newest?.document ?? "", ownData(data, desk.defaults));
  const editors = desk.staged.map(({ account }) => account);
  const draft = { data, document, message, editors, how: "saved" as const };
  const saved = await writeVersion(ports, stores, { actor, desk, draft });
  await stores.configDesk.unstage(desk.place, { keys: desk.staged.map(({ key }) => key) });
  await stores.configDesk.keepDocument(desk.place, null);
  return saved;
}

/** Refuses edits of keys that somebody saved since the version that the caller saw. */
async function demandUnmoved(
  stores: Stores,
  desk: Desk,
  { edits, base }: { edits: readonly ConfigEdit[]; base: number },
): Promise<void> {
  if (base === (desk.newest?.version ?? 0)) return;
  const seen = await stores.configs.version(desk.place.service, desk.place.environment, base);
  const moved = changedKeys(seen?.data ?? {}, desk.data);
  const hit = edits.find(({ key, value }) => moved.includes(key) && value !== (desk.data[key] ?? null));
  if (hit)
    refuse(
      "conflict",
      `${hit.key} was saved by somebody else after version ${base}. Look at version ${desk.newest?.version} first.`,
    );
}

/**
 * Saves a new version: everything that is staged, or only the edits that come along. Versions have no gaps, however many people save at
 * once; a key on which people disagree is refused, never overwritten.
 */
export function makeSave(ports: OperationPorts) {
  return async (actor: Actor, input: ConfigInput): Promise<SavedConfig> => {
    const { message, edits, base } = parseInput(saveRequestSchema, input.body);
    return ports.work.change(async (stores) => {
      const desk = await openDesk(stores, actor, input);
      if (base > (desk.newest?.version ?? 0)) refuse("conflict", `There is no version ${base} yet.`);
      if (!edits) return saveStaged(ports, stores, { actor, desk, message });
      await demandUnmoved(stores, desk, { edits, base });
      const data = nextData(desk, edits);
      demandFit(desk, data);
      return writeVersion(ports, stores, { actor, desk, draft: { data, message, how: "saved" } });
    });
  };
}

/** Makes a new version with the values and the document of an older one. */
export function makeRestore(ports: OperationPorts) {
  return async (actor: Actor, input: ConfigInput): Promise<SavedConfig> => {
    const { version, message } = parseInput(restoreRequestSchema, input.body);
    return ports.work.change(async (stores) => {
      const desk = await openDesk(stores, actor, input);
      const old = (await stores.configDesk.history(desk.place, 10_000)).find(
        (entry) => entry.version === version,
      );
      if (!old)
        return refuse(
          "not_found",
          `There is no config ${version} of ${desk.place.service} in ${desk.place.environment}.`,
        );
      demandFit(desk, old.data);
      const kept = old.base === desk.base.version ? old.document : null;
      const document = kept ?? writeDocument(old.document ?? "", ownData(old.data, desk.defaults));
      const draft = { data: old.data, document, message, how: "restored" as const, restored: version };
      return writeVersion(ports, stores, { actor, desk, draft });
    });
  };
}
