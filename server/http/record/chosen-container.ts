import type { PodSeen } from "@/contracts/pod";
import { HttpProblem } from "@/server/http/core/problem";
import { containersOf, hasContainer } from "@/server/operations/pods/container-of";

/** The container that is asked for; refuses, with the names that there are, when none of the pods has it. */
export function chosenContainer(pods: readonly PodSeen[], name: string | undefined): string | undefined {
  if (name === undefined || pods.length === 0 || pods.some((pod) => hasContainer(pod, name))) return name;
  const names = [...new Set(pods.flatMap(containersOf))].sort();
  throw new HttpProblem({
    code: "invalid_input",
    reason: `container: there is no ${name} here. Choose ${names.join(" or ")}.`,
  });
}
