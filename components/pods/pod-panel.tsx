"use client";

import { useQuery } from "@tanstack/react-query";
import { parseAsString, parseAsStringLiteral, useQueryState } from "nuqs";
import { useMemo } from "react";
import { podUsageQuery } from "@/components/queries/metrics";
import { Ago } from "@/components/ui/age";
import { EmptyState } from "@/components/ui/empty-state";
import { Panel } from "@/components/ui/panel";
import { SearchInput } from "@/components/ui/search-input";
import { Segmented } from "@/components/ui/segmented";
import type { ServiceDetail } from "@/contracts/service";
import { colorChoices, filterPods, restartsOf } from "./filter-pods";
import { PodTable } from "./pod-table";

const colorLabels = { both: "Both", blue: "Blue", green: "Green" } as const;

function emptyWords({ row, pods }: ServiceDetail, environment: string): string {
  if (!row.present) return `${row.name} is not in ${environment}.`;
  if (pods.length > 0) return "No pod matches the filter.";
  return row.strategy === "cron"
    ? "No run now; pods come and go with the schedule."
    : "No pods run here now.";
}

function noteOf({ pods, namespace, cluster, row }: ServiceDetail): string {
  if (!row.present) return "";
  const restarts = pods.reduce((sum, pod) => sum + restartsOf(pod), 0);
  const over = pods.filter(({ phase }) => phase === "Succeeded" || phase === "Failed").length;
  const ready = pods.filter((pod) => pod.ready).length;
  const standing = `${ready} of ${pods.length - over} ready${over === 0 ? "" : `, ${over} ended`}`;
  return `${standing} in ${namespace} on ${cluster}, pool ${row.pool}, ${restarts} ${restarts === 1 ? "restart" : "restarts"}`;
}

/** The list of pods with its filter; what is filtered stands in the address. */
export function PodPanel({
  detail,
  environment,
  ...rows
}: {
  detail: ServiceDetail;
  environment: string;
  onOpen: (pod: string) => void;
  onLogs: (pod: string, previous: boolean) => void;
}) {
  const [color, setColor] = useQueryState("color", parseAsStringLiteral(colorChoices).withDefault("both"));
  const [text, setText] = useQueryState("q", parseAsString.withDefault(""));
  const { data: used } = useQuery(podUsageQuery(detail.row.name, environment));
  const usage = useMemo(() => new Map(used?.pods.map((each) => [each.pod, each])), [used]);
  const shown = filterPods(detail.pods, { color, text });
  return (
    <Panel
      title="Pods"
      note={noteOf(detail)}
      aside={
        <span className="age">
          {detail.row.seenAt ? <Ago at={detail.row.seenAt} suffix=" ago" /> : "no data yet"}
        </span>
      }
    >
      <div className="bar pod-bar">
        <SearchInput
          label="Filter pods"
          placeholder="Name, status or node"
          value={text}
          onChange={(event) => void setText(event.target.value || null)}
        />
        {detail.row.strategy === "blueGreen" ? (
          <Segmented
            label="Color"
            value={color}
            segments={colorChoices.map((value) => ({ value, label: colorLabels[value] }))}
            onChange={(value) => void setColor(value)}
          />
        ) : null}
      </div>
      {shown.length === 0 ? (
        <EmptyState>{emptyWords(detail, environment)}</EmptyState>
      ) : (
        <PodTable pods={shown} usage={usage} {...rows} />
      )}
    </Panel>
  );
}
