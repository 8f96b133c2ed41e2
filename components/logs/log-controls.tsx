import type { KeyboardEvent } from "react";
import { colorChoices } from "@/components/pods/filter-pods";
import { podSuffix } from "@/components/pods/pod-view";
import { Checkbox } from "@/components/ui/checkbox";
import { SearchInput } from "@/components/ui/search-input";
import { Segmented } from "@/components/ui/segmented";
import { Select } from "@/components/ui/select";
import type { ServiceDetail } from "@/contracts/service";
import { HitCounter } from "./hit-counter";
import type { LogMarks } from "./log-filter";
import type { HitWalk } from "./use-hit-walk";
import { sinceChoices, type useLogsChoice } from "./use-logs-choice";

const colorLabels = { both: "Both", blue: "Blue", green: "Green" } as const;

type Choice = Pick<ReturnType<typeof useLogsChoice>, "view" | "setView">;

/** The pods to choose from; one that is gone stays chosen. */
function podOptions(detail: ServiceDetail, view: Choice["view"]) {
  const pods = detail.pods.filter(({ color }) => view.color === "both" || color === view.color);
  const gone = view.pod !== null && !pods.some(({ name }) => name === view.pod) ? [view.pod] : [];
  return [
    { value: "", label: `All ${pods.length} pods` },
    ...pods.map(({ name, color }) => ({
      value: name,
      label: `${color ? `${color} ` : ""}${podSuffix(name)}`,
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

function Which({ detail, view, setView }: Choice & { detail: ServiceDetail }) {
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
        options={podOptions(detail, view)}
        onChange={(event) => void setView({ pod: event.target.value || null })}
      />
      <ContainerChoice detail={detail} view={view} setView={setView} />
      <Select
        aria-label="How far back"
        value={view.since}
        options={sinceChoices}
        onChange={(event) => void setView({ since: event.target.value as typeof view.since })}
      />
      <Checkbox
        checked={view.previous}
        onChange={(event) => void setView({ previous: event.target.checked || null })}
      >
        Before the last restart
      </Checkbox>
    </>
  );
}

/** What is searched for, whether other lines are shown, and the way from hit to hit. */
function Search({ view, setView, filter, walk }: Choice & { filter: LogMarks; walk: HitWalk }) {
  const problem = problemOf(filter);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || event.nativeEvent.isComposing) return;
    event.preventDefault();
    walk.move(event.shiftKey ? -1 : 1);
  };
  return (
    <>
      <SearchInput
        label="Search the lines"
        placeholder={view.re ? "Regular expression" : "Text or pod"}
        value={view.q}
        bad={problem !== undefined}
        aria-description={problem ?? "Enter goes to the next hit, Shift and Enter to the one before."}
        onChange={(event) => void setView({ q: event.target.value || null })}
        onKeyDown={onKeyDown}
      />
      {filter !== null && problem === undefined ? <HitCounter walk={walk} /> : null}
      <Checkbox checked={view.re} onChange={(event) => void setView({ re: event.target.checked || null })}>
        Pattern
      </Checkbox>
      <Checkbox
        checked={!view.all}
        onChange={(event) => void setView({ all: event.target.checked ? null : true })}
      >
        Only hits
      </Checkbox>
    </>
  );
}

const problemOf = (filter: LogMarks): string | undefined =>
  filter && "error" in filter ? filter.error : undefined;

/** What to search for, which pods, and how far back. */
export function LogControls({
  detail,
  view,
  setView,
  filter,
  walk,
}: Choice & { detail: ServiceDetail; filter: LogMarks; walk: HitWalk }) {
  const problem = problemOf(filter);
  return (
    <div className="bar pod-bar log-bar">
      <Search view={view} setView={setView} filter={filter} walk={walk} />
      <Which detail={detail} view={view} setView={setView} />
      <Checkbox
        checked={view.wrap}
        onChange={(event) => void setView({ wrap: event.target.checked || null })}
      >
        Wrap
      </Checkbox>
      <Checkbox checked={view.raw} onChange={(event) => void setView({ raw: event.target.checked || null })}>
        JSON as written
      </Checkbox>
      {problem ? (
        <p role="alert" className="why red log-problem">
          {problem}
        </p>
      ) : null}
    </div>
  );
}
