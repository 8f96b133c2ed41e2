import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
// @ts-expect-error the package has no types; the tests use two lines of it
import Provider from "oidc-provider";

/** A running identity provider. */
export interface CompanyProvider {
  issuer: string;
  settings: Readonly<Record<string, string>>;
  stop(): void;
}

/** Starts a real OpenID provider that lets anybody in under the name they type, for one portal. */
export async function startCompanyProvider(portal: string): Promise<CompanyProvider> {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client = { client_id: "switchyard", client_secret: "a secret of the tests" };
  const oidc = new Provider(issuer, {
    clients: [{ ...client, redirect_uris: [`${portal}/api/auth/callback/company`] }],
    pkce: { required: () => true },
    cookies: { keys: ["test"] },
  });
  server.on("request", oidc.callback());
  return {
    issuer,
    settings: {
      SWITCHYARD_OIDC_ISSUER: issuer,
      SWITCHYARD_OIDC_CLIENT_ID: client.client_id,
      SWITCHYARD_OIDC_CLIENT_SECRET: client.client_secret,
    },
    stop() {
      server.close();
      server.closeAllConnections();
    },
  };
}
