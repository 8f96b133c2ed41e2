import { createHash } from "node:crypto";
import type { RawConfigMap } from "@/server/adapters/kubernetes/raw-objects";
import type { ConfigMapSeen } from "@/server/domain/config/hand-edit";
import { secretFinding } from "@/server/domain/config/secret-guard";
import { configSha256 } from "@/server/domain/manifest/config-map-name";
import { labels } from "@/server/domain/rollout/target";
import { contentEdits } from "./hand-edits";

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

/** A ConfigMap: its values are kept only where its name, which ends with the hash of its content, no longer tells the truth. */
export function configMapSeen(map: RawConfigMap): ConfigMapSeen {
  const data = map.data ?? {};
  const { name } = map.metadata;
  const service = map.metadata.labels?.[labels.service] ?? "";
  const [, hash] = /-config-v\d+-([0-9a-f]{8})$/u.exec(name) ?? [];
  const isOurs = hash === undefined || configSha256(service, data, sha256).startsWith(hash);
  if (isOurs) return { edits: [], data: null };
  const safe = Object.entries(data).filter(([key, value]) => secretFinding(key, value) === null);
  return { edits: contentEdits(map), data: Object.fromEntries(safe) };
}
