import { type Color, otherColor } from "@/contracts/color-names";
import { blade, pathOf, tailOf } from "./geometry";
import type { PodMark } from "./pod-mark";

export type MiniTrackProps = {
  /** Which color has the traffic; `plain` for a rolling update, `job` for a scheduled job, `none` where nothing runs. */
  serving: Color | "plain" | "job" | "none";
  /** State of the other color's pods; left out when it has none. */
  candidate?: PodMark | undefined;
  /** Accessible sentence: "blue serves, green warms". */
  label: string;
};

const height: Readonly<Record<Color, number>> = { blue: 4, green: 14 };
const route = (color: Color) => blade([6, 9], [18, height[color]]);

/** The points in 44 x 18, for rows. */
export function MiniTrack({ serving, candidate, label }: MiniTrackProps) {
  return (
    <svg className="mini" viewBox="0 0 44 18" role="img" aria-label={label}>
      <Drawing serving={serving} candidate={candidate} />
    </svg>
  );
}

function Drawing({ serving, candidate }: Pick<MiniTrackProps, "serving" | "candidate">) {
  if (serving === "none")
    return <path className="idle" d="M0 9H6C12 9 12 4 18 4H32M6 9C12 9 12 14 18 14H32" />;
  if (serving === "plain" || serving === "job") {
    return (
      <>
        <path className={serving === "plain" ? "live plain" : "idle"} d="M0 9H34" />
        <use href={serving === "plain" ? "#g-pod-run" : "#g-pod-job"} x="33" y="4" width="10" height="10" />
      </>
    );
  }
  const other = otherColor(serving);
  return (
    <>
      <path className="idle" d={pathOf(tailOf(route(other), 0.35), candidate ? 33 : 26)} />
      <path className={`live ${serving}`} d={pathOf(route(serving), 35)} />
      <path className="lead" d="M0 9H6.5" />
      <use href={`#g-${serving}-run`} x="32.5" y={height[serving] - 5.5} width="11" height="11" />
      {candidate ? (
        <use href={`#g-${other}-${candidate}`} x="33" y={height[other] - 4.5} width="9" height="9" />
      ) : null}
    </>
  );
}
