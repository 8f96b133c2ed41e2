import type { ScalingAnswer } from "@/contracts/scaling-change";
import { send } from "./request";

/** A change of the scaling of a place: the path below it, and the body. */
export interface ScalingAsk {
  path: "changes" | "floor" | "floor/end" | `changes/${string}/${"approve" | "reject" | "withdraw"}`;
  body: unknown;
}

/** Changes the scaling of a service in an environment, or decides about a request. */
export const changeScaling = (place: { service: string; environment: string }, { path, body }: ScalingAsk) =>
  send<ScalingAnswer>(
    "POST",
    `/api/v1/services/${encodeURIComponent(place.service)}/${encodeURIComponent(place.environment)}/scaling/${path}`,
    { body },
  );
