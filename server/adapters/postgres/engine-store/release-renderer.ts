import { type Kysely, sql } from "kysely";
import type { Color } from "@/contracts/color";
import type { DeploymentKind } from "@/contracts/deployment-state";
import type { Manifest } from "@/contracts/manifest";
import { unpackBundle } from "@/server/adapters/postgres/bundle-codec";
import type { Database } from "@/server/adapters/postgres/database-schema";
import { loadRenderCatalog } from "@/server/adapters/postgres/render-catalog";
import { sha256 } from "@/server/adapters/postgres/sha256";
import { bundleSha256, planHashOf } from "@/server/domain/manifest/hashes";
import { recolor } from "@/server/domain/manifest/recolor";
import { renderObjects } from "@/server/domain/manifest/render-objects";
import type { ReleaseRenderer, RenderedRelease } from "@/server/ports/release-renderer";

interface ReleaseRow {
  kind: DeploymentKind;
  plan_hash: string;
  candidate_color: Color | null;
  image_digest: string;
  tag: string;
  config_version: number;
  config_data: Record<string, string>;
  template_name: string;
  template_number: number;
  restart_stamp: string | null;
  service: string;
  environment: string;
  cluster: string;
  approvals: number;
  source_bundle: string | null;
  source_objects: Buffer | null;
}

/** Renders final bundles from the catalog as it is now; a rollback replays the archive of its source, byte for byte except the color. */
export function createReleaseRenderer(db: Kysely<Database>): ReleaseRenderer {
  return {
    async render(deploymentId) {
      const row = await readRow(db, deploymentId);
      if (row === undefined) return failure("engine", "unknown", "The deployment does not exist.");
      const objects = row.kind === "rollback" ? replay(row) : null;
      return objects ?? renderNow(db, row);
    },
  };
}

async function readRow(db: Kysely<Database>, id: string): Promise<ReleaseRow | undefined> {
  const { rows } = await sql<ReleaseRow>`
    select d.kind, d.plan_hash, d.candidate_color, d.image_digest, b.tag, c.version as config_version, c.data as config_data,
      d.template_name, d.template_number, d.restart_stamp, t.service, t.environment, t.cluster, e.approvals,
      source.bundle_sha256 as source_bundle, archive.objects as source_objects
    from deployment d
    join target t on t.id = d.target_id
    join environment e on e.name = t.environment
    join build b on b.id = d.build_id
    join config_version c on c.id = d.config_version_id
    left join deployment source on source.id = d.source_deployment_id and d.kind = 'rollback'
    left join bundle archive on archive.sha256 = source.bundle_sha256
    where d.id = ${id}`.execute(db);
  return rows[0];
}

/** The archive of the source in the candidate's color; the plan is the one that was approved then. */
function replay(row: ReleaseRow): RenderedRelease {
  if (row.source_objects === null || row.source_bundle === null) {
    return failure("policy", "archive_missing", "The archive to go back to does not exist any more.");
  }
  const archived = unpackBundle(row.source_objects);
  if (bundleSha256(archived, sha256) !== row.source_bundle) {
    return failure("policy", "digest_mismatch", "digest_mismatch: the archived bundle was altered.");
  }
  const color = row.candidate_color;
  const objects = color === null ? archived : recolor(archived, row.service, color);
  return { ok: true, planHash: row.plan_hash, bundleSha256: bundleSha256(objects, sha256), objects };
}

async function renderNow(db: Kysely<Database>, row: ReleaseRow): Promise<RenderedRelease> {
  const catalog = await loadRenderCatalog(db);
  const inputs = catalog({
    service: row.service,
    environment: row.environment,
    cluster: row.cluster,
    image: { tag: row.tag, digest: row.image_digest },
    config: { version: row.config_version, data: row.config_data },
    template: { name: row.template_name, number: row.template_number },
    restart: row.restart_stamp,
  });
  if (inputs === undefined)
    return failure(
      "config",
      "no_target",
      "The service has no target, or its template does not exist any more.",
    );
  const blue = renderObjects(inputs, "blue", sha256);
  const colored = row.candidate_color === "green" ? renderObjects(inputs, "green", sha256) : blue;
  if (!blue.ok || !colored.ok) return failure("config", "template", issueOf(colored.ok ? blue : colored));
  const planHash = planHashOf(inputs, { blueObjects: blue.objects, approvals: row.approvals }, sha256);
  return bundleOf(planHash, colored.objects);
}

function bundleOf(planHash: string, objects: readonly Manifest[]): RenderedRelease {
  return { ok: true, planHash, bundleSha256: bundleSha256(objects, sha256), objects };
}

function issueOf(rendered: ReturnType<typeof renderObjects>): string {
  const issue = rendered.ok ? undefined : rendered.issues[0];
  return `The template does not render: ${issue?.object ?? ""} ${issue?.path ?? ""} ${issue?.message ?? ""}.`;
}

function failure(
  failureClass: "engine" | "policy" | "config",
  rule: string,
  sentence: string,
): RenderedRelease {
  return { ok: false, class: failureClass, rule, sentence };
}
