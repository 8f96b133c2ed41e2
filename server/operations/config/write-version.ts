import type { SavedConfig } from "@/contracts/config";
import type { Actor } from "@/server/domain/access/actor";
import { type ConfigData, changedKeys, ownData } from "@/server/domain/config/effective";
import { writeDocument } from "@/server/domain/config/write-document";
import { configSha256 } from "@/server/domain/manifest/config-map-name";
import type { OperationPorts } from "@/server/operations/operation-ports";
import { refuse } from "@/server/operations/operation-refused";
import type { Stores } from "@/server/ports/unit-of-work";
import { type Desk, subjectOf } from "./desk";

/** How a version came to be, and how an audit row says it. */
const ways = {
  saved: { action: "config.save", words: "saved" },
  restored: { action: "config.restore", words: "restored an older version as" },
  adopted: { action: "config.adopt", words: "took over what was changed by hand as" },
  reverted: { action: "config.revert", words: "made anew, against what was changed by hand," },
} as const;

interface Draft {
  data: ConfigData;
  message: string;
  how: keyof typeof ways;
  /** With its comments; without one, that of the newest version goes on. */
  document?: string;
  /** Whose staged edits it takes in. */
  editors?: readonly string[];
  /** The version that comes back. */
  restored?: number;
}

/** Whether the base has a version that the newest version does not know. */
export const isBehind = (desk: Desk) => desk.newest !== undefined && desk.newest.base !== desk.base.version;

/** Whose values a version takes in, besides its author's: staged edits, and the base that it takes over. */
function contributorsOf(desk: Desk, actor: Actor, editors: readonly string[]): string[] {
  const taken = desk.bases.filter(({ version }) => version > (desk.newest?.base ?? 0));
  const people = [...editors, ...taken.map(({ author }) => author)];
  return [...new Set(people)].filter((account) => account !== actor.account);
}

function changesNothing(desk: Desk, draft: Draft, document: string): boolean {
  if (draft.how === "reverted" || isBehind(desk)) return false;
  return changedKeys(desk.data, draft.data).length === 0 && document === (desk.newest?.document ?? "");
}

/** Writes the next version with its audit row. Values never stand in the audit log, only keys. */
export async function writeVersion(
  ports: OperationPorts,
  stores: Stores,
  write: { actor: Actor; desk: Desk; draft: Draft },
): Promise<SavedConfig> {
  const { actor, desk, draft } = write;
  const { data, message, restored } = draft;
  const document = draft.document ?? writeDocument(desk.newest?.document ?? "", ownData(data, desk.defaults));
  if (changesNothing(desk, draft, document))
    refuse("nothing_to_change", "Nothing differs from the newest version.");
  const version = (desk.newest?.version ?? 0) + 1;
  const contributors = contributorsOf(desk, actor, draft.editors ?? []);
  await stores.configDesk.insert(desk.place, {
    id: ports.ids.uuid(),
    version,
    data,
    author: actor.account,
    message,
    sha256: configSha256(desk.place.service, data, ports.sha256),
    document,
    base: desk.base.version,
    contributors,
  });
  const { action, words } = ways[draft.how];
  const audit = await stores.log.audit(actor, {
    action,
    subject: subjectOf(desk.place),
    summary: `${words} config ${version} of ${desk.place.service} in ${desk.place.environment}: ${message}`,
    before: { version: version - 1 },
    after: {
      version,
      keys: changedKeys(desk.data, data),
      base: desk.base.version,
      contributors,
      ...(restored === undefined ? {} : { restored }),
    },
  });
  await stores.log.announceConfig(desk.place);
  return { version, audit };
}
