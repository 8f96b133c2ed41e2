import type { ConfigComparison } from "@/contracts/config";
import type { Actor } from "@/server/domain/access/actor";
import { changedKeys } from "@/server/domain/config/effective";
import type { OperationPorts } from "@/server/operations/operation-ports";
import { findConfig, findTarget } from "@/server/operations/plans/find-choice";
import type { ConfigPlace } from "@/server/ports/config-desk";

/** What to compare: versions of one environment, or the newest of two. */
export interface CompareInput extends ConfigPlace {
  version?: number | undefined;
  with?: string | undefined;
  withVersion?: number | undefined;
}

/** Two versions or two environments side by side. Everybody may read it. */
export function makeCompareConfigs(ports: OperationPorts) {
  return async (_actor: Actor, input: CompareInput): Promise<ConfigComparison> => {
    const { read } = ports.work;
    const { service, environment } = input;
    const other = input.with ?? environment;
    await findTarget(read, service, environment);
    await findTarget(read, service, other);
    const left = await findConfig(read, { service, environment, config: input.version });
    const right = await findConfig(read, { service, environment: other, config: input.withVersion });
    const keys = changedKeys(left.data, right.data);
    return {
      left: { environment, version: left.version },
      right: { environment: other, version: right.version },
      differences: keys.map((key) => ({ key, left: left.data[key] ?? null, right: right.data[key] ?? null })),
      same: Object.keys(left.data).filter((key) => !keys.includes(key)).length,
    };
  };
}
