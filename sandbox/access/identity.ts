import { randomBytes } from "node:crypto";
import { chmod, mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { dirname } from "node:path";

/** PEM texts of a certificate and its private key. */
export interface KeyPair {
  cert: string;
  key: string;
}

/** What a cluster keeps between starts so that kubeconfigs stay good. */
export interface Identity {
  authority: KeyPair;
  server: KeyPair;
  /** Client certificate of the administrator. */
  admin: KeyPair;
  adminToken: string;
  workerToken: string;
  /** The port of the last start; taken again while it is free. */
  port?: number;
}

const YEARS = 10;
const basics = () => {
  const notAfterDate = new Date();
  notAfterDate.setFullYear(notAfterDate.getFullYear() + YEARS);
  return { keyType: "ec", curve: "P-256", algorithm: "sha256", notAfterDate } as const;
};

async function createIdentity(cluster: string): Promise<Identity> {
  // Loaded at a first start only: it takes a fifth of a second.
  const { generate } = await import("selfsigned");
  const made = await generate([{ name: "commonName", value: `${cluster}-ca` }], {
    ...basics(),
    extensions: [
      { name: "basicConstraints", cA: true, critical: true },
      { name: "keyUsage", keyCertSign: true, cRLSign: true, digitalSignature: true, critical: true },
    ],
  });
  const ca = { key: made.private, cert: made.cert };
  const server = await generate([{ name: "commonName", value: "kube-apiserver" }], {
    ...basics(),
    ca,
    extensions: [
      { name: "basicConstraints", cA: false, critical: true },
      { name: "keyUsage", digitalSignature: true, critical: true },
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
  const admin = await generate(
    [
      { name: "commonName", value: `${cluster}-admin` },
      { name: "organizationName", value: "system:masters" },
    ],
    {
      ...basics(),
      ca,
      extensions: [
        { name: "basicConstraints", cA: false, critical: true },
        { name: "keyUsage", digitalSignature: true, critical: true },
        { name: "extKeyUsage", clientAuth: true },
      ],
    },
  );
  const pair = (pems: { private: string; cert: string }): KeyPair => ({ cert: pems.cert, key: pems.private });
  return {
    authority: pair(made),
    server: pair(server),
    admin: pair(admin),
    adminToken: token(),
    workerToken: token(),
  };
}

function token(): string {
  return randomBytes(24).toString("base64url");
}

/** Writes a file that only its owner may read, in one step. */
export async function writePrivate(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  await writeFile(`${path}.new`, text, { mode: 0o600 });
  await chmod(`${path}.new`, 0o600);
  await rename(`${path}.new`, path);
}

/** Reads the identity of a cluster from `path`, or makes one there. */
export async function keepIdentity(path: string, cluster: string): Promise<Identity> {
  const text = await readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw error;
  });
  if (text !== undefined) return JSON.parse(text) as Identity;
  const identity = await createIdentity(cluster);
  await writePrivate(path, JSON.stringify(identity));
  return identity;
}
