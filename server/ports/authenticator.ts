import type { Actor } from "@/server/domain/access/actor";

/** What a request brought to say who it is from. */
export interface Credentials {
  cookie: string | undefined;
  authorization: string | undefined;
  requestId: string;
  ip: string | null;
  /** Whether a copy in memory is not good enough: for every change. */
  fresh: boolean;
}

/** Who a request is from. */
export interface Authenticated {
  actor: Actor;
  /** `cookie`: a browser, so that cross-site rules apply. */
  means: "cookie" | "token";
  /** Id of the session, or prefix of the token: what streams and rate limits are counted by. */
  session: string;
}

/** Says who a request is from. */
export interface Authenticator {
  /** Undefined: nobody, or a session or token that is over. Rejects only when Postgres cannot be asked. */
  identify(credentials: Credentials): Promise<Authenticated | undefined>;
  /** Ends the session for good; other processes forget it at once. */
  end(session: string): Promise<void>;
  /** Names of the cookies that carry a sign-in, for removal. */
  cookieNames: readonly string[];
}
