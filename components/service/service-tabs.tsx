import { memo } from "react";
import { TabLinks } from "@/components/ui/tab-links";
import { useServiceKeys } from "./use-service-keys";

const tabs = [
  { name: "overview", label: "Overview", path: "" },
  { name: "pods", label: "Pods", path: "/pods" },
  { name: "logs", label: "Logs", path: "/logs" },
  { name: "events", label: "Events", path: "/events" },
  { name: "metrics", label: "Metrics", path: "/metrics" },
  { name: "config", label: "Config", path: "/config" },
  { name: "scaling", label: "Scaling", path: "/scaling" },
] as const;

/** Tabs of the pages of one service in one environment, with their keys. A page adds its line above. */
export const ServiceTabs = memo(function ServiceTabs({
  service,
  environment,
  current,
}: {
  service: string;
  environment: string;
  current: (typeof tabs)[number]["name"];
}) {
  useServiceKeys(service, environment);
  return (
    <TabLinks
      className="mb-3"
      label={`Pages of ${service}`}
      tabs={tabs.map(({ name, label, path }) => ({
        label,
        href: `/s/${service}/${environment}${path}`,
        current: name === current,
      }))}
    />
  );
});
