import { type ConfigDrift, driftRequestSchema, type SavedConfig } from "@/contracts/config";
import type { Actor } from "@/server/domain/access/actor";
import { adoptedEdits, driftOf } from "@/server/domain/config/drift";
import type { ConfigData } from "@/server/domain/config/effective";
import { configMapName } from "@/server/domain/manifest/config-map-name";
import { environmentOf } from "@/server/domain/manifest/container-environment";
import { plainData } from "@/server/domain/manifest/secret-references";
import type { OperationPorts } from "@/server/operations/operation-ports";
import { refuse } from "@/server/operations/operation-refused";
import { parseInput } from "@/server/operations/parse-input";
import type { Stores } from "@/server/ports/unit-of-work";
import { type ConfigInput, type Desk, demandFit, nextData, openDesk } from "./desk";
import { writeVersion } from "./write-version";

/** How many versions back a ConfigMap is known by its name. */
const mostVersions = 200;

/** What was changed by hand in the cluster, as last observed. */
export async function readDrift(ports: OperationPorts, stores: Stores, desk: Desk): Promise<ConfigDrift[]> {
  const { cluster, namespace } = desk.target;
  const { service } = desk.place;
  const seen = await stores.configDesk.handEdits({ cluster, namespace, service });
  if (seen.workloads.length === 0 && seen.maps.length === 0) return [];
  const history = seen.maps.length > 0 ? await stores.configDesk.history(desk.place, mostVersions) : [];
  const stored = new Map<string, ConfigData>(
    history.map((entry) => [configMapName(service, entry, ports.sha256), plainData(entry.data)]),
  );
  return driftOf(seen, (name) => stored.get(name), await templateVariables(stores, desk));
}

/** Names that the template of the live release sets: a config cannot say anything else. */
async function templateVariables(stores: Stores, { target }: Desk): Promise<ReadonlySet<string>> {
  const { stableDeploymentId: id } = target;
  const live = id ? await stores.deployments.byId(id) : undefined;
  const bundle = live?.bundleSha256 ? await stores.archives.bundle(live.bundleSha256) : undefined;
  const variables = environmentOf(bundle?.objects ?? [])?.variables ?? [];
  return new Set(variables.filter(({ from }) => from !== "config").map(({ name }) => name));
}

/** Makes a new version of the values that somebody set by hand. The cluster keeps what it has until that version is rolled out. */
export function makeAdoptDrift(ports: OperationPorts) {
  return async (actor: Actor, input: ConfigInput): Promise<SavedConfig> => {
    const { message } = parseInput(driftRequestSchema, input.body);
    return ports.work.change(async (stores) => {
      const desk = await openDesk(stores, actor, input);
      const edits = adoptedEdits(await readDrift(ports, stores, desk));
      if (edits.length === 0)
        refuse("nothing_to_change", "Nothing that was changed by hand can become a value of the config.");
      const data = nextData(desk, edits);
      demandFit(desk, data);
      return writeVersion(ports, stores, { actor, desk, draft: { data, message, how: "adopted" } });
    });
  };
}

/**
 * Makes a new version with the values of the newest one, so that its ConfigMap gets a name of its own: a map that somebody made anew
 * under the old name is never edited. Rolling it out puts everything back.
 */
export function makeRevertDrift(ports: OperationPorts) {
  return async (actor: Actor, input: ConfigInput): Promise<SavedConfig> => {
    const { message } = parseInput(driftRequestSchema, input.body);
    return ports.work.change(async (stores) => {
      const desk = await openDesk(stores, actor, input);
      const drift = await readDrift(ports, stores, desk);
      if (drift.length === 0) refuse("nothing_to_change", "Nothing was changed by hand.");
      const { stableDeploymentId: id } = desk.target;
      const live = id ? await stores.deployments.byId(id) : undefined;
      const newest = desk.newest?.version ?? 0;
      if (live && live.release.config !== newest)
        refuse(
          "wrong_state",
          `Version ${newest} is saved and does not serve yet. Roll it out: it has a map of its own.`,
        );
      return writeVersion(ports, stores, {
        actor,
        desk,
        draft: { data: desk.data, message, how: "reverted" },
      });
    });
  };
}
