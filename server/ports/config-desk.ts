import type { ConfigEdit, ConfigKeyRule, StagedEdit } from "@/contracts/config";
import type { HandEdits } from "@/server/domain/config/hand-edit";

/** A saved version with everything that is known of it. */
export interface ConfigEntry {
  id: string;
  version: number;
  data: Readonly<Record<string, string>>;
  author: string;
  message: string;
  sha256: string;
  /** ms since the epoch. */
  createdAt: number;
  /** The environment's own values with comments; null for a version that nobody wrote as a document. */
  document: string | null;
  /** Version of the service's base under it; 0 when there was none. */
  base: number;
}

/** What a service says for all of its environments. */
export interface BaseEntry {
  version: number;
  data: Readonly<Record<string, string>>;
  author: string;
  message: string;
  /** ms since the epoch. */
  createdAt: number;
}

/** A service in an environment. */
export interface ConfigPlace {
  service: string;
  environment: string;
}

/** What the stack says about the config of a service in an environment. */
export interface ConfigStack {
  rules: readonly ConfigKeyRule[];
  secretKeys: readonly string[];
  safeKeys: readonly string[];
  /** What `${name}` in a default stands for. */
  values: Readonly<Record<string, string>>;
}

/** Versions and shared drafts of configs. */
export interface ConfigDesk {
  stack(place: ConfigPlace): Promise<ConfigStack>;
  /** Keeps others from saving here until the transaction ends. */
  lock(place: ConfigPlace): Promise<void>;
  /** Newest first. */
  history(place: ConfigPlace, limit: number): Promise<readonly ConfigEntry[]>;
  /** Versions of the base, newest first. */
  bases(service: string): Promise<readonly BaseEntry[]>;
  /** Keeps others from saving a base of the service until the transaction ends. */
  lockBase(service: string): Promise<void>;
  insertBase(service: string, entry: Omit<BaseEntry, "createdAt">): Promise<void>;
  insert(
    place: ConfigPlace,
    entry: Omit<ConfigEntry, "createdAt"> & { contributors: readonly string[] },
  ): Promise<void>;
  staged(place: ConfigPlace): Promise<readonly StagedEdit[]>;
  /** Puts edits of one person on the desk; an earlier edit of the same person and key is replaced. */
  stage(
    place: ConfigPlace,
    draft: { account: string; edits: readonly (ConfigEdit & { was: string | null })[] },
  ): Promise<void>;
  /** Takes edits away: of everybody, or of one person, or of all but one. */
  unstage(place: ConfigPlace, which: { keys: readonly string[]; only?: string; not?: string }): Promise<void>;
  document(place: ConfigPlace): Promise<{ account: string; text: string } | undefined>;
  /** Replaces the open document; null takes it away. */
  keepDocument(place: ConfigPlace, draft: { account: string; text: string } | null): Promise<void>;
  /** What was changed by hand, as last observed. */
  handEdits(place: { cluster: string; namespace: string; service: string }): Promise<HandEdits>;
  /** False when the key is listed already. */
  markSafe(service: string, mark: { key: string; account: string; reason: string }): Promise<boolean>;
}
