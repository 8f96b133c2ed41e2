import type { KeptRun } from "@/server/ports/kept-logs";
import type { LogsQuery } from "./log-query";

/** How a kept run ended, as a remark of the merged log at that time. */
function ending({ pod, container, cause, reason, exitCode, endedAt, problem }: KeptRun): string {
  const how = reason === null ? "" : `: ${reason}, exit ${exitCode}`;
  const what = cause === "crashed" ? "crashed" : "ended when its pod was deleted";
  return `${endedAt} - ${pod}, ${container} ${what}${how}.${problem === null ? "" : ` ${problem}`}`;
}

/** The newest lines of a run that was kept, as `<time> <pod> <text>`, from a moment on; then how it ended. */
export async function* keptLines(
  run: KeptRun,
  { since, tail }: Pick<LogsQuery, "since" | "tail">,
): AsyncGenerator<string> {
  const from = since === undefined ? 0 : Date.parse(since);
  for (const line of run.lines.slice(-tail)) {
    const blank = line.indexOf(" ");
    if (from > 0 && Date.parse(line.slice(0, blank)) < from) continue;
    yield line.replace(" ", ` ${run.pod} `);
  }
  yield ending(run);
}
