import type { DeploymentRecord } from "@/server/domain/deployment-view/record";

/** What makes a request worth a second look, in few words. Pure. */
export function riskOf(record: DeploymentRecord): string[] {
  const { from, release } = record;
  if (!from) return ["first deployment"];
  return [
    ...(from.config === release.config ? [] : ["config"]),
    ...(from.template === release.template ? [] : ["template"]),
    ...(record.impact === "" ? ["no impact given"] : []),
    ...(record.kind === "rollback" ? ["older archive"] : []),
  ];
}
