import clsx from "clsx";
import type { ReactNode } from "react";

export type Figure = { value: string; unit: string };
export type TrackRow = { serving: boolean; who: ReactNode; figures?: readonly Figure[] };

/** Two rows beside the track picture, whose centers are the tracks: links to what runs there, and figures when somebody measures. */
export function TrackFigures({ rows }: { rows: readonly [TrackRow, TrackRow] }) {
  return (
    <div className="sides">
      {rows.map((row, index) => (
        <div
          key={index === 0 ? "upper" : "lower"}
          className={clsx("side", row.serving && "serving", row.figures?.length && "has-figures")}
        >
          <div className="who">{row.who}</div>
          {row.figures?.map((figure) => (
            <div className="fig" key={figure.unit}>
              {figure.value}
              <small>{figure.unit}</small>
            </div>
          ))}
        </div>
      ))}
    </div>
  );
}
