import { keepPreviousData } from "@tanstack/react-query";
import type { SearchHit } from "@/contracts/me";
import { apiQuery, queryString } from "./api-query";
import { keys } from "./keys";

/** Hits of the palette; the last hits stay while the next ones are asked. Off for an empty text. */
export const searchQuery = (environment: string, text: string) => ({
  ...apiQuery<SearchHit[]>(
    keys.search(environment, text),
    `/api/v1/search${queryString({ q: text, env: environment })}`,
  ),
  enabled: text.trim() !== "",
  placeholderData: keepPreviousData,
  staleTime: 10_000,
});
