import { createHash, randomBytes } from "node:crypto";
import { byteaText, type Row } from "./insert-rows";
import { minutesBefore, type SeedContext, secondsAfter } from "./seed-context";

/** A token as it is shown once, and the row that recognizes it. */
interface MintedToken {
  value: string;
  row: Row;
}

interface TokenSpec {
  name: string;
  owner: string;
  scopes: readonly string[];
  services: readonly string[];
  expiresAt: Date;
  revokedAt: Date | null;
}

function mint(context: SeedContext, spec: TokenSpec): MintedToken {
  const prefix = `svc_${randomBytes(6).toString("hex")}`;
  const value = `${prefix}_${randomBytes(32).toString("base64url")}`;
  return {
    value,
    row: {
      prefix,
      name: spec.name,
      owner: spec.owner,
      scopes: spec.scopes,
      services: spec.services,
      sha256: byteaText(createHash("sha256").update(value).digest()),
      expires_at: spec.expiresAt,
      revoked_at: spec.revokedAt,
      created_at: context.now,
    },
  };
}

const day = 24 * 3600;

/** The tokens of the demo file, without their values: nobody was shown them. */
function demoTokens(context: SeedContext): MintedToken[] {
  return context.organization.apiTokens.map((token) =>
    mint(context, {
      ...token,
      expiresAt: secondsAfter(context.now, (token.expiresInDays ?? 1) * day),
      revokedAt:
        token.revokedMinutesAgo === undefined ? null : minutesBefore(context, token.revokedMinutesAgo),
    }),
  );
}

/** One token per account, with all that the account may do; the map is what the sandbox hands to scripts. */
export function tokenRows(
  context: SeedContext,
  accounts: readonly string[],
): { rows: Row[]; values: Record<string, string> } {
  const own = accounts.map((owner) => ({
    owner,
    minted: mint(context, {
      name: `${owner}-sandbox`,
      owner,
      scopes: ["*"],
      services: ["*"],
      expiresAt: secondsAfter(context.now, 90 * day),
      revokedAt: null,
    }),
  }));
  return {
    rows: [...demoTokens(context), ...own.map(({ minted }) => minted)].map(({ row }) => row),
    values: Object.fromEntries(own.map(({ owner, minted }) => [owner, minted.value])),
  };
}
