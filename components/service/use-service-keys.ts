import { useRouter } from "next/navigation";
import { useMemo } from "react";
import { useShortcuts } from "@/components/shell/shortcuts";

/** Keys of every page of one service in one environment. Source: ux.md 9.1. */
export function useServiceKeys(service: string, environment: string): void {
  const router = useRouter();
  const group = useMemo(() => {
    const page = `/s/${service}/${environment}`;
    const to = (keys: string, words: string, href: string) => ({ keys, words, run: () => router.push(href) });
    return {
      label: "Service",
      shortcuts: [
        to("d", "Deploy a build", `${page}/deploy`),
        to("l", "Logs", `${page}/logs`),
        to("p", "Pods", `${page}/pods`),
        to("m", "Metrics", `${page}/metrics`),
        to("c", "Config", `${page}/config`),
        to("s", "Scaling", `${page}/scaling`),
        to("h", "History", `/history?service=${service}&env=${environment}`),
      ],
    };
  }, [router, service, environment]);
  useShortcuts(group);
}
