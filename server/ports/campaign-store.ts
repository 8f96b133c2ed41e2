import type { CampaignDraft } from "@/contracts/campaign";
import type { CampaignFigures } from "@/server/domain/campaign/campaign-figures";
import type { OccurrenceTimes, Schedule } from "@/server/domain/campaign/occurrences";
import type { CampaignFacts, OccurrenceRecord } from "@/server/domain/campaign/state";

/** One occurrence as it is stored. */
export interface StoredOccurrence extends OccurrenceRecord {
  /** When each service had its pods, by name. */
  ready: Readonly<Record<string, number>>;
  /** What it carried, when it is over and somebody measured. */
  result: CampaignFigures | null;
}

/** One service of a campaign as it is stored. */
export interface CampaignTargetRecord {
  targetId: string;
  service: string;
  floor: number;
  max: number | null;
  confirmedBy: string | null;
  confirmedAt: number | null;
}

/** A campaign as it is stored; times in ms since the epoch. */
export interface CampaignRecord
  extends Schedule,
    CampaignFacts,
    Pick<CampaignDraft, "title" | "channel" | "environment" | "multiplier" | "freeze"> {
  id: string;
  slug: string;
  owner: string;
  askedBy: string;
  version: number;
  createdAt: number;
  canceledBy: string | null;
  cancelReason: string | null;
  targets: readonly CampaignTargetRecord[];
  /** The first one first. */
  occurrences: readonly StoredOccurrence[];
}

/** What is written of a campaign that is planned or edited. */
export interface CampaignWrite {
  id: string;
  slug: string;
  by: string;
  draft: CampaignDraft;
  targets: readonly { targetId: string; floor: number; max: number | null }[];
  occurrences: readonly OccurrenceTimes[];
}

/** The freeze of one occurrence; times in ms since the epoch. */
export interface CampaignFreeze {
  id: string;
  domains: readonly string[];
  from: number;
  until: number;
  /** Who lifted it before its end; null while it stands. */
  liftedBy: string | null;
}

/** Campaigns, and the freezes that they bring along. */
export interface CampaignStore {
  /** All of them, the newest first. */
  all(): Promise<readonly CampaignRecord[]>;
  /** `lock` keeps others from changing it until the transaction ends. */
  bySlug(slug: string, lock?: "lock"): Promise<CampaignRecord | undefined>;
  insert(campaign: CampaignWrite): Promise<void>;
  /** Writes it anew in the version that was read: a draft again, with every occurrence that is not opened yet. False: another version is newer. */
  replace(campaign: CampaignWrite, version: number): Promise<boolean>;
  /** One owner's yes. */
  confirm(id: string, targetId: string, by: string): Promise<void>;
  /** Everybody said yes: it is scheduled, and its freezes stand. */
  schedule(id: string, domains: readonly string[]): Promise<void>;
  /** Its floors hold no longer, and its freezes are lifted. */
  cancel(id: string, by: string, reason: string): Promise<void>;
  /** The occurrence ends now, and cools down. */
  endEarly(id: string, date: string): Promise<void>;
  /** The freeze of an occurrence that is not over; nothing when the campaign asked for none. */
  freezeOf(id: string, date: string): Promise<CampaignFreeze | undefined>;
  /** What was done about it, newest first. */
  history(
    id: string,
    limit: number,
  ): Promise<readonly { at: string; actor: string; action: string; summary: string }[]>;
}
