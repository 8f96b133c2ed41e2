import { colorChoices } from "@/components/pods/filter-pods";
import { podSuffix } from "@/components/pods/pod-view";
import type { LogRun } from "@/components/queries/service-logs";
import { Segmented } from "@/components/ui/segmented";
import { Select } from "@/components/ui/select";
import type { KeptLog } from "@/contracts/kept-log";
import type { ServiceDetail } from "@/contracts/service";
import { sinceChoices, type useLogsChoice } from "./use-logs-choice";

/** What the address chooses, and how to change it. */
export type Choice = Pick<ReturnType<typeof useLogsChoice>, "view" | "setView">;

const runChoices: readonly { value: LogRun; label: string }[] = [
  { value: "now", label: "Runs now" },
  { value: "previous", label: "Before restart" },
  { value: "kept", label: "Crashed or deleted" },
];
const colorLabels = { both: "Both", blue: "Blue", green: "Green" } as const;

type PodName = Pick<KeptLog, "pod" | "color">;

/** Pods that have something to read in this run. */
function podsOf(detail: ServiceDetail, kept: readonly KeptLog[], view: Choice["view"]): PodName[] {
  if (view.run !== "kept") return detail.pods.map(({ name, color }) => ({ pod: name, color: color ?? null }));
  return [...new Map(kept.map(({ pod, color }) => [pod, { pod, color }])).values()];
}

/** The pods to choose from; one that is gone stays chosen. */
function podOptions(all: readonly PodName[], { color, pod }: Choice["view"]) {
  const pods = all.filter((each) => color === "both" || each.color === color);
  const gone = pod !== null && !pods.some((each) => each.pod === pod) ? [pod] : [];
  return [
    { value: "", label: pods.length === 1 ? "The one pod" : `All ${pods.length} pods` },
    ...pods.map((each) => ({
      value: each.pod,
      label: `${each.color ? `${each.color} ` : ""}${podSuffix(each.pod)}`,
    })),
    ...gone.map((name) => ({ value: name, label: `${podSuffix(name)}, gone` })),
  ];
}

/** The containers to choose from; none where each pod has but one. One that is gone stays chosen. */
function containerOptions(detail: ServiceDetail, { container }: Choice["view"]) {
  const names = new Set(detail.pods.flatMap(({ containers }) => containers.map(({ name }) => name)));
  if (container !== null) names.add(container);
  else if (names.size < 2) return [];
  return [
    { value: "", label: "Main container" },
    ...[...names].sort().map((name) => ({ value: name, label: name })),
  ];
}

function ContainerChoice({ detail, view, setView }: Choice & { detail: ServiceDetail }) {
  const options = containerOptions(detail, view);
  if (options.length === 0) return null;
  return (
    <Select
      aria-label="Container"
      value={view.container ?? ""}
      options={options}
      onChange={(event) => void setView({ container: event.target.value || null })}
    />
  );
}

/** Which color, pod, container and run, and how far back. */
export function LogChoice({
  detail,
  kept,
  view,
  setView,
}: Choice & { detail: ServiceDetail; kept: readonly KeptLog[] }) {
  return (
    <>
      {detail.row.strategy === "blueGreen" ? (
        <Segmented
          label="Color"
          value={view.color}
          segments={colorChoices.map((value) => ({ value, label: colorLabels[value] }))}
          onChange={(color) => void setView({ color, pod: null })}
        />
      ) : null}
      <Select
        aria-label="Pod"
        value={view.pod ?? ""}
        options={podOptions(podsOf(detail, kept, view), view)}
        onChange={(event) => void setView({ pod: event.target.value || null })}
      />
      <ContainerChoice detail={detail} view={view} setView={setView} />
      <Select
        aria-label="How far back"
        value={view.since}
        options={sinceChoices}
        onChange={(event) => void setView({ since: event.target.value as typeof view.since })}
      />
      <Select
        aria-label="Which run"
        value={view.run}
        options={runChoices}
        onChange={(event) => void setView({ run: event.target.value as LogRun })}
      />
    </>
  );
}
