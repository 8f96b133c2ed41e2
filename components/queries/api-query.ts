import { queryOptions } from "@tanstack/react-query";
import { getJson } from "./request";

/**
 * Query of one API path. The path travels in `meta`, so that the server can fill the same key without a network call.
 * Structural sharing is off: live lists are patched row by row already.
 */
export function apiQuery<T>(queryKey: readonly unknown[], path: string) {
  return queryOptions({
    queryKey,
    queryFn: ({ signal }) => getJson<T>(path, signal),
    structuralSharing: false,
    meta: { path },
  });
}

/** `?a=1&b=2` of what is set; empty values are left out. */
export function queryString(values: Record<string, string | number | undefined>): string {
  const set = Object.entries(values).flatMap(([name, value]) =>
    value === undefined || value === "" ? [] : [[name, String(value)]],
  );
  return set.length === 0 ? "" : `?${new URLSearchParams(set)}`;
}
