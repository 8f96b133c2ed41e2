/** Membership of a person in a team. */
export interface Membership {
  team: string;
  role: "developer" | "lead" | "deputy" | "on_call";
}

/** Limits of a token: what it may do is the owner's rights cut down to these. */
export interface TokenLimits {
  prefix: string;
  /** `*`, `read`, `build:write`, `deploy:<environment>` or `deploy:<environment>:request`. */
  scopes: readonly string[];
  /** Globs over service names. */
  services: readonly string[];
}

/** Whoever asks: a person or a service account, with every grant that decides. */
export interface Actor {
  account: string;
  kind: "human" | "service";
  /** Grants without a team: `release-manager`, `campaign-owner`, `platform-admin`, `auditor`, `ci`. */
  roles: readonly string[];
  memberships: readonly Membership[];
  /** Null when the caller signed in as a person. */
  token: TokenLimits | null;
  /** The person who answers for a service account; four eyes count both. */
  responsible: string | null;
  /** When the person last signed in (ms since the epoch); absent for tokens, which have scopes and an end instead. */
  authenticatedAt?: number;
  via: "ui" | "cli" | "api";
  requestId: string | null;
  ip: string | null;
}

/** A team as a reader of sentences needs it. */
export interface TeamFacts {
  name: string;
  lead: string;
  deputy: string;
}

/** The service that an action is about, with the teams that decide who may. */
export interface Ownership {
  service: string;
  /** Builds it. */
  team: string;
  /** Approves production. */
  owner: TeamFacts;
  /** Is paged. */
  onCall: string;
}

/** The environment that an action is about. */
export interface Place {
  environment: string;
  protected: boolean;
}
