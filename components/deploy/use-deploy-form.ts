"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { parseAsString, useQueryState } from "nuqs";
import { useRef, useState } from "react";
import { buildsQuery } from "@/components/queries/builds";
import { keys } from "@/components/queries/keys";
import { planPreviewQuery } from "@/components/queries/plan-preview";
import { newKey } from "@/components/queries/request";
import { requestDeployment } from "@/components/queries/request-deployment";
import { notify } from "@/components/ui/notify";

/** State of the deploy dialog: builds, the chosen one (in the address), its stored plan, and the request. */
export function useDeployForm(service: string, environment: string) {
  const router = useRouter();
  const cache = useQueryClient();
  // One key for as long as the dialog is open: a second click is the same request.
  const key = useRef(newKey());
  const [build, setBuild] = useQueryState("build", parseAsString);
  const [reason, setReason] = useState("");
  const [impact, setImpact] = useState("");
  const builds = useQuery(buildsQuery(service, environment));
  const chosen = build ?? builds.data?.find((choice) => choice.eligible.allowed)?.tag ?? null;
  const choice = { service, environment, version: chosen ?? "" };
  const plan = useQuery({ ...planPreviewQuery(choice), enabled: chosen !== null });
  const request = useMutation({
    mutationFn: () =>
      requestDeployment({ ...choice, planHash: plan.data?.planHash, reason, impact }, key.current),
    onSuccess: (answer) => {
      notify({
        text: `Asked: ${service} to ${environment}`,
        state: "asked",
        record: { label: `A-${answer.audit}`, href: `/r/${answer.deploymentId}` },
      });
      void cache.invalidateQueries({ queryKey: keys.allDeployments });
      router.push(`/r/${answer.deploymentId}`);
    },
  });
  const choose = (tag: string) => {
    key.current = newKey();
    request.reset();
    void setBuild(tag);
  };
  return { builds, chosen, choose, plan, reason, setReason, impact, setImpact, request };
}
