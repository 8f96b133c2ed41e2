import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { MetricsPage } from "@/components/metrics/metrics-page";
import { prefetch } from "@/components/queries/prefetch";
import { serviceQuery } from "@/components/queries/service";
import { pageContext } from "@/server/runtime/pages";

type Params = Promise<{ service: string; env: string }>;

export async function generateMetadata({ params }: { params: Params }): Promise<Metadata> {
  const { service, env } = await params;
  return { title: `Metrics of ${service}, ${env}` };
}

/** Figures of one service in one environment. The browser asks for them: a silent source must not hold up the page. */
export default async function ServiceMetricsPage({ params }: { params: Params }) {
  const { service, env } = await params;
  const { read } = await pageContext();
  return (
    <HydrationBoundary state={await prefetch(read, [serviceQuery(service, env)])}>
      <MetricsPage service={service} environment={env} />
    </HydrationBoundary>
  );
}
