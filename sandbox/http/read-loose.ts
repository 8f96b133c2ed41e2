import { parseBody } from "@/sandbox/api/decode/parse-body";
import type { Json } from "@/sandbox/api/json";
import { type Exchange, readBody } from "./exchange";

/** Reads a small body (options, evictions, bindings) without a schema. Throws 400, 413 and 415. */
export async function readLoose(exchange: Exchange, kind: string): Promise<Json> {
  return parseBody(await readBody(exchange.request), exchange.request.headers["content-type"], kind).value;
}
