import type { Announcement } from "./decision";
import type { Rollout } from "./state";

/** What is told of a success: whoever heard that it was stuck also hears that this is over. Pure. */
export function newsOfSuccess({ retryOf, memory }: Pick<Rollout, "retryOf" | "memory">): Announcement[] {
  return retryOf !== null || memory.wasKept === true ? ["deployed", "recovered"] : ["deployed"];
}
