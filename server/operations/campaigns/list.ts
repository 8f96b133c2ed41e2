import * as z from "zod";
import type { CampaignList } from "@/contracts/campaign";
import type { Actor } from "@/server/domain/access/actor";
import { mayPlan } from "@/server/domain/campaign/rights";
import type { OperationPorts } from "@/server/operations/operation-ports";
import { parseInput } from "@/server/operations/parse-input";
import { campaignRow } from "./campaign-views";

const rangeSchema = z.strictObject({ from: z.iso.datetime().optional(), to: z.iso.datetime().optional() });
const day = 86_400_000;

/** Campaigns with their occurrences in a range; without one, from five weeks ago to five weeks from now. */
export function makeListCampaigns(ports: OperationPorts) {
  return async (actor: Actor, input: unknown = {}): Promise<CampaignList> => {
    const range = parseInput(rangeSchema, input);
    const stores = ports.work.read;
    const now = await stores.now();
    const from = range.from === undefined ? now - 35 * day : Date.parse(range.from);
    const to = range.to === undefined ? now + 35 * day : Date.parse(range.to);
    const rows = (await stores.campaigns.all()).map((campaign) => campaignRow(campaign, { now, from, to }));
    return {
      now: new Date(now).toISOString(),
      campaigns: rows.toSorted((left, right) => (left.current.startsAt < right.current.startsAt ? -1 : 1)),
      may: { create: mayPlan(actor, { resources: [], now }) },
    };
  };
}
