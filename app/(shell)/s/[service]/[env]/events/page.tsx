import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { EventsPage } from "@/components/events/events-page";
import { eventsQuery } from "@/components/queries/events";
import { prefetch } from "@/components/queries/prefetch";
import { pageContext } from "@/server/runtime/pages";

type Params = Promise<{ service: string; env: string }>;

export async function generateMetadata({ params }: { params: Params }): Promise<Metadata> {
  const { service, env } = await params;
  return { title: `Events of ${service}, ${env}` };
}

/** What the cluster said about one service in one environment. */
export default async function ServiceEventsPage({ params }: { params: Params }) {
  const { service, env } = await params;
  const { read } = await pageContext();
  return (
    <HydrationBoundary state={await prefetch(read, [eventsQuery(service, env)])}>
      <EventsPage service={service} environment={env} />
    </HydrationBoundary>
  );
}
