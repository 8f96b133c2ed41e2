import type { Color } from "@/contracts/color";
import { otherColor } from "@/contracts/color";
import type { ObjectDiff, Plan, SemanticChange } from "@/contracts/plan";
import { objectDiffs } from "@/server/domain/manifest/object-diffs";
import { semanticChanges } from "@/server/domain/manifest/semantic-changes";
import { planChecks } from "./plan-checks";
import type { PlanFacts, PlannedTarget } from "./plan-facts";
import { releaseName, versionOf } from "./release-name";

/** Identity that only storage knows. */
export interface PlanIdentity {
  id: string;
  ref: number;
  createdAt: Date;
  createdBy: string;
}

/** The color that the next release would take; null where the path has none. */
export function candidateOf(target: Pick<PlannedTarget, "strategy" | "serving">): Color | null {
  if (target.strategy !== "blueGreen") return null;
  return target.serving === null ? "blue" : otherColor(target.serving);
}

function countsOf(objects: readonly ObjectDiff[]): Plan["counts"] {
  const count = (change: ObjectDiff["change"]) => objects.filter((object) => object.change === change).length;
  return { new: count("new"), changed: count("changed"), same: count("same"), removed: count("removed") };
}

function wayBackOf(facts: PlanFacts): string {
  const { live, target } = facts;
  if (!live) return "There is no way back from a first deployment: it is ended, or deployed again.";
  const archive = `the archive of ${versionOf(live.release.tag)}`;
  if (target.strategy !== "blueGreen") return `Roll back to ${archive}.`;
  return `Switch back to ${target.serving ?? "the standby"} while it is warm, or roll back to ${archive}.`;
}

function evidenceOf(facts: PlanFacts): Plan["evidence"] {
  const success = facts.successes.find((candidate) => candidate.environment === facts.target.promoteFrom);
  return success
    ? {
        deploymentId: success.deploymentId,
        ref: success.ref,
        environment: success.environment,
        at: new Date(success.at).toISOString(),
      }
    : null;
}

function templateChange(facts: PlanFacts, template: string): SemanticChange[] {
  const from = facts.live?.release.template;
  if (!from || from === template) return [];
  return [{ area: "template", title: "Template", from, to: template }];
}

/** The plan as people see and confirm it. Pure: same facts and identity, same plan. */
export function buildPlan(facts: PlanFacts, identity: PlanIdentity): Plan {
  const { target, release, live } = facts;
  const objects = [...objectDiffs(facts.liveObjects, facts.objects)];
  const template = `${target.template.name}@${target.template.number}`;
  const changes = [...semanticChanges(facts.liveObjects, facts.objects)];
  return {
    id: identity.id,
    ref: identity.ref,
    service: target.service,
    environment: target.environment,
    cluster: target.cluster,
    namespace: target.namespace,
    kind: release.kind,
    planHash: facts.planHash,
    createdAt: identity.createdAt.toISOString(),
    createdBy: identity.createdBy,
    release: releaseName({ ...release.build, build: release.build.number, config: release.config.version }),
    digest: release.build.digest,
    template,
    live: live
      ? { release: releaseName(live.release), color: target.serving, template: live.release.template }
      : null,
    candidate: candidateOf(target),
    changes: changes.some((change) => change.area === "template")
      ? changes
      : [...changes, ...templateChange(facts, template)],
    objects,
    counts: countsOf(objects),
    checks: planChecks(facts),
    approvals: {
      required: release.kind === "restart" ? 0 : target.approvals,
      approvers: [...facts.approvers],
      expiresHours: target.approvalExpiresHours,
    },
    evidence: evidenceOf(facts),
    wayBack: wayBackOf(facts),
    cli: `switchyard deploy ${target.service} --env ${target.environment} --version ${release.build.tag}`,
  };
}
