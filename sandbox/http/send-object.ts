import type { KindSpec } from "@/sandbox/api/kinds/kind-spec";
import type { KubeObject } from "@/sandbox/kernel/object";
import { encodeObject } from "@/sandbox/store/encode-object";
import { type Exchange, sendJson, sendValue } from "./exchange";
import { negotiateShape } from "./negotiate";
import { partialMetadata, renderTable } from "./table";

/** Sends one object in the shape the client asked for. */
export function sendObject(
  exchange: Exchange,
  kind: KindSpec,
  answer: { code: number; object: KubeObject },
): void {
  const shape = negotiateShape(exchange.request.headers.accept);
  const { code, object } = answer;
  if (shape === "table" && object.kind === kind.kind) {
    const metadata = { resourceVersion: object.metadata.resourceVersion };
    return sendValue(exchange, code, renderTable(exchange, kind, { objects: [object], metadata }));
  }
  if (shape === "partial") return sendValue(exchange, code, partialMetadata(object));
  sendJson(exchange, code, encodeObject(object));
}
