"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { parseAsString, useQueryStates } from "nuqs";
import { useDeferredValue } from "react";
import { useLive } from "@/components/live/use-live";
import { historyQuery } from "@/components/queries/history";
import { Loaded } from "@/components/queries/loaded";
import { Button } from "@/components/ui/button";
import { SearchInput } from "@/components/ui/search-input";
import { DeploymentTable } from "./deployment-table";

const filters = {
  service: parseAsString.withDefault(""),
  env: parseAsString.withDefault(""),
  q: parseAsString.withDefault(""),
  cursor: parseAsString.withDefault(""),
};

/** Everything that was released, newest first, with its manifests and the way back to it. The filter is the address. */
export function HistoryView() {
  const [filter, setFilter] = useQueryStates(filters);
  const query = useQuery({
    ...historyQuery(useDeferredValue(filter)),
    placeholderData: keepPreviousData,
  });
  useLive(["rollouts"]);
  return (
    <>
      <div className="page-head">
        <h1>History</h1>
        {filter.service ? <p className="dim mono">{filter.service}</p> : null}
      </div>
      <div className="bar">
        <SearchInput
          className="query"
          label="Filter by service"
          placeholder="Service: payment-history-api"
          value={filter.service}
          onChange={(event) => void setFilter({ service: event.target.value || null, cursor: null })}
        />
        <SearchInput
          className="query"
          label="Search version, reason or person"
          placeholder="Version, reason, person"
          value={filter.q}
          onChange={(event) => void setFilter({ q: event.target.value || null, cursor: null })}
        />
      </div>
      <Loaded query={query} label="Loading history" rows={12}>
        {(list) => (
          <>
            <DeploymentTable
              rows={list.rows}
              label="History"
              empty="Nothing matches. Remove a part of the filter."
            />
            {list.next ? (
              <p className="bar">
                <Button onClick={() => void setFilter({ cursor: list.next })}>Older</Button>
              </p>
            ) : null}
          </>
        )}
      </Loaded>
    </>
  );
}
