"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { keys } from "@/components/queries/keys";
import { problemOf } from "@/components/queries/problem-error";
import { changeScaling, type ScalingAsk } from "@/components/queries/scaling-changes";
import { notify } from "@/components/ui/notify";
import { toldInWords } from "./change-words";

/** Sends a change of the scaling of a place, says what came of it, and reads the page again. */
export function useScalingChange(place: { service: string; environment: string }) {
  const cache = useQueryClient();
  const { service, environment } = place;
  const { mutate, error, isPending, reset } = useMutation({
    mutationFn: (ask: ScalingAsk) => changeScaling({ service, environment }, ask),
    onSuccess: async ({ change, audit }) => {
      notify({ text: toldInWords(change), state: "done", record: { label: `A-${audit}`, href: "/history" } });
      await cache.invalidateQueries({ queryKey: keys.scaling(service, environment) });
    },
  });
  return { send: mutate, isPending, reset, problem: error ? problemOf(error) : null };
}
