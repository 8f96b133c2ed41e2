import { canonicalJson } from "@/server/domain/manifest/canonical-json";
import type { Sha256 } from "@/server/domain/manifest/render-inputs";

/** An audit row as it is hashed. `at` has microseconds, so that the text is exactly what the database holds. */
export interface AuditRow {
  seq: number;
  at: string;
  actor: string;
  via: string;
  action: string;
  subject: string;
  summary: string;
  before: unknown;
  after: unknown;
  requestId: string | null;
  ip: string | null;
}

/** One link: which row stands at which place of the chain. */
export interface Seal {
  position: number;
  eventSeq: number;
  previousHash: string;
  hash: string;
}

/** What stands before the first link. */
export const chainStart = "0".repeat(64);

/** Changes with the shape of what is hashed, so that a link of one shape never passes for another's. */
const shape = "switchyard-audit-1";

/** The link's hash: over its place, the link before it, and everything that the row says. */
export function linkHash(
  previous: string,
  position: number,
  input: { row: AuditRow; sha256: Sha256 },
): string {
  return input.sha256(`${shape}\n${previous}\n${position}\n${canonicalJson(input.row)}`);
}

/** Links for rows that have none yet, in the order given, after `head`. */
export function sealsFor(
  rows: readonly AuditRow[],
  head: { position: number; hash: string },
  sha256: Sha256,
): Seal[] {
  let { position, hash } = head;
  return rows.map((row) => {
    const previousHash = hash;
    position += 1;
    hash = linkHash(previousHash, position, { row, sha256 });
    return { position, eventSeq: row.seq, previousHash, hash };
  });
}

/** The first link that does not hold: a row that says something else, or a link that is missing, moved or forged. */
export interface BrokenLink {
  position: number;
  eventSeq: number;
  what: "altered" | "gap";
}

/** Checks links in their order against their rows, from `head` on. Gives the new head, or the first link that does not hold. */
export function checkLinks(
  links: readonly { seal: Seal; row: AuditRow | null }[],
  head: { position: number; hash: string },
  sha256: Sha256,
): { head: { position: number; hash: string } } | { broken: BrokenLink } {
  let { position, hash } = head;
  for (const { seal, row } of links) {
    const broken = (what: BrokenLink["what"]) => ({
      broken: { position: position + 1, eventSeq: seal.eventSeq, what },
    });
    if (seal.position !== position + 1 || seal.previousHash !== hash) return broken("gap");
    if (row === null || linkHash(hash, seal.position, { row, sha256 }) !== seal.hash)
      return broken("altered");
    ({ position, hash } = seal);
  }
  return { head: { position, hash } };
}
