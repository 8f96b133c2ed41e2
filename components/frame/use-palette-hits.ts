"use client";

import { useCallback } from "react";
import { queryString } from "@/components/queries/api-query";
import { getJson } from "@/components/queries/request";
import { type PaletteItem, type PaletteSource, usePaletteSource } from "@/components/shell/palette-source";
import { usePlace } from "@/components/shell/shell-facts";
import type { SearchHit } from "@/contracts/me";

const groups: Readonly<Record<SearchHit["kind"], string>> = {
  service: "Services",
  build: "Builds",
  rollout: "Rollouts",
  pod: "Pods",
  person: "People",
  page: "Pages",
};

const toItem = ({ kind, title, detail, href }: SearchHit): PaletteItem => ({
  id: `${kind} ${href} ${title}`,
  label: title,
  group: groups[kind],
  hint: detail,
  href,
});

/** Lets the palette find services, builds, rollouts, pods and people of the environment that is shown. */
export function usePaletteHits(remembered: string): void {
  const { environment } = usePlace(remembered);
  const source = useCallback<PaletteSource>(
    async (query, signal) => {
      if (query.trim() === "") return [];
      const path = `/api/v1/search${queryString({ q: query.trim(), env: environment })}`;
      return (await getJson<SearchHit[]>(path, signal)).map(toItem);
    },
    [environment],
  );
  usePaletteSource(source);
}
