import { gunzipSync, gzipSync } from "node:zlib";
import * as z from "zod";
import { type Manifest, manifestSchema } from "@/contracts/manifest";

const manifestsSchema = z.array(manifestSchema);

/** Stored form of a bundle: gzip of the objects' JSON, in the order in which they were rendered. */
export function packBundle(objects: readonly Manifest[]): Buffer {
  return gzipSync(JSON.stringify(objects), { level: 6 });
}

/** Objects of a stored bundle, key order kept. Throws when the bytes are not what `packBundle` wrote. */
export function unpackBundle(bytes: Buffer): readonly Manifest[] {
  return manifestsSchema.parse(JSON.parse(gunzipSync(bytes).toString("utf8")));
}
