import type { AuditVerification } from "@/contracts/audit";
import type { Actor } from "@/server/domain/access/actor";
import { chainStart, checkLinks } from "@/server/domain/audit/chain";
import type { OperationPorts } from "@/server/operations/operation-ports";
import { refuse } from "@/server/operations/operation-refused";

const batch = 2_000;
/** A row that waits longer than this for its seal is a finding. */
const lateMs = 300_000;

/** Recomputes the whole chain over the audit log and names the first link that does not hold. For auditors. */
export function makeVerifyAudit(ports: OperationPorts) {
  return async (actor: Actor): Promise<AuditVerification> => {
    if (!actor.roles.includes("auditor"))
      refuse("forbidden", "Only auditors verify the audit log.", ["auditor"]);
    const { chain } = ports.work.read;
    let head = { position: 0, hash: chainStart };
    for (;;) {
      const links = await chain.links(head.position, batch);
      const checked = checkLinks(links, head, ports.sha256);
      if ("broken" in checked) {
        const { position, eventSeq, what } = checked.broken;
        const sentence =
          what === "altered"
            ? `Row ${eventSeq} is not what was sealed at place ${position}.`
            : `The chain is broken before place ${position}: a link is missing, moved or forged.`;
        return {
          outcome: what,
          sentence,
          checked: head.position,
          head: head.hash,
          row: eventSeq,
          unsealed: 0,
        };
      }
      head = checked.head;
      if (links.length < batch) break;
    }
    const { rows, oldestMs } = await chain.unsealed();
    const late = oldestMs > lateMs;
    const sentence = late
      ? `${head.position} rows hold, but the oldest of ${rows} rows without a seal waits for ${Math.round(oldestMs / 60_000)} min.`
      : `${head.position} rows hold; ${rows} wait for their seal.`;
    return {
      outcome: late ? "unsealed" : "intact",
      sentence,
      checked: head.position,
      head: head.hash,
      row: null,
      unsealed: rows,
    };
  };
}
