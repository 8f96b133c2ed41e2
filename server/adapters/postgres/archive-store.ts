import { bundleSha256 } from "@/server/domain/manifest/hashes";
import type { ArchiveStore } from "@/server/ports/release-store";
import { unpackBundle } from "./bundle-codec";
import type { Connection } from "./connection";
import { loadRenderCatalog } from "./render-catalog";
import { sha256 } from "./sha256";

/** Archived bundles and render inputs on one connection or transaction. */
export function createArchiveStore(connection: Connection): ArchiveStore {
  return {
    async bundle(hash) {
      const row = await connection
        .selectFrom("bundle")
        .select("objects")
        .where("sha256", "=", hash)
        .executeTakeFirst();
      if (!row) return undefined;
      try {
        const objects = unpackBundle(row.objects);
        return { sha256: hash, objects, verified: bundleSha256(objects, sha256) === hash };
      } catch {
        // Bytes that cannot be read are an archive that was altered, not an error of the reader.
        return { sha256: hash, objects: [], verified: false };
      }
    },
    async renderInputs(choice) {
      const catalog = await loadRenderCatalog(connection);
      return catalog(choice);
    },
  };
}
