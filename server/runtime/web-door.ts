import type { IdentitySettings } from "@/server/adapters/identity/auth-options";
import type { SessionStore } from "@/server/ports/session-store";

/** What pages, the sign-in route and the proxy get of the running program. */
export interface WebDoor {
  /** Asks the API in this process: same checks, same operations, no network. */
  api(request: Request): Promise<Response>;
  identity: IdentitySettings;
  sessions: SessionStore;
  dev: boolean;
  organization(): Promise<string>;
  environments(): readonly string[];
  /** People of the sandbox's sign-in list, in its order. */
  personas: readonly string[];
  version: string;
}

const key = Symbol.for("switchyard.web");
type Holder = { [key]?: WebDoor };

/** Opens the door, once per process. Pages are bundled apart and share no module with the server, only `globalThis`. */
export function openWebDoor(door: WebDoor): void {
  (globalThis as Holder)[key] = door;
}

/** The open door; throws when the pages run without the server around them. */
export function webDoor(): WebDoor {
  const door = (globalThis as Holder)[key];
  if (!door)
    throw new Error(
      "The pages run inside server/web.ts only: start Switchyard with npm start or npm run dev.",
    );
  return door;
}
