import { Change } from "@/components/ui/diff-lines";
import { Glyph } from "@/components/ui/glyph";
import type { Plan, SemanticChange } from "@/contracts/plan";

const areas = [
  ["image", "Image"],
  ["config", "Config"],
  ["template", "Template"],
  ["resources", "Resources"],
  ["probes", "Probes"],
  ["scaling", "Scaling"],
  ["network", "Network"],
  ["other", "Objects"],
  ["labels", "Labels"],
] as const;

function trafficSentence(plan: Plan): string {
  if (!plan.candidate) return "One workload, replaced pod by pod";
  if (!plan.live?.color) return `First deployment: ${plan.candidate} takes the traffic when it is ready`;
  return `Goes to ${plan.candidate}. ${plan.live.color === "blue" ? "Blue" : "Green"} keeps all traffic until the switch`;
}

function AreaRow({
  title,
  changes,
  area,
}: {
  title: string;
  changes: readonly SemanticChange[];
  area: string;
}) {
  return (
    <li>
      <Glyph name="right" />
      <span className="what">{title}</span>
      <ul>
        {changes.map((change) => (
          <li className="line" key={change.title}>
            {area === "image" ? null : (
              <span className={area === "config" ? "mono" : undefined}>{change.title}</span>
            )}
            <Change from={change.from ?? undefined} to={change.to ?? undefined} />
            {change.note ? <span className="faint xs">{change.note}</span> : null}
          </li>
        ))}
      </ul>
    </li>
  );
}

/** What a plan changes, in words: where traffic goes, then each area that differs from what is live. */
export function ChangeSummary({ plan }: { plan: Plan }) {
  const present = areas.filter(([area]) => plan.changes.some((change) => change.area === area));
  return (
    <ul className="panel plan">
      <li>
        <Glyph name={plan.candidate ? `${plan.candidate}-idle` : "pod-run"} />
        <span className="what">Traffic</span>
        <span>{trafficSentence(plan)}</span>
      </li>
      {present.map(([area, title]) => (
        <AreaRow
          key={area}
          area={area}
          title={title}
          changes={plan.changes.filter((change) => change.area === area)}
        />
      ))}
      {present.length === 0 ? (
        <li>
          <Glyph name="tick" />
          <span className="what">Nothing</span>
          <span>Image, config and template are what runs now</span>
        </li>
      ) : null}
    </ul>
  );
}
