import { en } from "@/components/i18n/en";
import { podsPerLine, type Yard } from "./geometry";
import type { PodMark } from "./pod-mark";
import type { TrackPod, TrackSide } from "./track-picture";

type Props = { yard: Yard; side: TrackSide; y: number };

/** Up to 24 pods, each on its place: 12 on the line, more on both sides of it. */
export function PodGlyphs({ yard, side, y }: Props) {
  const twoLines = side.pods.length > podsPerLine;
  return side.pods.map((pod, index) => {
    const lane = index < podsPerLine ? -11 : 11;
    const place = { x: yard.first + (index % podsPerLine) * yard.pitch, y: y + (twoLines ? lane : 0) };
    return <PodGlyph key={pod.name} yard={yard} side={side} pod={pod} place={place} halo={!twoLines} />;
  });
}

function PodGlyph({
  yard,
  side,
  pod,
  place,
  halo,
}: Pick<Props, "yard" | "side"> & { pod: TrackPod; place: { x: number; y: number }; halo: boolean }) {
  const half = yard.glyph / 2;
  const name = `${en.colors[side.color]} pod ${pod.words}`;
  const drawing = (
    <>
      <rect
        className="hit"
        x={place.x - yard.pitch / 2}
        y={place.y - 12}
        width={yard.pitch}
        height="24"
        rx="4"
      />
      {halo ? <circle className="halo" cx={place.x} cy={place.y} r={half + 1.5} /> : null}
      <use
        href={`#g-${side.color}-${pod.mark}`}
        x={place.x - half}
        y={place.y - half}
        width={yard.glyph}
        height={yard.glyph}
      />
    </>
  );
  if (pod.href) {
    return (
      <a href={pod.href} aria-label={name}>
        {drawing}
      </a>
    );
  }
  return (
    // biome-ignore lint/a11y/noInteractiveElementToNoninteractiveRole: a group of SVG shapes is one image
    <g role="img" aria-label={name}>
      {drawing}
    </g>
  );
}

const marks: readonly PodMark[] = ["run", "start", "wait", "fail", "idle"];

/** More than 24 pods: one glyph for each state with its number. */
export function PodCounts({ yard, side, y }: Props) {
  const counts = marks
    .map((mark) => [mark, side.pods.filter((pod) => pod.mark === mark).length] as const)
    .filter(([, count]) => count > 0);
  return counts.map(([mark, count], index) => {
    const x = yard.first + index * 4 * Math.max(yard.pitch, 16);
    return (
      // biome-ignore lint/a11y/noInteractiveElementToNoninteractiveRole: a group of SVG shapes is one image
      <g key={mark} role="img" aria-label={`${en.colors[side.color]} pods ${en.pods[mark]}: ${count}`}>
        <rect x={x - 10} y={y - 11} width={58} height={22} rx={4} className="halo" />
        <use
          href={`#g-${side.color}-${mark}`}
          x={x - yard.glyph / 2}
          y={y - yard.glyph / 2}
          width={yard.glyph}
          height={yard.glyph}
        />
        <text x={x + 12} y={y + 4}>
          ×{count}
        </text>
      </g>
    );
  });
}
