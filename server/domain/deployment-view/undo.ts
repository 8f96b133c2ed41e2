import type { DeploymentDetail } from "@/contracts/deployment";
import { versionOf } from "@/server/domain/planning/release-name";
import type { ViewFacts } from "./view-facts";
import { titled } from "./words";

type Undo = DeploymentDetail["undo"];

const beforeSwitch: Undo = { kind: "none", sentence: "No traffic has moved, so there is nothing to undo." };

/** Warm while enough pods of the old color are ready to carry what serves now. */
function standbyUndo(facts: ViewFacts): Undo {
  const { record, colors } = facts;
  const standby = colors.find(({ color }) => color === record.fromColor);
  const serving = colors.find(({ color }) => color === record.candidate);
  const enough = (standby?.ready ?? 0) >= Math.max(1, serving?.wanted ?? record.need ?? 1);
  const to = titled(record.fromColor).toLowerCase();
  if (enough) return { kind: "instant", sentence: `Switch back to ${to}: instant.` };
  return { kind: "warm", sentence: `Switch back to ${to}: about 40 s, until its pods are ready.` };
}

function archiveUndo({ previous }: ViewFacts): Undo {
  if (!previous) return { kind: "none", sentence: "No earlier release has succeeded here." };
  return {
    kind: "cold",
    sentence: `Roll back to ${versionOf(previous.release.tag)}: a full deploy from its archive.`,
  };
}

/** Which way back exists now, and how long it takes. Pure. */
export function undoOf(facts: ViewFacts): Undo {
  const { record } = facts;
  const moved = record.switchedAt !== null;
  if (record.strategy === "blueGreen" && record.fromColor !== null) {
    if (["switching", "verifying", "holding"].includes(record.state)) return standbyUndo(facts);
  }
  if (record.id === record.target.stableDeploymentId) return archiveUndo(facts);
  if (!moved) return beforeSwitch;
  return { kind: "none", sentence: "This release does not run any more." };
}
