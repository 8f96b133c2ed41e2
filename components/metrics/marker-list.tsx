import { markerGlyphs } from "@/components/charts/marker-strip";
import { Clock } from "@/components/ui/age";
import { Glyph } from "@/components/ui/glyph";
import { Link } from "@/components/ui/link";
import { Panel } from "@/components/ui/panel";
import type { MetricMarker } from "@/contracts/metrics";

/** What was done in the range of the charts, newest first. */
export function MarkerList({ markers }: { markers: readonly MetricMarker[] }) {
  return (
    <Panel title="Done in this time" note={`${markers.length}`}>
      {markers.length === 0 ? (
        <p className="panel-body dim">No deployment, config, change of scaling or campaign in this range.</p>
      ) : (
        <ul className="list metrics-done">
          {markers.toReversed().map(({ at, kind, words, href }) => (
            <li key={`${at} ${words}`}>
              <Clock at={at} seconds />
              <Glyph name={markerGlyphs[kind]} />
              <Link href={href}>{words}</Link>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
