import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { environmentsQuery } from "@/components/queries/environments";
import { needsQuery } from "@/components/queries/needs";
import { prefetch } from "@/components/queries/prefetch";
import { servicesQuery } from "@/components/queries/services";
import { ServicesView } from "@/components/services/services-view";
import { pageContext } from "@/server/runtime/pages";

type Search = Promise<Record<string, string | string[] | undefined>>;

export const metadata: Metadata = { title: "Services" };

/** Services overview of one environment: `?env=&q=&view=`. */
export default async function ServicesPage({ searchParams }: { searchParams: Search }) {
  const { env } = await searchParams;
  const { read, defaultEnvironment } = await pageContext();
  const environment = typeof env === "string" ? env : defaultEnvironment;
  const state = await prefetch(read, [
    servicesQuery(environment),
    needsQuery(environment),
    environmentsQuery(),
  ]);
  return (
    <HydrationBoundary state={state}>
      <ServicesView environment={environment} />
    </HydrationBoundary>
  );
}
