import { parseAsBoolean, parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { useMemo } from "react";
import { colorChoices } from "@/components/pods/filter-pods";
import { type LogsChoice, logRuns } from "@/components/queries/service-logs";

/** How far back, in minutes; empty: the newest lines of each pod, however old. */
export const sinceChoices = [
  { value: "", label: "Newest lines" },
  { value: "5", label: "Last 5 minutes" },
  { value: "15", label: "Last 15 minutes" },
  { value: "60", label: "Last hour" },
  { value: "360", label: "Last 6 hours" },
  { value: "1440", label: "Last 24 hours" },
] as const;

const sinceValues = sinceChoices.map(({ value }) => value);

/** What is read and how it is shown; all of it stands in the address, so that a view can be sent to somebody. */
export function useLogsChoice(service: string, environment: string) {
  const [view, setView] = useQueryStates({
    color: parseAsStringLiteral(colorChoices).withDefault("both"),
    pod: parseAsString,
    container: parseAsString,
    run: parseAsStringLiteral(logRuns).withDefault("now"),
    since: parseAsStringLiteral(sinceValues).withDefault(""),
    q: parseAsString.withDefault(""),
    all: parseAsBoolean.withDefault(false),
    re: parseAsBoolean.withDefault(false),
    wrap: parseAsBoolean.withDefault(false),
    raw: parseAsBoolean.withDefault(false),
  });
  const { color, pod, container, run, since } = view;
  // Counted from when it was chosen: a log that is followed must not begin anew every second.
  const choice = useMemo<LogsChoice>(
    () => ({
      ...{ service, environment, pod, container, run },
      color: color === "both" ? null : color,
      since: since === "" ? null : new Date(Date.now() - Number(since) * 60_000).toISOString(),
    }),
    [service, environment, color, pod, container, run, since],
  );
  return { view, setView, choice };
}
