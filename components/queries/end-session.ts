import { send } from "./request";

/** Signs out: the session is revoked for good, wherever its cookie is. */
export const endSession = () => send<{ ended: true }>("DELETE", "/api/v1/session");
