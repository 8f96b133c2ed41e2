import type { KeyboardEvent } from "react";
import { Checkbox } from "@/components/ui/checkbox";
import { SearchInput } from "@/components/ui/search-input";
import type { KeptLog } from "@/contracts/kept-log";
import type { ServiceDetail } from "@/contracts/service";
import { HitCounter } from "./hit-counter";
import { type Choice, LogChoice } from "./log-choice";
import type { LogMarks } from "./log-filter";
import type { HitWalk } from "./use-hit-walk";

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
  filter,
  walk,
  ...which
}: Choice & { detail: ServiceDetail; kept: readonly KeptLog[]; filter: LogMarks; walk: HitWalk }) {
  const { view, setView } = which;
  const problem = problemOf(filter);
  return (
    <div className="bar pod-bar log-bar">
      <Search view={view} setView={setView} filter={filter} walk={walk} />
      <LogChoice {...which} />
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
