import { Ago } from "@/components/ui/age";
import { Glyph } from "@/components/ui/glyph";
import { Panel } from "@/components/ui/panel";
import type { AutoscalerView, PolicyDifference, ScalingView } from "@/contracts/scaling";
import { differenceInWords, outcomeInWords } from "./scaling-words";

function Difference({
  scaler,
  difference,
  rollout,
}: {
  scaler: AutoscalerView;
  difference: PolicyDifference;
  rollout: ScalingView["rollout"];
}) {
  const { manager, at } = difference;
  return (
    <li>
      <Glyph name={manager === null ? "change" : "soon"} label={manager === null ? "differs" : "by hand"} />
      <span>
        <b>{differenceInWords(difference)}.</b>{" "}
        {manager === null ? null : (
          <>
            Set by <span className="mono">{manager}</span>
            {at ? (
              <>
                {" "}
                <Ago at={at} suffix=" ago" />
              </>
            ) : null}
            .{" "}
          </>
        )}
        <span className="dim">
          {outcomeInWords(rollout)} <span className="mono break">{scaler.name}</span>
        </span>
      </span>
    </li>
  );
}

/** Where the cluster is not as the policy says, who did it, and what Switchyard put right lately. */
export function ChangesPanel({ view }: { view: ScalingView }) {
  const differing = view.autoscalers.flatMap((scaler) =>
    scaler.differences.map((difference) => ({ scaler, difference })),
  );
  return (
    <Panel title="Cluster and policy" note={differing.length === 0 ? "agree" : `${differing.length} differ`}>
      <ul className="list scaling-changes">
        {differing.map(({ scaler, difference }) => (
          <Difference
            key={`${scaler.name}-${difference.field}`}
            scaler={scaler}
            difference={difference}
            rollout={view.rollout}
          />
        ))}
        {view.corrections.map(({ at, summary }) => (
          <li key={`${at}-${summary}`}>
            <Glyph name="tick" label="put right" />
            <span>
              {summary}{" "}
              <span className="dim">
                by Switchyard, <Ago at={at} suffix=" ago" />
              </span>
            </span>
          </li>
        ))}
        {differing.length + view.corrections.length === 0 ? (
          <li className="dim">No autoscaler differs from its policy, and nothing was put right lately.</li>
        ) : null}
      </ul>
    </Panel>
  );
}
