import { restoreRequestSchema, type SavedConfig } from "@/contracts/config";
import type { Actor } from "@/server/domain/access/actor";
import type { OperationPorts } from "@/server/operations/operation-ports";
import { refuse } from "@/server/operations/operation-refused";
import { parseInput } from "@/server/operations/parse-input";
import { type BaseInput, openBaseDesk, writeBase } from "./base-desk";

/** Makes a new base with the values of an older one. Like every base it changes no environment by itself. */
export function makeRestoreBase(ports: OperationPorts) {
  return async (actor: Actor, { service, body }: BaseInput): Promise<SavedConfig> => {
    const { version, message } = parseInput(restoreRequestSchema, body);
    return ports.work.change(async (stores) => {
      const desk = await openBaseDesk(stores, actor, service);
      const old = desk.bases.find((entry) => entry.version === version);
      if (!old) return refuse("not_found", `There is no base ${version} of the config of ${service}.`);
      return writeBase(stores, actor, { desk, data: old.data, message, how: "restored", restored: version });
    });
  };
}
