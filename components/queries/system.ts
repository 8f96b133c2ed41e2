import type { ClusterLink } from "@/contracts/stream";
import { apiQuery } from "./api-query";
import { keys } from "./keys";

/** Per cluster, whether its watches live. Live through topic `system`. */
export const systemQuery = () => apiQuery<ClusterLink[]>(keys.system, "/api/v1/system");
