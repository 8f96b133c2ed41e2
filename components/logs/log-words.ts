import type { LogRun, LogsChoice } from "@/components/queries/service-logs";
import type { LogsState } from "./use-service-logs";

const number = new Intl.NumberFormat("en");

const phaseWords: Readonly<Record<LogsState["phase"], string>> = {
  opening: "opening",
  following: "following",
  waiting: "nothing to read",
  again: "the connection broke; trying again",
  ended: "the whole log",
  refused: "not readable",
};

const endedWords: Readonly<Record<Exclude<LogRun, "now">, string>> = {
  previous: "what the containers wrote before their last restart",
  kept: "last lines of what crashed or was deleted, kept 14 days",
};

/** How a log view stands: its reading, what is read, and how many of its lines are shown. */
export interface LogStanding {
  phase: LogsState["phase"];
  choice: Pick<LogsChoice, "run" | "pod" | "since">;
  shown: number;
  all: number;
  dropped: number;
}

function readingWords({ phase, choice: { run, pod }, all }: LogStanding): string {
  if (phase === "ended" && run !== "now") return endedWords[run];
  if (phase === "waiting" && all > 0) return pod === null ? "no pod runs now" : "the pod is gone";
  return phaseWords[phase];
}

/** The note beside the title: "following, 41 of 2,000 lines". */
export function logNote(standing: LogStanding): string {
  const { shown, all, dropped, phase } = standing;
  if (phase === "refused" && all === 0) return phaseWords.refused;
  const lines =
    shown === all ? `${number.format(all)} lines` : `${number.format(shown)} of ${number.format(all)} lines`;
  const older = dropped > 0 ? `, ${number.format(dropped)} older ones were let go: download` : "";
  return `${readingWords(standing)}, ${lines}${older}`;
}

/** Why the pane is empty and what would fill it; null while lines are shown, or where a notice says it. */
export function emptyWords({ phase, choice, shown, all }: LogStanding): string | null {
  if (shown > 0 || phase === "refused") return null;
  if (all > 0) return "No line has a hit.";
  if (phase === "opening") return "Opening the log.";
  if (choice.run === "kept") return "No container of this choice crashed or was deleted within 14 days.";
  if (choice.run === "previous") return "No container of this choice was restarted: there is no run before.";
  if (phase === "waiting")
    return choice.pod === null ? "No pod runs here now. Its lines appear as soon as one starts." : null;
  const since = choice.since === null ? "" : " within the chosen time";
  return `The pods wrote nothing${since} yet. Their lines appear here as they come.`;
}
