import type { Me } from "@/contracts/me";
import { apiQuery } from "./api-query";
import { keys } from "./keys";

/** The person who looks, their environments and the shell's counters. Live through topic `me`. */
export const meQuery = () => apiQuery<Me>(keys.me, "/api/v1/me");
