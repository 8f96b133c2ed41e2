import {
  type ConfigEdit,
  type ConfigView,
  documentRequestSchema,
  importRequestSchema,
  stageRequestSchema,
} from "@/contracts/config";
import type { Actor } from "@/server/domain/access/actor";
import { changedKeys, ownData } from "@/server/domain/config/effective";
import { importText } from "@/server/domain/config/import-text";
import { type ReadDocument, readDocument } from "@/server/domain/config/read-document";
import type { OperationPorts } from "@/server/operations/operation-ports";
import { OperationRefused, refuse } from "@/server/operations/operation-refused";
import { parseInput } from "@/server/operations/parse-input";
import type { Stores } from "@/server/ports/unit-of-work";
import { type ConfigInput, type Desk, demandFit, nextData, openDesk, subjectOf } from "./desk";
import { makeGetConfig } from "./get";

function demandRead(read: ReadDocument): Readonly<Record<string, string>> {
  if (read.ok) return read.data;
  const message = `Line ${read.line}: ${read.message}`;
  throw new OperationRefused({ code: "config_invalid", reason: message }, [{ path: "text", message }]);
}

/** Judges edits together with the person's own earlier ones, and puts them on the desk. */
async function putOnDesk(stores: Stores, actor: Actor, put: { desk: Desk; edits: readonly ConfigEdit[] }) {
  const { desk, edits } = put;
  const own = desk.staged.filter(({ account }) => account === actor.account);
  demandFit(desk, nextData(desk, [...own, ...edits]));
  const moved = edits.filter(({ key, value }) => value !== (desk.current[key] ?? null));
  const back = edits.filter((edit) => !moved.includes(edit)).map(({ key }) => key);
  await stores.configDesk.unstage(desk.place, { keys: back, only: actor.account });
  await stores.configDesk.stage(desk.place, {
    account: actor.account,
    edits: moved.map((edit) => ({ ...edit, was: desk.data[edit.key] ?? null })),
  });
  const keys = edits.map(({ key }) => key);
  await stores.log.audit(actor, {
    action: "config.stage",
    subject: subjectOf(desk.place),
    summary: `staged ${keys.length} ${keys.length === 1 ? "key" : "keys"}: ${keys.slice(0, 10).join(", ")}`,
    after: { keys },
  });
  await stores.log.announceConfig(desk.place);
}

type Read = (stores: Stores, desk: Desk, actor: Actor) => Promise<readonly ConfigEdit[]>;

function staging(ports: OperationPorts, reader: (body: unknown) => Read) {
  const get = makeGetConfig(ports);
  return async (actor: Actor, input: ConfigInput): Promise<ConfigView> => {
    const read = reader(input.body);
    await ports.work.change(async (stores) => {
      const desk = await openDesk(stores, actor, input);
      await putOnDesk(stores, actor, { desk, edits: await read(stores, desk, actor) });
    });
    return get(actor, input);
  };
}

/** Stages edits of keys, for everybody on the environment to see. Values that look like secrets are refused and stored nowhere. */
export function makeStage(ports: OperationPorts) {
  return staging(ports, (body) => {
    const { edits } = parseInput(stageRequestSchema, body);
    return async () => edits;
  });
}

/** Stages every key of a file. Keys that the file does not have stay as they are. */
export function makeImport(ports: OperationPorts) {
  return staging(ports, (body) => {
    const { format, text } = parseInput(importRequestSchema, body);
    const entries = Object.entries(demandRead(importText(format, text)));
    if (entries.length === 0) refuse("config_invalid", "The text has no key.");
    return async () => entries.map(([key, value]) => ({ key, value }));
  });
}

/** Stages what a whole document says: its values as edits by key, its order and comments as one draft that one person holds. */
export function makeStageDocument(ports: OperationPorts) {
  return staging(ports, (body) => {
    const { text } = parseInput(documentRequestSchema, body);
    const data = demandRead(readDocument(text));
    return async (stores, desk, actor) => {
      const open = await stores.configDesk.document(desk.place);
      if (open && open.account !== actor.account && open.text !== text)
        refuse(
          "conflict",
          `${open.account} is writing this document. Edit keys in the table, or save what is staged first.`,
          [open.account],
        );
      await stores.configDesk.keepDocument(desk.place, { account: actor.account, text });
      const own = desk.staged.filter(({ account }) => account === actor.account).map(({ key }) => key);
      await stores.configDesk.unstage(desk.place, { keys: own, only: actor.account });
      const others = desk.staged.filter(({ account }) => account !== actor.account);
      const shown = ownData(nextData(desk, others), desk.defaults);
      return changedKeys(shown, data).map((key) => ({ key, value: data[key] ?? null }));
    };
  });
}
