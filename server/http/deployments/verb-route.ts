import type * as z from "zod";
import { changeAnswerSchema, verbSchema } from "@/contracts/deployment";
import { deploymentParams } from "@/server/http/core/parameters";
import type { HttpPorts } from "@/server/http/core/ports";
import { type Call, defineRoute } from "@/server/http/core/route";

type VerbCall = Call<z.output<typeof deploymentParams>, unknown, z.output<typeof verbSchema>>;
type Verb = "promote" | "abort" | "switchBack" | "rollback" | "retry" | "finish" | "withdraw" | "changePlan";

interface VerbDeclaration {
  verb: Verb;
  segment: string;
  summary: string;
}

/** POST /deployments/{id}/<segment>: one verb. The version may stand in the body or in `If-Match`. */
export function verbRoute({ verb, segment, summary }: VerbDeclaration) {
  return defineRoute({
    method: "post",
    path: `/deployments/{id}/${segment}`,
    operationId: `${verb}Deployment`,
    summary,
    tag: "Deployments",
    rate: "change",
    params: deploymentParams,
    body: verbSchema,
    answer: changeAnswerSchema,
    status: 200,
    operation: ({ operations }: HttpPorts, { actor, params, body, ifMatch }: VerbCall) =>
      operations.deployments[verb](actor, { ...params, body: { ...body, version: body.version ?? ifMatch } }),
  });
}
