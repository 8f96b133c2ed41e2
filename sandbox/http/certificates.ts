import { generate } from "selfsigned";

/** PEM texts of one cluster: its authority, the server's pair and an administrator's client pair. */
export interface ClusterCertificates {
  ca: string;
  server: { key: string; cert: string };
  client: { key: string; cert: string };
}

/** Ten years: the files live in the state folder and are made again when it is removed. */
const lifetimeMs = 3650 * 86_400_000;

/** Makes the certificates of a cluster (P-256, for localhost and 127.0.0.1); the client is `admin` of `system:masters`. */
export async function createCertificates(cluster: string, now = Date.now()): Promise<ClusterCertificates> {
  const base = {
    keyType: "ec" as const,
    algorithm: "sha256",
    notBeforeDate: new Date(now - 86_400_000),
    notAfterDate: new Date(now + lifetimeMs),
  };
  const authority = await generate([{ name: "commonName", value: `${cluster}-ca` }], {
    ...base,
    extensions: [
      { name: "basicConstraints", cA: true, critical: true },
      { name: "keyUsage", keyCertSign: true, cRLSign: true, digitalSignature: true, critical: true },
    ],
  });
  const ca = { key: authority.private, cert: authority.cert };
  const server = await generate([{ name: "commonName", value: "kube-apiserver" }], {
    ...base,
    ca,
    extensions: [
      { name: "basicConstraints", cA: false },
      { name: "keyUsage", digitalSignature: true, keyEncipherment: true },
      { name: "extKeyUsage", serverAuth: true },
      {
        name: "subjectAltName",
        altNames: [
          { type: 2, value: "localhost" },
          { type: 7, ip: "127.0.0.1" },
        ],
      },
    ],
  });
  const subject = [
    { name: "commonName", value: "admin" },
    { name: "organizationName", value: "system:masters" },
  ];
  const client = await generate(subject, {
    ...base,
    ca,
    extensions: [
      { name: "basicConstraints", cA: false },
      { name: "keyUsage", digitalSignature: true },
      { name: "extKeyUsage", clientAuth: true },
    ],
  });
  return {
    ca: authority.cert,
    server: { key: server.private, cert: server.cert },
    client: { key: client.private, cert: client.cert },
  };
}
