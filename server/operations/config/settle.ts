import { type ConfigView, choiceRequestSchema, discardRequestSchema } from "@/contracts/config";
import type { Actor } from "@/server/domain/access/actor";
import type { OperationPorts } from "@/server/operations/operation-ports";
import { refuse } from "@/server/operations/operation-refused";
import { parseInput } from "@/server/operations/parse-input";
import { type ConfigInput, openDesk, subjectOf } from "./desk";
import { makeGetConfig } from "./get";

/** Takes the caller's own staged edits of some keys away; those of others stay. */
export function makeDiscard(ports: OperationPorts) {
  const get = makeGetConfig(ports);
  return async (actor: Actor, input: ConfigInput): Promise<ConfigView> => {
    const { keys = [] } = parseInput(discardRequestSchema, input.body);
    await ports.work.change(async (stores) => {
      const desk = await openDesk(stores, actor, input);
      await stores.configDesk.unstage(desk.place, { keys, only: actor.account });
      const document = await stores.configDesk.document(desk.place);
      if (document?.account === actor.account) await stores.configDesk.keepDocument(desk.place, null);
      await stores.log.audit(actor, {
        action: "config.discard",
        subject: subjectOf(desk.place),
        summary: `discarded own edits of ${keys.slice(0, 10).join(", ") || "order and comments"}`,
        after: { keys },
      });
      await stores.log.announceConfig(desk.place);
    });
    return get(actor, input);
  };
}

/** Decides a key on which people disagree: one person's edit stays, or what is saved. The audit row names whose went. */
export function makeChoose(ports: OperationPorts) {
  const get = makeGetConfig(ports);
  return async (actor: Actor, input: ConfigInput): Promise<ConfigView> => {
    const { key, account } = parseInput(choiceRequestSchema, input.body);
    await ports.work.change(async (stores) => {
      const desk = await openDesk(stores, actor, input);
      const edits = desk.staged.filter((edit) => edit.key === key);
      const chosen = edits.find((edit) => edit.account === account);
      if (edits.length === 0 || (account !== undefined && !chosen))
        refuse("not_found", `There is no such edit of ${key} any more.`);
      await stores.configDesk.unstage(desk.place, {
        keys: [key],
        ...(account === undefined ? {} : { not: account }),
      });
      if (chosen)
        await stores.configDesk.stage(desk.place, {
          account: chosen.account,
          edits: [{ key, value: chosen.value, was: desk.data[key] ?? null }],
        });
      const gone = edits.filter((edit) => edit !== chosen).map((edit) => edit.account);
      await stores.log.audit(actor, {
        action: "config.choose",
        subject: subjectOf(desk.place),
        summary: `kept ${account === undefined ? "the saved value" : `the edit of ${account}`} of ${key}; dropped: ${gone.join(", ") || "nothing"}`,
        after: { key, account: account ?? null, dropped: gone },
      });
      await stores.log.announceConfig(desk.place);
    });
    return get(actor, input);
  };
}
