import type { Finding } from "@/contracts/finding";
import { labels } from "@/server/domain/rollout/target";
import type { DiagnosisCase } from "./diagnosis-case";
import { workloadFinding } from "./workload-finding";

/** Whether the active Service sends traffic to the workload in question. */
function isServing(facts: DiagnosisCase): boolean {
  const selector = facts.seen.active?.selector;
  if (!selector) return false;
  return facts.color === null || selector[labels.color] === facts.color;
}

/** Q-H9: nobody answers. */
function nobodyAnswers(facts: DiagnosisCase): Finding[] {
  const ready = facts.seen.activeEndpoints.filter((endpoint) => endpoint.ready).length;
  if (!isServing(facts) || ready > 0 || facts.wanted === 0) return [];
  // Stored observations carry no endpoints: where none are known at all, ready pods speak for themselves.
  if (facts.seen.activeEndpoints.length === 0 && facts.pods.some((pod) => pod.ready)) return [];
  return [
    workloadFinding(facts, {
      rule: "Q-H9",
      class: "page",
      sentence: `No pod answers ${facts.service}: 0 of ${facts.wanted} pods in ${facts.where} are ready behind its Service.`,
      nextStep: "Switch to the other color if it is warm, else roll back; the causes below say why.",
      subject: { kind: "Service", name: facts.service },
    }),
  ];
}

/** Q-H10: pods are ready, but do not have the port that the Service names. */
function missingPort(facts: DiagnosisCase): Finding[] {
  const { seen } = facts;
  const endpoints = isServing(facts) ? seen.activeEndpoints : seen.previewEndpoints;
  const service = isServing(facts) ? seen.active : seen.preview;
  if (!service || !endpoints.some((endpoint) => endpoint.ready)) return [];
  const there = new Set(endpoints.flatMap((endpoint) => endpoint.portNames));
  const lacking = service.ports.filter((port) => !there.has(port.name));
  return lacking.map((port) =>
    workloadFinding(facts, {
      rule: "Q-H10",
      class: "doomed",
      sentence: `Pods in ${facts.where} have no port called ${port.name}, which ${facts.service} sends to.`,
      nextStep: "Correct the port name in the template.",
      subject: { kind: "Service", name: facts.service },
    }),
  );
}

export function trafficFindings(facts: DiagnosisCase): Finding[] {
  return [...nobodyAnswers(facts), ...missingPort(facts)];
}
