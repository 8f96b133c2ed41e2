import { colorChoices } from "@/components/pods/filter-pods";
import { podSuffix } from "@/components/pods/pod-view";
import { Checkbox } from "@/components/ui/checkbox";
import { SearchInput } from "@/components/ui/search-input";
import { Segmented } from "@/components/ui/segmented";
import { Select } from "@/components/ui/select";
import type { ServiceDetail } from "@/contracts/service";
import type { LogFilter } from "./log-filter";
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

/** What to search for, which pods, and how far back. */
export function LogControls({
  detail,
  view,
  setView,
  filter,
}: Choice & { detail: ServiceDetail; filter: LogFilter }) {
  const problem = filter && "error" in filter ? filter.error : undefined;
  return (
    <div className="bar pod-bar log-bar">
      <SearchInput
        label="Search the lines"
        placeholder={view.re ? "Regular expression" : "Text or pod"}
        value={view.q}
        bad={problem !== undefined}
        aria-description={problem}
        onChange={(event) => void setView({ q: event.target.value || null })}
      />
      <Checkbox checked={view.re} onChange={(event) => void setView({ re: event.target.checked || null })}>
        Pattern
      </Checkbox>
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
