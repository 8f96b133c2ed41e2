import type { ContainerView } from "@/contracts/config";
import { secretReference } from "@/contracts/secret-reference";
import type { Actor } from "@/server/domain/access/actor";
import { environmentOf } from "@/server/domain/manifest/container-environment";
import type { OperationPorts } from "@/server/operations/operation-ports";
import type { ConfigPlace } from "@/server/ports/config-desk";
import { readDesk } from "./desk";

/** What the container of the live release finds in its environment, from the archived objects. Everybody may read it. */
export function makeContainerView(ports: OperationPorts) {
  return async (_actor: Actor, place: ConfigPlace): Promise<ContainerView> => {
    const { read } = ports.work;
    const { stack, target } = await readDesk(read, place);
    const secret = { name: `${place.service}-secret`, keys: [...stack.secretKeys] };
    const nothing = { live: null, variables: [], differs: [], secret };
    const { stableDeploymentId: id } = target;
    const record = id ? await read.deployments.byId(id) : undefined;
    if (!record?.bundleSha256) return nothing;
    const bundle = await read.archives.bundle(record.bundleSha256);
    const seen = environmentOf(bundle?.objects ?? []);
    const { config, tag } = record.release;
    const stored = await read.configs.version(place.service, place.environment, config);
    if (!seen || !stored) return nothing;
    const values = new Map(seen.variables.map((variable) => [variable.name, variable]));
    const differs = Object.entries(stored.data)
      .filter(([key, value]) =>
        secretReference(value) ? values.get(key)?.from !== "secret" : values.get(key)?.value !== value,
      )
      .map(([key]) => key);
    return {
      live: { tag, config, container: seen.container },
      variables: [...seen.variables],
      differs: differs.toSorted(),
      secret,
    };
  };
}
