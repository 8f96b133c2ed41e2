import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { prefetch } from "@/components/queries/prefetch";
import { scalingQuery } from "@/components/queries/scaling";
import { serviceQuery } from "@/components/queries/service";
import { ScalingPage } from "@/components/scaling/scaling-page";
import type { ServiceDetail } from "@/contracts/service";
import { pageContext } from "@/server/runtime/pages";

type Params = Promise<{ service: string; env: string }>;

export async function generateMetadata({ params }: { params: Params }): Promise<Metadata> {
  const { service, env } = await params;
  return { title: `Scaling of ${service}, ${env}` };
}

/** Scaling of one service in one environment. */
export default async function ServiceScalingPage({ params }: { params: Params }) {
  const { service, env } = await params;
  const { read } = await pageContext();
  const here = serviceQuery(service, env);
  const detail = (await read(String(here.meta?.["path"]))) as ServiceDetail | undefined;
  // A service that is not in this environment has no scaling to read; the page says where it is.
  const queries = detail?.row.present === false ? [here] : [here, scalingQuery(service, env)];
  return (
    <HydrationBoundary state={await prefetch(read, queries)}>
      <ScalingPage service={service} environment={env} />
    </HydrationBoundary>
  );
}
