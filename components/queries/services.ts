import type { ServiceList } from "@/contracts/service";
import { apiQuery, queryString } from "./api-query";
import { keys } from "./keys";

/** Rows of the overview. Live through topic `svc:<environment>`, which patches single rows. */
export const servicesQuery = (environment: string) =>
  apiQuery<ServiceList>(keys.services(environment), `/api/v1/services${queryString({ env: environment })}`);
