import type { Manifest } from "@/contracts/manifest";
import type { Plan } from "@/contracts/plan";
import type { RenderInputs } from "@/server/domain/manifest/render-inputs";

/** A registered build. */
export interface BuildRecord {
  id: string;
  service: string;
  number: number;
  branch: string;
  commit: string;
  tag: string;
  /** `payment/payment-history-api`. */
  repository: string;
  digest: string;
  builtAt: number;
}

/** A version of a service's config in an environment. */
export interface ConfigRecord {
  id: string;
  version: number;
  data: Readonly<Record<string, string>>;
  author: string;
  /** The base under it; 0 when there was none. */
  base: number;
}

/** Builds. */
export interface BuildStore {
  byTag(service: string, tag: string): Promise<BuildRecord | undefined>;
  byId(id: string): Promise<BuildRecord | undefined>;
  /** Newest first. */
  list(service: string, limit: number): Promise<readonly BuildRecord[]>;
  /** False when the number or the tag is taken. */
  insert(build: BuildRecord, registeredBy: string): Promise<boolean>;
  search(query: string, limit: number): Promise<readonly BuildRecord[]>;
}

/** Config versions. */
export interface ConfigStore {
  newest(service: string, environment: string): Promise<ConfigRecord | undefined>;
  version(service: string, environment: string, version: number): Promise<ConfigRecord | undefined>;
  /** Who wrote the versions in (after, upTo], oldest first: who saved each, and whose edits it took in. */
  authors(range: {
    service: string;
    environment: string;
    after: number;
    upTo: number;
  }): Promise<readonly { account: string; version: number }[]>;
}

/** A plan as it is stored. */
export interface StoredPlan {
  id: string;
  targetId: string;
  planHash: string;
  view: Plan;
}

/** Plans and archives. */
export interface PlanStore {
  /** Number that people see. */
  insert(
    plan: StoredPlan & { inputs: RenderInputs; objects: readonly Manifest[]; createdBy: string },
  ): Promise<number>;
  byId(id: string): Promise<StoredPlan | undefined>;
}

/** An archived bundle; `verified`: its content still has its hash. */
export interface ArchivedBundle {
  sha256: string;
  objects: readonly Manifest[];
  verified: boolean;
}

/** Archived bundles and the inputs that make new ones. */
export interface ArchiveStore {
  bundle(sha256: string): Promise<ArchivedBundle | undefined>;
  /** Full inputs of a release; undefined when the service has no target there. */
  renderInputs(choice: {
    service: string;
    environment: string;
    cluster: string;
    image: { tag: string; digest: string };
    config: { version: number; data: Readonly<Record<string, string>> };
    template: { name: string; number: number };
    restart: string | null;
  }): Promise<RenderInputs | undefined>;
}
