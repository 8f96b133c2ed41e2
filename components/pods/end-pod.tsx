"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { keys } from "@/components/queries/keys";
import { removePod } from "@/components/queries/pod";
import { problemOf } from "@/components/queries/problem-error";
import { ReasonDialog } from "@/components/scaling/reason-dialog";
import { Ago } from "@/components/ui/age";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import type { PodSeen } from "@/contracts/pod";
import type { PodDetail } from "@/contracts/pod-detail";
import type { PodRemoval } from "@/contracts/pod-removal";
import { podSuffix } from "./pod-view";

interface Place {
  service: string;
  environment: string;
}

function useRemoval(place: Place, pod: PodSeen, onAsked: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (reason: string) => removePod(place, pod.name, { uid: pod.uid, reason }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: keys.pod(place.service, place.environment, pod.name) });
      onAsked();
    },
  });
}

function Ask({ place, pod, onClose }: { place: Place; pod: PodSeen; onClose: () => void }) {
  const removal = useRemoval(place, pod, onClose);
  return (
    <ReasonDialog
      title={`End pod ${podSuffix(pod.name)}?`}
      action="End this pod"
      cancel="Leave it"
      pending={removal.isPending && "Asking"}
      problem={removal.error ? problemOf(removal.error) : null}
      onConfirm={(reason) => removal.mutate(reason)}
      onClose={onClose}
    >
      It leaves the Service, finishes its requests and ends. Its workload starts another one in{" "}
      {place.environment}. The cluster refuses when the disruption budget of {place.service} does not allow
      it.
    </ReasonDialog>
  );
}

/** Ends one pod after a question; a button that says why not, where it may not. */
export function EndPod({ place, pod, detail }: { place: Place; pod: PodSeen; detail: PodDetail }) {
  const [asking, setAsking] = useState(false);
  const isAsked =
    detail.removal?.state === "asked" ? "Somebody asked for it; the worker is on its way." : undefined;
  const refusal = detail.remove.allowed ? isAsked : detail.remove.reason;
  return (
    <>
      <Button disabledReason={refusal} onClick={() => setAsking(true)}>
        End this pod
      </Button>
      {asking ? <Ask place={place} pod={pod} onClose={() => setAsking(false)} /> : null}
    </>
  );
}

const stateWords = {
  asked: "wants it to end; the worker has not done it yet.",
  removed: "ended it.",
  refused: "wanted it to end, and it stays.",
} as const;

/** Who ended the pod or tried to, why, and what the cluster said. */
export function RemovalNote({ removal }: { removal: PodRemoval | null }) {
  if (removal === null) return null;
  const { askedBy, state, words, reason, askedAt } = removal;
  return (
    <Notice tone={state === "refused" ? "red" : "plain"}>
      {askedBy} {stateWords[state]} {words} <span className="dim">“{reason}”</span>{" "}
      <Ago at={askedAt} suffix=" ago" className="dim xs" />
    </Notice>
  );
}
