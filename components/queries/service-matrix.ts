import type { Matrix } from "@/contracts/matrix";
import { apiQuery } from "./api-query";
import { keys } from "./keys";

/** What runs in every environment. Refetched when a row of any subscribed `svc:` topic changes. */
export const serviceMatrixQuery = () => apiQuery<Matrix>(keys.matrix, "/api/v1/services?view=matrix");
