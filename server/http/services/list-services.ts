import * as z from "zod";
import { matrixSchema } from "@/contracts/matrix";
import { serviceListSchema } from "@/contracts/service";
import { nameSchema } from "@/server/http/core/parameters";
import type { HttpPorts } from "@/server/http/core/ports";
import { HttpProblem } from "@/server/http/core/problem";
import { defineRoute } from "@/server/http/core/route";

function rowsOf({ fleet }: HttpPorts, environment: string) {
  if (!fleet.environments().some(({ name }) => name === environment))
    throw new HttpProblem({ code: "not_found", reason: `There is no environment ${environment}.` });
  const rows = [...fleet.rows(environment)];
  const present = rows.filter((row) => row.present).length;
  return { environment, total: rows.length, present, rows, cursor: fleet.cursor() };
}

function matrixOf({ fleet }: HttpPorts) {
  return {
    environments: fleet.environments().map(({ name }) => name),
    rows: [...fleet.matrix()],
    cursor: fleet.cursor(),
  };
}

/** GET /services?env= or ?view=matrix: every service, from the read model; costs no statement and no cluster call. */
export const listServices = defineRoute({
  method: "get",
  path: "/services",
  operationId: "listServices",
  summary: "Every service: its row in one environment, or what runs in all of them",
  tag: "Catalog",
  rate: "read",
  query: z.strictObject({ env: nameSchema.optional(), view: z.enum(["row", "matrix"]).default("row") }),
  answer: z.union([serviceListSchema, matrixSchema]),
  status: 200,
  version: ({ fleet }) => fleet.version(),
  operation(ports, { query }) {
    if (query.view === "matrix") return matrixOf(ports);
    if (query.env) return rowsOf(ports, query.env);
    throw new HttpProblem({
      code: "invalid_input",
      reason: "Query, env: name the environment, or ask for view=matrix.",
    });
  },
});
