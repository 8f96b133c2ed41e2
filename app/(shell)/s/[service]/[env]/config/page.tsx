import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { ConfigPage } from "@/components/config/config-page";
import { configQuery } from "@/components/queries/config";
import { prefetch } from "@/components/queries/prefetch";
import { serviceQuery } from "@/components/queries/service";
import { pageContext } from "@/server/runtime/pages";

type Params = Promise<{ service: string; env: string }>;

export async function generateMetadata({ params }: { params: Params }): Promise<Metadata> {
  const { service, env } = await params;
  return { title: `Config of ${service}, ${env}` };
}

/** Config of one service in one environment. */
export default async function ServiceConfigPage({ params }: { params: Params }) {
  const { service, env } = await params;
  const { read } = await pageContext();
  return (
    <HydrationBoundary state={await prefetch(read, [configQuery(service, env), serviceQuery(service, env)])}>
      <ConfigPage service={service} environment={env} />
    </HydrationBoundary>
  );
}
