import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { LogsPage } from "@/components/logs/logs-page";
import { prefetch } from "@/components/queries/prefetch";
import { serviceQuery } from "@/components/queries/service";
import { pageContext } from "@/server/runtime/pages";

type Params = Promise<{ service: string; env: string }>;

export async function generateMetadata({ params }: { params: Params }): Promise<Metadata> {
  const { service, env } = await params;
  return { title: `Log of ${service}, ${env}` };
}

/** The merged log of one service in one environment. */
export default async function ServiceLogsPage({ params }: { params: Params }) {
  const { service, env } = await params;
  const { read } = await pageContext();
  return (
    <HydrationBoundary state={await prefetch(read, [serviceQuery(service, env)])}>
      <LogsPage service={service} environment={env} />
    </HydrationBoundary>
  );
}
