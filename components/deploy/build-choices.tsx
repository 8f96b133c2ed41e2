"use client";

import clsx from "clsx";
import { Ago } from "@/components/ui/age";
import { Glyph } from "@/components/ui/glyph";
import type { BuildChoice } from "@/contracts/plan";

/** The reason without the service and the version that stand in the same row already. */
function shortReason(reason: string, tag: string): string {
  const rest = reason.replace(/^\S+ \S+ (?=has not )/, (start) =>
    start.includes(tag.slice(0, 4)) ? "" : start,
  );
  return rest.charAt(0).toUpperCase() + rest.slice(1);
}

function Remark({ build }: { build: BuildChoice }) {
  if (!build.eligible.allowed) {
    return (
      <span className="pair" title={build.eligible.reason}>
        <Glyph name="soon" />
        <span className="cut">{shortReason(build.eligible.reason, build.tag)}</span>
      </span>
    );
  }
  if (build.runningIn.length > 0) return <span>runs in {build.runningIn.join(", ")}</span>;
  const last = build.succeededIn.at(-1);
  return last ? (
    <span className="pair">
      <Glyph name="tick" />
      succeeded in {last.environment} <Ago at={last.at} suffix=" ago" />
    </span>
  ) : (
    <span className="faint">not deployed yet</span>
  );
}

export interface BuildChoicesProps {
  builds: readonly BuildChoice[];
  chosen: string | null;
  onChoose: (tag: string) => void;
}

/** Builds, newest first. One that may not go here can still be chosen, to read the whole reason; it cannot be asked for. */
export function BuildChoices({ builds, chosen, onChoose }: BuildChoicesProps) {
  return (
    <div className="builds" role="radiogroup" aria-label="Build">
      {builds.map((build) => (
        <label key={build.id} className={clsx(!build.eligible.allowed && "off")}>
          <input
            type="radio"
            name="build"
            value={build.tag}
            checked={build.tag === chosen}
            onChange={() => onChoose(build.tag)}
          />
          <i className="dot" aria-hidden="true" />
          <span className={clsx("mono cut", build.tag === chosen && "strong")}>{build.tag}</span>
          <span className="dim br cut">{build.branch}</span>
          <span className="dim why-not cut">
            <Remark build={build} />
          </span>
          <span className="faint age nowrap">
            <Ago at={build.builtAt} suffix=" old" />
          </span>
        </label>
      ))}
    </div>
  );
}
