/** A sign-in that has not been revoked and has not run out. */
export interface Session {
  sid: string;
  account: string;
  authenticatedAt: Date;
  expiresAt: Date;
}

/** A person as the sign-in list shows them. */
export interface SignInPerson {
  name: string;
  team: string | null;
  roles: readonly string[];
}

/** What a bearer token may do. */
export interface TokenGrant {
  prefix: string;
  owner: string;
  kind: "human" | "service";
  scopes: readonly string[];
  /** Globs over service names; empty means none. */
  services: readonly string[];
}

/** Sign-ins and tokens. Every change writes its audit row in the same transaction. */
export interface SessionStore {
  /** Opens a session for an enabled human account; undefined when there is none of that name. */
  open(account: string, how: "sandbox" | "oidc"): Promise<Session | undefined>;
  /** The account that an identity provider's subject belongs to; undefined when nobody is linked. */
  accountOf(subject: string): Promise<string | undefined>;
  /** Live sessions only: not revoked, not idle, not over, account enabled. Marks it as seen at most once a minute. */
  bySid(sid: string): Promise<Session | undefined>;
  revoke(sid: string): Promise<void>;
  /** Enabled human accounts whose name, team or role contains `query`; at most `limit`, by name. */
  people(query: string, limit: number): Promise<readonly SignInPerson[]>;
  /** The live token with this SHA-256, its owner enabled; marks it as used. */
  byTokenHash(sha256: Buffer): Promise<TokenGrant | undefined>;
}
