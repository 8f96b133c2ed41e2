import type { Finding } from "@/contracts/finding";
import { diagnose } from "@/server/domain/health/diagnose";
import type { TargetSeen } from "@/server/domain/rollout/observation";
import { workloadName } from "@/server/domain/rollout/target";
import type { FindingsContext } from "./engine-options";

/** The diagnosis of a deployment's candidate: what ends it, what it waits for, what a person should know. */
export function findingsOf(seen: TargetSeen, context: FindingsContext): readonly Finding[] {
  const { target, now, since } = context;
  const color = target.strategy === "blueGreen" ? context.color : null;
  if (target.strategy === "cron" || (target.strategy === "blueGreen" && color === null)) return [];
  const workload = workloadName(target, color ?? "blue");
  const wanted = seen.workloads[workload]?.wanted ?? 0;
  return diagnose({ seen, service: target.service, workload, color, wanted, now, stateEnteredAt: since });
}
