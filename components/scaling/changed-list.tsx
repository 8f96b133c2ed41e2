import { Glyph } from "@/components/ui/glyph";
import type { ScalingChange } from "@/contracts/scaling-change";
import { changedParts } from "./change-words";
import "./scaling.css";

/** What a change changes: name, from, to. */
export function ChangedList({ change }: { change: ScalingChange }) {
  return (
    <span className="scaling-parts">
      {changedParts(change).map(({ name, was, becomes }) => (
        <span key={name} className="pair">
          <span className="dim">{name}</span> {was} <Glyph name="to" label="becomes" /> <b>{becomes}</b>
        </span>
      ))}
    </span>
  );
}
