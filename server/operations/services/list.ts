import type { MatrixRow, ServiceList } from "@/contracts/service";
import type { Actor } from "@/server/domain/access/actor";
import type { OperationPorts } from "@/server/operations/operation-ports";
import { refuse } from "@/server/operations/operation-refused";

/** Every service of the organization as it stands in one environment. No statement: the read model answers. */
export function makeListServices(ports: OperationPorts) {
  return async (_actor: Actor, input: { environment: string }): Promise<ServiceList> => {
    const cursor = ports.fleet.cursor();
    const rows = [...ports.fleet.rows(input.environment)];
    if (rows.length === 0) {
      const environments = await ports.work.read.catalog.environments();
      if (!environments.some(({ name }) => name === input.environment))
        refuse("not_found", `There is no environment ${input.environment.slice(0, 40)}.`);
    }
    return {
      environment: input.environment,
      total: rows.length,
      present: rows.filter((row) => row.present).length,
      rows,
      cursor,
    };
  };
}

/** What runs where: services by environments. No statement. */
export function makeMatrix(ports: OperationPorts) {
  return async (_actor: Actor): Promise<{ rows: MatrixRow[]; cursor: string }> => {
    const cursor = ports.fleet.cursor();
    return { rows: [...ports.fleet.matrix()], cursor };
  };
}
