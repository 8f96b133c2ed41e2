"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type PlainVerb, runDeploymentVerb } from "@/components/queries/deployment-verbs";
import { keys } from "@/components/queries/keys";
import { problemOf } from "@/components/queries/problem-error";
import { newKey } from "@/components/queries/request";
import { notify } from "@/components/ui/notify";
import type { ChangeAnswer, DeploymentDetail } from "@/contracts/deployment";
import { verbText } from "./verb-texts";

/** Runs a verb on a deployment with the version that is on the screen. Nothing is shown as done before the cluster says so. */
export function useVerb(detail: DeploymentDetail, onDone: (answer: ChangeAnswer) => void) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (verb: PlainVerb) =>
      runDeploymentVerb({
        ...{ id: detail.id, verb, version: detail.version, key: newKey() },
        ...(verb === "retry" && detail.newerConfig !== null && { config: detail.newerConfig }),
      }),
    onSuccess: (answer, verb) => {
      notify({
        text: verbText(verb, detail).asked,
        state: "asked",
        record: { label: `A-${answer.audit}`, href: `/r/${answer.deploymentId}` },
      });
      void cache.invalidateQueries({ queryKey: keys.deployment(detail.id) });
      onDone(answer);
    },
    onError: (error) => {
      notify({ text: problemOf(error).detail, state: "failed" });
      void cache.invalidateQueries({ queryKey: keys.deployment(detail.id) });
    },
  });
}
