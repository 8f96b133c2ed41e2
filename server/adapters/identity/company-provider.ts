import type { OAuthConfig } from "next-auth/providers/oauth";

/** What an identity provider knows us by. */
export interface OidcClient {
  issuer: string;
  clientId: string;
  clientSecret: string;
}

/** How a person of the provider is named in `account.external_subject`: issuer and subject, never an e-mail address. */
export function companySubject(issuer: string, subject: string): string {
  return `${issuer.replace(/\/$/, "")}#${subject}`;
}

/** Sign-in by OpenID Connect with PKCE, state and nonce. */
export function companyProvider(client: OidcClient): OAuthConfig<{ sub: string; name?: string }> {
  return {
    id: "company",
    name: "Company sign-in",
    type: "oauth",
    wellKnown: `${client.issuer.replace(/\/$/, "")}/.well-known/openid-configuration`,
    issuer: client.issuer,
    clientId: client.clientId,
    clientSecret: client.clientSecret,
    authorization: { params: { scope: "openid", max_age: 43_200 } },
    idToken: true,
    checks: ["pkce", "state", "nonce"],
    profile: ({ sub, name }) => ({ id: sub, name: name ?? sub }),
  };
}
