import type { Build, BuildRequest } from "@/contracts/build";
import { send } from "./request";

/** Registers a build, as CI does. */
export const registerBuild = (body: BuildRequest) => send<Build>("POST", "/api/v1/builds", { body });
