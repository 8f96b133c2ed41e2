"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useLive } from "@/components/live/use-live";
import { changeConfig, configQuery, recordConfig } from "@/components/queries/config";
import { keys } from "@/components/queries/keys";
import { problemOf } from "@/components/queries/problem-error";
import { notify } from "@/components/ui/notify";
import type { ConfigView } from "@/contracts/config";
import type { Problem } from "@/contracts/problem";

type Change = Parameters<typeof changeConfig>[1];
type Recorded = Parameters<typeof recordConfig>[1];

/** A refused change: the sentence, and the change itself, so that it can be sent again. */
export interface RefusedChange {
  problem: Problem;
  change: Change;
}

/** The config of a place, kept fresh by the live stream with the edits of others, and everything that changes it. */
export function useConfig(service: string, environment: string) {
  const cache = useQueryClient();
  const place = { service, environment };
  const query = useQuery(configQuery(service, environment));
  useLive([`config:${service}:${environment}`]);
  const [refused, setRefused] = useState<RefusedChange | null>(null);
  const show = (view: ConfigView) => {
    setRefused(null);
    cache.setQueryData(keys.config(service, environment), view);
  };
  const change = useMutation({
    mutationFn: (asked: Change) => changeConfig(place, asked),
    onSuccess: show,
    onError: (error, asked) => setRefused({ problem: problemOf(error), change: asked }),
  });
  const record = useMutation({
    mutationFn: (asked: Recorded) => recordConfig(place, asked),
    onSuccess: async (answer, asked) => {
      const text = asked.verb === "false-alarms" ? "Listed as no secret" : `Saved version ${answer.version}`;
      notify({ text, state: "done", record: { label: `A-${answer.audit}`, href: "/history" } });
      await cache.invalidateQueries({ queryKey: keys.config(service, environment) });
    },
  });
  return { place, query, change, record, refused, dismiss: () => setRefused(null) };
}

export type ConfigDesk = ReturnType<typeof useConfig>;
