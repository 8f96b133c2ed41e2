"use client";

import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useContext, useEffect } from "react";
import { earlierCursor } from "./cursor";
import { keysOfTopic } from "./keys-of-topic";
import { LiveContext } from "./live-context";

/** Where the shown data of these topics stands; of topics without a cursor, where anything that is shown now stands. */
function cursorOf(queries: QueryClient, topics: readonly string[]): string | undefined {
  const own = topics
    .flatMap((topic) => keysOfTopic(topic))
    .map((key) => queries.getQueryData<{ cursor?: string }>(key)?.cursor)
    .reduce(earlierCursor, undefined);
  return (
    own ??
    queries
      .getQueryCache()
      .getAll()
      .filter((query) => query.isActive())
      .map((query) => (query.state.data as { cursor?: string } | undefined)?.cursor)
      .reduce(earlierCursor, undefined)
  );
}

/**
 * Keeps the data of these topics fresh while the component is shown: `svc:<env>`, `service:<name>:<env>`, `config:<name>:<env>`,
 * `rollout:<id>`, `rollouts`, `campaigns`, `me`, `system`. Nothing depends on it: a view is right after a plain fetch.
 */
export function useLive(topics: readonly string[]): void {
  const client = useContext(LiveContext);
  const queries = useQueryClient();
  const names = topics.join(",");

  useEffect(() => {
    if (!client || names === "") return;
    const wanted = names.split(",");
    return client.show(wanted, cursorOf(queries, wanted));
  }, [client, queries, names]);
}
