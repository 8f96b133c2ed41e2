import { memo } from "react";
import { stateMark } from "@/components/history/state-mark";
import { Ago } from "@/components/ui/age";
import { Glyph } from "@/components/ui/glyph";
import { Link } from "@/components/ui/link";
import type { DeploymentState } from "@/contracts/deployment-state";
import type { ServiceDetail } from "@/contracts/service";

type Recent = ServiceDetail["recent"][number];

const words: Partial<Record<DeploymentState, string>> = {
  succeeded: "done",
  failed: "failed",
  rejected: "rejected",
  canceled: "canceled",
  superseded: "replaced by a newer one",
  rolled_back: "switched back",
  holding: "serving, the other color kept warm",
  awaiting_approval: "waits for an approver",
  awaiting_promotion: "ready, waits for a person",
};

/** The newest deployments of a service here, newest first. */
export const RecentChanges = memo(function RecentChanges({ changes }: { changes: readonly Recent[] }) {
  if (changes.length === 0) return <p className="panel-body dim">Nothing was deployed here yet.</p>;
  return (
    <ul className="list">
      {changes.map((change) => (
        <li key={change.id}>
          <Ago at={change.at} />
          <Glyph name={stateMark(change.state, change.color)} />
          <span className="cut">
            <Link href={`/r/${change.id}`}>R-{change.ref}</Link>{" "}
            <span className="mono">{change.release.version}</span>, config {change.release.config}:{" "}
            {words[change.state] ?? change.state.replaceAll("_", " ")}
          </span>
          <span className="faint xs push who">{change.requestedBy}</span>
        </li>
      ))}
    </ul>
  );
});
