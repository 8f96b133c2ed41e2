import type { ConfigRow, ConfigVersion, ConfigView } from "@/contracts/config";
import type { Actor } from "@/server/domain/access/actor";
import { mayDo } from "@/server/domain/access/eligibility";
import { conflictsOf, mergedEdits } from "@/server/domain/config/conflicts";
import { changedKeys, ownData, sourceOf } from "@/server/domain/config/effective";
import { configBytes, mostConfigBytes } from "@/server/domain/config/limits";
import { writeDocument } from "@/server/domain/config/write-document";
import type { OperationPorts } from "@/server/operations/operation-ports";
import type { ConfigEntry, ConfigPlace } from "@/server/ports/config-desk";
import type { Stores } from "@/server/ports/unit-of-work";
import { type Desk, nextData, readDesk } from "./desk";
import { readDrift } from "./drift";

/** How many versions the history goes back. */
const mostVersions = 200;

/** Versions with the keys that each changed, newest first. */
export function versionsOf(history: readonly ConfigEntry[]): ConfigVersion[] {
  return history.map((entry, index) => ({
    version: entry.version,
    author: entry.author,
    message: entry.message,
    createdAt: new Date(entry.createdAt).toISOString(),
    sha256: entry.sha256,
    changed: changedKeys(history[index + 1]?.data ?? {}, entry.data),
  }));
}

function rowsOf(desk: Desk, versions: readonly ConfigVersion[]): ConfigRow[] {
  return Object.entries(desk.data)
    .map(([key, value]) => {
      const last = versions.find(({ changed }) => changed.includes(key)) ?? versions.at(-1);
      return {
        key,
        value,
        source: sourceOf(key, value, desk.layers),
        rule: desk.stack.rules.find((rule) => rule.key === key) ?? null,
        changedBy: last?.author ?? "",
        changedAt: last?.createdAt ?? new Date(0).toISOString(),
        version: last?.version ?? 0,
      };
    })
    .toSorted((left, right) => left.key.localeCompare(right.key, "en"));
}

/** The values of the environment with comments; what is staged and not in conflict is in it. */
function documentOf(desk: Desk, draft: { text: string } | undefined): string {
  const conflicts = new Set(conflictsOf(desk.staged, desk.data).map(({ key }) => key));
  const edits = mergedEdits(desk.staged.filter(({ key }) => !conflicts.has(key)));
  const data = ownData(nextData(desk, edits), desk.defaults);
  return writeDocument(draft?.text ?? desk.newest?.document ?? "", data);
}

async function liveOf(stores: Stores, { target }: Desk): Promise<ConfigView["live"]> {
  const live = target.stableDeploymentId
    ? await stores.deployments.byId(target.stableDeploymentId)
    : undefined;
  return live ? { version: live.release.config, tag: live.release.tag, pods: target.replicas } : null;
}

/** Keys that the next version takes over from the base. */
function pendingOf({ data, current }: Desk): ConfigView["base"]["pending"] {
  return changedKeys(data, current).map((key) => ({
    key,
    left: data[key] ?? null,
    right: current[key] ?? null,
  }));
}

/** The config of a service in an environment: effective values with their sources, what is staged, and what happened. Everybody may read it. */
export function makeGetConfig(ports: OperationPorts) {
  return async (actor: Actor, place: ConfigPlace): Promise<ConfigView> => {
    const { read } = ports.work;
    const cursor = ports.fleet.cursor();
    const desk = await readDesk(read, place);
    const draft = await read.configDesk.document(desk.place);
    const versions = versionsOf(await read.configDesk.history(desk.place, mostVersions));
    return {
      ...desk.place,
      version: desk.newest?.version ?? 0,
      live: await liveOf(read, desk),
      rows: rowsOf(desk, versions),
      missing: desk.stack.rules
        .filter(({ key }) => !(key in desk.data))
        .map((rule) => ({ ...rule, default: desk.defaults[rule.key] ?? "" })),
      secrets: { name: `${desk.place.service}-secret`, keys: [...desk.stack.secretKeys] },
      document: documentOf(desk, draft),
      writing: draft?.account ?? null,
      base: { version: desk.base.version, used: desk.newest?.base ?? 0, pending: pendingOf(desk) },
      drift: await readDrift(ports, read, desk),
      staged: [...desk.staged],
      conflicts: conflictsOf(desk.staged, desk.data),
      size: { bytes: configBytes(desk.data), most: mostConfigBytes },
      versions,
      mayEdit: mayDo(actor, "config.edit", { resource: desk.target, now: await read.now() }),
      cursor,
    };
  };
}
