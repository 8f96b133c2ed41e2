import { Glyph } from "@/components/ui/glyph";
import { GridCell, GridHead, GridRow, GridTable } from "@/components/ui/grid-table";
import type { Color } from "@/contracts/color";
import type { DeploymentDetail } from "@/contracts/deployment";

const names = { blue: "Blue", green: "Green" } as const;

interface Line {
  label: string;
  of: (color: Color) => string;
}

function linesOf(detail: DeploymentDetail): readonly Line[] {
  const state = (color: Color) => detail.colors.find((candidate) => candidate.color === color);
  const pods = (color: Color) => detail.pods.filter((pod) => pod.color === color);
  const restarts = (color: Color) =>
    pods(color).reduce(
      (sum, pod) => sum + pod.containers.reduce((inner, container) => inner + container.restarts, 0),
      0,
    );
  return [
    { label: "Version", of: (color) => state(color)?.release?.version ?? "–" },
    { label: "Config", of: (color) => (state(color)?.release ? String(state(color)?.release?.config) : "–") },
    {
      label: "Ready",
      of: (color) => (state(color)?.wanted ? `${state(color)?.ready} of ${state(color)?.wanted}` : "–"),
    },
    { label: "Restarts", of: (color) => (pods(color).length > 0 ? String(restarts(color)) : "–") },
    {
      label: "HPA",
      of: (color) => (state(color)?.hpa ? `${state(color)?.hpa?.min} to ${state(color)?.hpa?.max}` : "–"),
    },
  ];
}

/** Blue beside green: what runs, how much of it, how it does. Figures of the serving color are strong. */
export function ColorComparison({ detail }: { detail: DeploymentDetail }) {
  const tone = (color: Color) => (detail.serving === color ? "v strong" : "v dim");
  return (
    <GridTable className="compare" label="Blue and green compared">
      <GridRow>
        <GridHead label="Compare" className="thead" />
        {(["blue", "green"] as const).map((color) => (
          <GridHead key={color} label={names[color]} className="v strong">
            <Glyph name={`${color}-${detail.serving === color ? "run" : "idle"}`} />
            {names[color]}
          </GridHead>
        ))}
      </GridRow>
      {linesOf(detail).map((line) => (
        <GridRow key={line.label}>
          <GridCell className="dim">{line.label}</GridCell>
          <GridCell className={tone("blue")}>{line.of("blue")}</GridCell>
          <GridCell className={tone("green")}>{line.of("green")}</GridCell>
        </GridRow>
      ))}
    </GridTable>
  );
}
