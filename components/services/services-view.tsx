"use client";

import { useQuery } from "@tanstack/react-query";
import { parseAsString, parseAsStringLiteral, useQueryState } from "nuqs";
import { useDeferredValue, useMemo } from "react";
import { OpenFloorsProvider } from "@/components/campaigns/floor-chip";
import { useLive } from "@/components/live/use-live";
import { environmentsQuery } from "@/components/queries/environments";
import { Loaded } from "@/components/queries/loaded";
import { servicesQuery } from "@/components/queries/services";
import { Segmented } from "@/components/ui/segmented";
import type { ServiceList as ServiceListAnswer, ServiceRow } from "@/contracts/service";
import { FilterBar } from "./filter-bar";
import { filterRows, parseFilter } from "./filter-query";
import { HealthMap } from "./health-map";
import { NeedStrip } from "./need-strip";
import { NoMatch } from "./no-match";
import { ServiceList } from "./service-list";
import { ServiceMatrix } from "./service-matrix";
import { sortByNeed } from "./sort-rows";
import "./services.css";
import "./services-narrow.css";

const views = ["list", "matrix", "map"] as const;
const segments = [
  { value: "list", label: "List" },
  { value: "matrix", label: "Matrix" },
  { value: "map", label: "Map" },
] as const;

function Fleet({
  view,
  rows,
  environment,
  total,
}: {
  view: (typeof views)[number];
  rows: readonly ServiceRow[];
  environment: string;
  total: number;
}) {
  const { data: environments } = useQuery(environmentsQuery());
  if (view === "matrix") return <ServiceMatrix list={rows} environments={environments ?? []} />;
  if (view === "map") return <HealthMap rows={rows} environment={environment} />;
  return (
    <OpenFloorsProvider environment={environment}>
      <ServiceList rows={rows} environment={environment} total={total} />
    </OpenFloorsProvider>
  );
}

function Presence({ list }: { list: ServiceListAnswer | undefined }) {
  if (!list) return null;
  return (
    <p className="dim">
      {list.present} of {list.total} in {list.environment}
    </p>
  );
}

/** The services overview: what needs a person, then every service, filtered as the address says, live. */
export function ServicesView({ environment }: { environment: string }) {
  const [text, setText] = useQueryState("q", parseAsString.withDefault(""));
  const [view, setView] = useQueryState("view", parseAsStringLiteral(views).withDefault("list"));
  const query = useQuery(servicesQuery(environment));
  useLive([`svc:${environment}`, "me"]);
  const deferred = useDeferredValue(text);
  const all = query.data?.rows;
  const rows = useMemo(() => sortByNeed(filterRows(all ?? [], parseFilter(deferred))), [all, deferred]);
  return (
    <>
      <div className="page-head">
        <h1>Services</h1>
        <Presence list={query.data} />
        <div className="acts">
          <Segmented label="View" value={view} segments={segments} onChange={(next) => void setView(next)} />
        </div>
      </div>
      {view === "list" ? <NeedStrip environment={environment} /> : null}
      <FilterBar text={text} rows={all ?? []} onChange={(next) => void setText(next)} />
      <p className="sr" role="status">
        {text ? `${rows.length} services match` : ""}
      </p>
      <Loaded query={query} label="Loading services" rows={16}>
        {(list) =>
          rows.length > 0 ? (
            <Fleet view={view} rows={rows} environment={environment} total={list.total} />
          ) : (
            <NoMatch text={text} rows={list.rows} onChange={(next) => void setText(next)} />
          )
        }
      </Loaded>
    </>
  );
}
