import { expect } from "@playwright/test";
import type * as z from "zod";
import type { CampaignAnswer, CampaignList, campaignDraftSchema } from "@/contracts/campaign";
import { colorOf } from "./active-color";
import type { Cluster } from "./cluster";
import type { PortalApi } from "./portal-api";

/** An autoscaler as far as a window shows in it. */
export interface Autoscaler {
  metadata: { name: string; annotations?: Record<string, string> };
  spec: { minReplicas: number; maxReplicas: number };
}

/** Wall clock of a zone that is so many hours ahead of UTC, with seconds. */
export const wallClock = (at: number, ahead: number) =>
  new Date(at + ahead * 3_600_000).toISOString().slice(0, 19);

/** A push that raises one service of production; its lengths and its start are the caller's. */
export const aPush = (title: string, service: string, floor: number) => ({
  ...{ title, channel: "oa-push", environment: "production", zone: "UTC", freeze: false },
  targets: [{ service, floor }],
});

const planned = new Set<string>();

/** Plans a campaign and has every service of it confirmed. Gives its address. */
export async function schedule(
  { owner, lead }: { owner: PortalApi; lead: PortalApi },
  draft: z.input<typeof campaignDraftSchema>,
): Promise<string> {
  const answer = await owner.post<CampaignAnswer>("/campaigns", draft);
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  const { slug } = answer.body.campaign;
  planned.add(slug);
  for (const { service } of draft.targets) {
    const confirmed = await lead.post(`/campaigns/${slug}/targets/${service}/confirm`, {});
    expect(confirmed.status, `${service} of ${slug} is confirmed`).toBe(200);
  }
  return slug;
}

/** Cancels what an owner planned with `schedule` and is not over. */
export async function cancelPushes(owner: PortalApi): Promise<void> {
  const { body } = await owner.get<CampaignList>("/campaigns");
  for (const { slug, state } of body.campaigns)
    if (planned.has(slug) && !["done", "canceled"].includes(state))
      await owner.post(`/campaigns/${slug}/cancel`, { reason: "the test is over" });
}

/** The autoscaler of the color that serves. */
export async function servingAutoscaler(
  cluster: Cluster,
  place: { namespace: string; service: string },
): Promise<Autoscaler> {
  const color = await colorOf(cluster, place);
  return cluster.get(
    `/apis/autoscaling/v2/namespaces/${place.namespace}/horizontalpodautoscalers/${place.service}-${color}`,
  );
}
