"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { recordBase } from "@/components/queries/config";
import { keys } from "@/components/queries/keys";
import { notify } from "@/components/ui/notify";

type Recorded = Parameters<typeof recordBase>[1];

/** Everything that makes a version of the base of a service. */
export function useBase(service: string) {
  const cache = useQueryClient();
  const record = useMutation({
    mutationFn: (asked: Recorded) => recordBase(service, asked),
    onSuccess: async ({ version, audit }) => {
      notify({
        text: `Saved base ${version}`,
        state: "done",
        record: { label: `A-${audit}`, href: "/history" },
      });
      await Promise.all([
        cache.invalidateQueries({ queryKey: keys.configBase(service) }),
        cache.invalidateQueries({ queryKey: keys.configs(service) }),
      ]);
    },
  });
  return { record };
}
