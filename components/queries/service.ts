import { newestPods } from "@/components/live/newest-pods";
import type { ServiceDetail } from "@/contracts/service";
import { apiQuery } from "./api-query";
import { keys } from "./keys";

/** The service page's overview. Live through topic `service:<service>:<environment>`. */
export const serviceQuery = (service: string, environment: string) => ({
  ...apiQuery<ServiceDetail>(
    keys.service(service, environment),
    `/api/v1/services/${encodeURIComponent(service)}/${encodeURIComponent(environment)}`,
  ),
  structuralSharing: (known: unknown, fresh: unknown) =>
    newestPods(known as ServiceDetail | undefined, fresh as ServiceDetail),
});
