import { CopyButton } from "@/components/ui/copy-button";
import { Glyph } from "@/components/ui/glyph";
import { Link } from "@/components/ui/link";
import { otherColor } from "@/contracts/color-names";
import type { DeploymentDetail } from "@/contracts/deployment";

function Versions({ detail }: { detail: DeploymentDetail }) {
  const mark = (color: "blue" | "green") => (
    <Glyph name={`${color}-${detail.serving === color ? "run" : "idle"}`} label={color} />
  );
  return (
    <p className="pair">
      {detail.from ? (
        <>
          {detail.candidate ? mark(otherColor(detail.candidate)) : null}
          <span className="mono">{detail.from.version}</span>
          <Glyph name="to" label="to" className="to" />
        </>
      ) : null}
      {detail.candidate ? mark(detail.candidate) : null}
      <span className="mono">{detail.release.version}</span>
    </p>
  );
}

/** Which rollout this is: service, environment, from what to what, who asked and who approved. */
export function RolloutHead({ detail }: { detail: DeploymentDetail }) {
  const approved = detail.approvedBy.length > 0 ? `, approved by ${detail.approvedBy.join(" and ")}` : "";
  return (
    <>
      <p className="crumb">
        <Link href="/rollouts">Rollouts</Link> / R-{detail.ref}. Asked by {detail.requestedBy}
        {approved}. {detail.reason}
      </p>
      <div className="page-head">
        <h1>
          <Link plain href={`/s/${detail.service}/${detail.environment}`}>
            {detail.service}
          </Link>{" "}
          <span className="thin">to {detail.environment}</span>
        </h1>
        <Versions detail={detail} />
        <div className="acts">
          {detail.comparedWith ? (
            <Link className="xs" href={`/history/compare?left=${detail.comparedWith}&right=${detail.id}`}>
              Diff
            </Link>
          ) : null}
          {detail.bundle ? (
            <Link className="xs" href={`/history/${detail.id}/manifests`}>
              Manifests
            </Link>
          ) : null}
          <CopyButton
            text={`R-${detail.ref} ${detail.id}`}
            what="Number and id"
            label={`Copy R-${detail.ref}`}
          />
        </div>
      </div>
    </>
  );
}
