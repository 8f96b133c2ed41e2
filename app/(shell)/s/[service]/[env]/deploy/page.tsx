import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { DeployDialog } from "@/components/deploy/deploy-dialog";
import { buildsQuery } from "@/components/queries/builds";
import { prefetch } from "@/components/queries/prefetch";
import { serviceQuery } from "@/components/queries/service";
import { ServiceView } from "@/components/service/service-view";
import { pageContext } from "@/server/runtime/pages";

type Params = Promise<{ service: string; env: string }>;

export const metadata: Metadata = { title: "Deploy" };

/** The deploy dialog over the service page; the same address opens it alone. */
export default async function DeployPage({ params }: { params: Params }) {
  const { service, env } = await params;
  const { read } = await pageContext();
  return (
    <HydrationBoundary state={await prefetch(read, [serviceQuery(service, env), buildsQuery(service, env)])}>
      <ServiceView service={service} environment={env} />
      <DeployDialog service={service} environment={env} />
    </HydrationBoundary>
  );
}
