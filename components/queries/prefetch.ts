import { type DehydratedState, dehydrate } from "@tanstack/react-query";
import { makeQueryClient } from "./query-client";

/** A query that `apiQuery` made: its key, and the API path it reads. */
export interface ServerReadable {
  queryKey: readonly unknown[];
  meta?: Record<string, unknown> | undefined;
}

/**
 * Fills a cache on the server with what the page needs, for `<HydrationBoundary state>`.
 * `read` is the one of `pageContext()`; what it cannot read now is left to the browser.
 */
export async function prefetch(
  read: (path: string) => Promise<unknown>,
  queries: readonly ServerReadable[],
): Promise<DehydratedState> {
  const client = makeQueryClient();
  await Promise.all(
    queries.map(async ({ queryKey, meta }) => {
      const answer = await read(String(meta?.["path"]));
      if (answer !== undefined) client.setQueryData(queryKey, answer);
    }),
  );
  return dehydrate(client);
}
