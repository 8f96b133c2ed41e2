import type { Manifest } from "@/contracts/manifest";
import { packBundle } from "@/server/adapters/postgres/bundle-codec";
import type { RenderCatalog } from "@/server/adapters/postgres/render-catalog";
import { sha256 } from "@/server/adapters/postgres/sha256";
import { bundleSha256, planHashOf } from "@/server/domain/manifest/hashes";
import { recolor } from "@/server/domain/manifest/recolor";
import type { RenderInputs } from "@/server/domain/manifest/render-inputs";
import { renderObjects } from "@/server/domain/manifest/render-objects";
import { digestOf } from "./catalog-rows";
import { byteaText, type Row } from "./insert-rows";
import type { ReleaseRecord } from "./release-record";
import type { SeedContext } from "./seed-context";

/** A record with what its templates rendered. */
export interface RenderedRecord extends ReleaseRecord {
  inputs: RenderInputs;
  planHash: string;
  /** Objects of the candidate's color; those of blue where the path has no colors. */
  objects: readonly Manifest[];
  bundle: string;
}

/** What rendering needs beside the record. */
export interface RenderSource {
  catalog: RenderCatalog;
  configData(record: ReleaseRecord): Readonly<Record<string, string>>;
}

/** `backend-java@9` of the service's stack, split. */
function templateOf(context: SeedContext, record: ReleaseRecord): { name: string; number: number } {
  const stack = context.organization.stacks.find((row) => row.name === record.service.stack);
  const [name = "", number] = stack?.template.split("@") ?? [];
  return { name, number: Number(number) };
}

/** Renders a record; throws with every issue, because the demo's data must render. */
export function renderRecord(
  context: SeedContext,
  source: RenderSource,
  record: ReleaseRecord,
): RenderedRecord {
  const { organization, environments } = context.organization;
  const environment = environments.find((row) => row.name === record.environment);
  const inputs = source.catalog({
    service: record.service.name,
    environment: record.environment,
    cluster: environment?.cluster ?? "",
    image: {
      tag: record.build.tag,
      digest: digestOf(organization.registry, record.service, record.build.tag),
    },
    config: { version: record.config, data: source.configData(record) },
    template: templateOf(context, record),
    restart: record.restartStamp,
  });
  if (!inputs) throw new Error(`${record.service.name} has no target in ${record.environment}`);
  const blue = renderObjects(inputs, "blue", sha256);
  if (!blue.ok) throw new Error(`${record.service.name} does not render: ${JSON.stringify(blue.issues)}`);
  const objects =
    record.candidate === "green" ? recolor(blue.objects, record.service.name, "green") : blue.objects;
  return {
    ...record,
    inputs,
    objects,
    planHash: planHashOf(
      inputs,
      { blueObjects: blue.objects, approvals: environment?.approvals ?? 0 },
      sha256,
    ),
    bundle: bundleSha256(objects, sha256),
  };
}

/** Archives of every record that took its target's lock. */
export function bundleRows(records: readonly RenderedRecord[]): Row[] {
  const bundles = new Map<string, Row>();
  for (const record of records) {
    if (!record.startedAt || bundles.has(record.bundle)) continue;
    const bytes = packBundle(record.objects);
    bundles.set(record.bundle, {
      sha256: record.bundle,
      objects: byteaText(bytes),
      size: bytes.length,
      created_at: record.startedAt,
    });
  }
  return [...bundles.values()];
}
