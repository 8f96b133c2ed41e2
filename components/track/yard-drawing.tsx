import { blade, curveOf, liveWidth, podsPerLine, trackHeight, type Yard } from "./geometry";
import { TrackLine } from "./track-line";
import type { TrackPictureProps, TrackSide } from "./track-picture";

type Props = TrackPictureProps & { yard: Yard; narrow?: boolean };

/** X of the buffer stops: behind the last sleeper of the longer track. */
export function endOfTracks(yard: Yard, sides: readonly TrackSide[]): number {
  const places = Math.max(1, ...sides.map((side) => Math.max(side.max, side.pods.length)));
  return yard.first + (Math.min(places, podsPerLine) - 1) * yard.pitch + yard.rest;
}

/** One drawing of the track picture at one size. */
export function YardDrawing({
  yard,
  narrow = false,
  serving,
  blue,
  green,
  requestsPerSecond,
  sentence,
}: Props) {
  const width = liveWidth(requestsPerSecond);
  const end = endOfTracks(yard, [blue, green]);
  // The live track is drawn last, over the idle one.
  const order = serving === "blue" ? [green, blue] : [blue, green];
  const lead = yard.box[0] + yard.box[1];
  return (
    // biome-ignore lint/a11y/useSemanticElements: a drawing whose pods are links is a group, not a fieldset
    <svg
      className={`yard ${narrow ? "narrow-yard" : "wide-yard"}`}
      width={yard.width}
      height={yard.height}
      viewBox={`0 0 ${yard.width} ${yard.height}`}
      role="group"
      aria-label={sentence}
    >
      <path className="lead" d={`M${lead} ${yard.middle}H${yard.throat}`} strokeWidth={width} />
      {order.map((side) => (
        <TrackLine
          key={side.color}
          yard={yard}
          narrow={narrow}
          side={side}
          live={side.color === serving}
          width={width}
          end={end}
        />
      ))}
      {serving ? <Flow yard={yard} height={trackHeight(yard, serving)} /> : null}
      <circle className="pivot" cx={yard.throat} cy={yard.middle} r="5.5" />
      <Ingress yard={yard} requestsPerSecond={requestsPerSecond} />
    </svg>
  );
}

function Flow({ yard, height }: { yard: Yard; height: number }) {
  const curve = curveOf(blade([yard.throat, yard.middle], [yard.throat + yard.run, height]), yard.first - 10);
  return <path className="flow" d={`M${yard.box[0] + yard.box[1]} ${yard.middle}H${yard.throat} ${curve}`} />;
}

function Ingress({ yard, requestsPerSecond }: { yard: Yard; requestsPerSecond: number | undefined }) {
  const [x, width] = yard.box;
  const measured = requestsPerSecond !== undefined;
  return (
    <>
      <rect className="box" x={x} y={yard.middle - 22} width={width} height="44" rx="5" />
      <text x={x + width / 2} y={yard.middle + (measured ? -3 : 4)} textAnchor="middle">
        Ingress
      </text>
      {measured ? (
        <text className="sub" x={x + width / 2} y={yard.middle + 12} textAnchor="middle">
          {requestsPerSecond} req/s
        </text>
      ) : null}
    </>
  );
}
