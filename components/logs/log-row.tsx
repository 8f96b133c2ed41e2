import { memo } from "react";
import { LogLine } from "@/components/pods/log-line";
import type { Hits } from "@/components/pods/marked-spans";
import { podSuffix } from "@/components/pods/pod-view";
import { Glyph } from "@/components/ui/glyph";
import { foldJson } from "./fold-json";
import type { LogEntry } from "./log-entry";

const two = (value: number): string => String(value).padStart(2, "0");

/** "14:06:50.123" in the zone of the reader; the exact time is its title. */
function localTime(at: string): string {
  const date = new Date(at);
  const seconds = `${two(date.getSeconds())}.${String(date.getMilliseconds()).padStart(3, "0")}`;
  return `${two(date.getHours())}:${two(date.getMinutes())}:${seconds}`;
}

function PodMark({ pod }: { pod: string }) {
  const color = /-(blue|green)-/.exec(pod)?.[1] as "blue" | "green" | undefined;
  return (
    <span className="log-pod" title={pod}>
      <Glyph name={color ? `${color}-run` : "pod-run"} label={color ?? "pod"} />
      {podSuffix(pod)}
    </span>
  );
}

/** One line: when, which pod, what it wrote. A remark of the portal stands across. */
export const LogRow = memo(function LogRow({
  entry,
  raw,
  isMore,
  isCurrent,
  hitsIn,
}: {
  entry: LogEntry;
  raw: boolean;
  /** It belongs to the line above: time and pod are not said again. */
  isMore: boolean;
  /** The hit on which the reader stands. */
  isCurrent: boolean;
  hitsIn: ((text: string) => Hits) | undefined;
}) {
  const { at, pod, text } = entry;
  if (pod === null)
    return (
      <div className="log-remark">
        {at ? <time dateTime={at}>{localTime(at)}</time> : null} {text}
      </div>
    );
  return (
    <div className={isMore ? "log-row more" : "log-row"} aria-current={isCurrent || undefined}>
      <time dateTime={at ?? undefined} title={at ?? undefined}>
        {at ? localTime(at) : ""}
      </time>
      <PodMark pod={pod} />
      <LogLine line={raw ? text : foldJson(text)} written={text} hitsIn={hitsIn} />
    </div>
  );
});
