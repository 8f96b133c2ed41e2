import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { PodsPage } from "@/components/pods/pods-page";
import { prefetch } from "@/components/queries/prefetch";
import { serviceQuery } from "@/components/queries/service";
import { pageContext } from "@/server/runtime/pages";

type Params = Promise<{ service: string; env: string }>;

export async function generateMetadata({ params }: { params: Params }): Promise<Metadata> {
  const { service, env } = await params;
  return { title: `Pods of ${service}, ${env}` };
}

/** Pods of one service in one environment. */
export default async function ServicePodsPage({ params }: { params: Params }) {
  const { service, env } = await params;
  const { read } = await pageContext();
  return (
    <HydrationBoundary state={await prefetch(read, [serviceQuery(service, env)])}>
      <PodsPage service={service} environment={env} />
    </HydrationBoundary>
  );
}
