import type { Finding } from "@/contracts/finding";
import type { DiagnosisCase } from "./diagnosis-case";
import { podsOf } from "./sentences";

/** Failed readiness answers of a pod that is ready again, within the window (ms), that count as flapping. */
const flapCount = 3;
const flapWindow = 120_000;

/** Q-G8: ready now, and again and again not. */
export function flappingFindings(facts: DiagnosisCase): Finding[] {
  const flapping = facts.pods.filter((pod) => {
    if (!pod.ready) return false;
    const event = facts
      .eventsOf(pod.name)
      .find((each) => each.reason === "Unhealthy" && each.message.startsWith("Readiness"));
    if (!event || facts.now - Date.parse(event.lastAt) > flapWindow) return false;
    // Failures before the pod became ready for the first time belong to its start.
    return (
      event.count > flapCount &&
      Date.parse(event.lastAt) > Date.parse(pod.readySince ?? event.lastAt) - flapWindow &&
      pod.readySince !== undefined &&
      Date.parse(pod.readySince) - Date.parse(pod.createdAt) > flapWindow
    );
  });
  if (flapping.length === 0) return [];
  return [
    {
      rule: "Q-G8",
      class: "user",
      sentence: `${podsOf(flapping.length, facts.pods.length, { one: "is ready off and on", many: "are ready off and on" })} in ${facts.where}: its readiness probe is unstable.`,
      evidence: flapping.slice(0, 3).flatMap((pod) => facts.eventsOf(pod.name)[0]?.message ?? []),
      nextStep: "Raise timeout or failure threshold of the probe, or find what slows the answer.",
      subjects: flapping.map((pod) => ({ kind: "Pod", name: pod.name })),
      count: flapping.length,
      of: facts.pods.length,
    },
  ];
}
