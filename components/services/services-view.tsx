"use client";

import { useQuery } from "@tanstack/react-query";
import { parseAsString, parseAsStringLiteral, useQueryState } from "nuqs";
import { useDeferredValue, useMemo } from "react";
import { useLive } from "@/components/live/use-live";
import { environmentsQuery } from "@/components/queries/environments";
import { problemOf } from "@/components/queries/problem-error";
import { servicesQuery } from "@/components/queries/services";
import { ErrorState } from "@/components/ui/error-state";
import { Segmented } from "@/components/ui/segmented";
import { SkeletonRows } from "@/components/ui/skeleton";
import type { ServiceRow } from "@/contracts/service";
import { FilterBar } from "./filter-bar";
import { filterRows, parseFilter } from "./filter-query";
import { HealthMap } from "./health-map";
import { NeedStrip } from "./need-strip";
import { NoMatch } from "./no-match";
import { ServiceList } from "./service-list";
import { ServiceMatrix } from "./service-matrix";
import { sortByNeed } from "./sort-rows";
import "./services.css";

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
  if (view === "matrix")
    return <ServiceMatrix names={rows.map((row) => row.name)} environments={environments ?? []} />;
  if (view === "map") return <HealthMap rows={rows} environment={environment} />;
  return <ServiceList rows={rows} environment={environment} total={total} />;
}

/** The services overview: what needs a person, then every service, filtered as the address says, live. */
export function ServicesView({ environment }: { environment: string }) {
  const [text, setText] = useQueryState("q", parseAsString.withDefault(""));
  const [view, setView] = useQueryState("view", parseAsStringLiteral(views).withDefault("list"));
  const { data, error, refetch } = useQuery(servicesQuery(environment));
  useLive([`svc:${environment}`, "me"]);
  const deferred = useDeferredValue(text);
  const all = data?.rows;
  const rows = useMemo(() => sortByNeed(filterRows(all ?? [], parseFilter(deferred))), [all, deferred]);
  return (
    <>
      <div className="page-head">
        <h1>Services</h1>
        {data ? (
          <p className="dim">
            {data.present} of {data.total} in {environment}
          </p>
        ) : null}
        <div className="acts">
          <Segmented label="View" value={view} segments={segments} onChange={(next) => void setView(next)} />
        </div>
      </div>
      {view === "list" ? <NeedStrip environment={environment} /> : null}
      <FilterBar text={text} rows={all ?? []} onChange={(next) => void setText(next)} />
      <p className="sr" role="status">
        {text ? `${rows.length} services match` : ""}
      </p>
      {error && !data ? (
        <ErrorState
          message={problemOf(error).detail}
          requestId={problemOf(error).requestId}
          onRetry={() => void refetch()}
        />
      ) : null}
      {!data && !error ? <SkeletonRows label="Loading services" rows={16} /> : null}
      {data && rows.length === 0 && text ? (
        <NoMatch text={text} rows={data.rows} onChange={(next) => void setText(next)} />
      ) : null}
      {rows.length > 0 ? (
        <Fleet view={view} rows={rows} environment={environment} total={data?.total ?? 0} />
      ) : null}
    </>
  );
}
