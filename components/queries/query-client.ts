import { QueryClient } from "@tanstack/react-query";
import { problemOf } from "./problem-error";

/** A cache for one browser (or one server render). Refusals are answers, so only outages are tried again. */
export function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        refetchOnWindowFocus: false,
        retry: (failures, error) => failures < 2 && problemOf(error).status >= 500,
      },
    },
  });
}
