import { en } from "@/components/i18n/en";
import { blade, pathOf, podsPerLine, tailOf, trackHeight, type Yard } from "./geometry";
import { PodCounts, PodGlyphs } from "./pod-glyphs";
import type { TrackSide } from "./track-picture";

type Props = { yard: Yard; narrow: boolean; side: TrackSide; live: boolean; width: number; end: number };

/** One track with its sleepers, pods, label and note. */
export function TrackLine({ yard, narrow, side, live, width, end }: Props) {
  const y = trackHeight(yard, side.color);
  const curve = blade([yard.throat, yard.middle], [yard.throat + yard.run, y]);
  const sleepers = Array.from({ length: Math.min(side.max, podsPerLine) }, (_, index) => {
    const x = yard.first + index * yard.pitch;
    return `M${x} ${y - 6}V${y + 6}`;
  }).join("");
  const many = side.pods.length > 2 * podsPerLine;
  return (
    <>
      <path className="sleeper" d={sleepers} />
      <path
        className={`route ${live ? "live" : "idle"} ${side.color}`}
        d={pathOf(live ? curve : tailOf(curve, 0.3), end)}
        {...(live ? { strokeWidth: width } : {})}
      />
      <path className="buffer" d={`M${end} ${y - 7}V${y + 7}`} />
      {many ? <PodCounts yard={yard} side={side} y={y} /> : <PodGlyphs yard={yard} side={side} y={y} />}
      <Label yard={yard} narrow={narrow} side={side} y={y} />
    </>
  );
}

function Label({ yard, narrow, side, y }: Pick<Props, "yard" | "narrow" | "side"> & { y: number }) {
  const twoLines = side.pods.length > podsPerLine && side.pods.length <= 2 * podsPerLine;
  const lift = twoLines ? 8 : 0;
  const x = yard.throat + yard.run + (narrow ? 4 : 8);
  const name = (
    <>
      <tspan className={`name ${side.color}`}>{en.colors[side.color]}</tspan>
      <tspan className="name">, {en.roles[side.role]}</tspan>
    </>
  );
  const version = <Version side={side} narrow={narrow} />;
  return (
    <>
      <text x={x} y={y - (narrow ? 32 : 18) - lift}>
        {name}
        {narrow ? null : version}
      </text>
      {narrow ? (
        <text x={x} y={y - 16 - lift}>
          {version}
        </text>
      ) : null}
      <text className="sub" x={x} y={y + 24 + lift}>
        {side.note}
      </text>
    </>
  );
}

function Version({ side, narrow }: Pick<Props, "side" | "narrow">) {
  if (!side.version) return null;
  return (
    <>
      <tspan className="version" {...(narrow ? {} : { dx: 10 })}>
        {side.version}
      </tspan>
      {side.config ? (
        <tspan className="quiet-text" dx="8">
          {side.config}
        </tspan>
      ) : null}
    </>
  );
}
