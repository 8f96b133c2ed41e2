import { Ago } from "@/components/ui/age";
import { Panel } from "@/components/ui/panel";
import type { ScalingView } from "@/contracts/scaling";
import type { ScalingChange } from "@/contracts/scaling-change";
import { stateInWords } from "./change-words";
import { ChangedList } from "./changed-list";

function Row({ change }: { change: ScalingChange }) {
  const { number, requestedBy, requestedAt, reason, comment } = change;
  return (
    <li>
      <span className="mono dim">{number}</span>
      <span>
        <ChangedList change={change} />
        <span className="xs dim block break">
          {reason}
          {comment ? ` · ${comment}` : ""}
        </span>
      </span>
      <span className="dim">
        {requestedBy} <Ago at={requestedAt} suffix=" ago" />
      </span>
      <span>{stateInWords(change)}</span>
    </li>
  );
}

/** What people changed and asked for, newest first: what, why, who, and who approved it. */
export function ChangeHistory({ view }: { view: ScalingView }) {
  const { changes } = view;
  return (
    <Panel title="Changes by people" note={changes.length === 0 ? "none yet" : `${changes.length}`}>
      {changes.length === 0 ? (
        <p className="dim panel-body">Nobody has changed the scaling of {view.service} here yet.</p>
      ) : (
        <ul className="scaling-history">
          {changes.map((change) => (
            <Row key={change.id} change={change} />
          ))}
        </ul>
      )}
    </Panel>
  );
}
