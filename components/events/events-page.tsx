"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { useDeferredValue } from "react";
import { useLive } from "@/components/live/use-live";
import { eventsQuery } from "@/components/queries/events";
import { Loaded } from "@/components/queries/loaded";
import { ServiceTabs } from "@/components/service/service-tabs";
import { Button } from "@/components/ui/button";
import { Panel } from "@/components/ui/panel";
import { SearchInput } from "@/components/ui/search-input";
import { Segmented } from "@/components/ui/segmented";
import type { ClusterEvents } from "@/contracts/cluster-event";
import { EventTable } from "./event-table";
import "./events.css";

const types = ["all", "Warning", "Normal"] as const;
const filters = {
  type: parseAsStringLiteral(types).withDefault("all"),
  q: parseAsString.withDefault(""),
  cursor: parseAsString.withDefault(""),
};
type Filter = { type: (typeof types)[number]; q: string; cursor: string };

const segments = [
  { value: "all", label: "All" },
  { value: "Warning", label: "Warnings" },
  { value: "Normal", label: "Normal" },
] as const;

function emptyWords({ type, q, cursor }: Filter): string {
  if (type === "all" && q === "" && cursor === "")
    return "The cluster said nothing about this service in the last 14 days.";
  return "No event matches. Choose all types, or search for less.";
}

function Events({ list, filter, page }: { list: ClusterEvents; filter: Filter; page: string }) {
  if (list.events.length === 0) return <p className="panel-body dim">{emptyWords(filter)}</p>;
  return <EventTable events={list.events} page={page} />;
}

/** What the cluster said about a service in an environment, live and 14 days back. The filter is the address. */
export function EventsPage({ service, environment }: { service: string; environment: string }) {
  const [filter, setFilter] = useQueryStates(filters);
  const { type, q, cursor } = useDeferredValue(filter);
  const query = useQuery({
    ...eventsQuery(service, environment, {
      ...(type === "all" ? {} : { type }),
      ...(q === "" ? {} : { q }),
      ...(cursor === "" ? {} : { cursor }),
    }),
    placeholderData: keepPreviousData,
  });
  useLive([`service:${service}:${environment}`]);
  return (
    <div className="service-page">
      <div className="page-head">
        <h1>Events of {service}</h1>
      </div>
      <ServiceTabs service={service} environment={environment} current="events" />
      <div className="bar events-bar">
        <SearchInput
          label="Search the events"
          placeholder="Reason, pod or text"
          value={filter.q}
          onChange={(event) => void setFilter({ q: event.target.value || null, cursor: null })}
        />
        <Segmented
          label="Type"
          value={filter.type}
          segments={segments}
          onChange={(value) => void setFilter({ type: value, cursor: null })}
        />
      </div>
      <Panel
        title="Events of the cluster"
        note="last seen first, kept 14 days; the cluster itself forgets them after an hour"
      >
        <Loaded query={query} label="Loading the events" rows={12}>
          {(list) => <Events list={list} filter={filter} page={`/s/${service}/${environment}`} />}
        </Loaded>
      </Panel>
      <p className="bar">
        {filter.cursor === "" ? null : (
          <Button onClick={() => void setFilter({ cursor: null })}>Newest</Button>
        )}
        {query.data?.next ? (
          <Button onClick={() => void setFilter({ cursor: query.data.next })}>Older</Button>
        ) : null}
      </p>
    </div>
  );
}
