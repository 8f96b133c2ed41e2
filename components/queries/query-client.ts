import { notifyManager, QueryClient } from "@tanstack/react-query";
import { problemOf } from "./problem-error";

// What the stream says is drawn at once; the default waits for a timer, which browsers make 4 ms and more.
notifyManager.setScheduler(queueMicrotask);

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
