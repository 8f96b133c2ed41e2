/** How the client wants an answer shaped. */
export type Shape = "object" | "table" | "partial";

/** Reads the first alternative of `Accept` that the server can give. */
export function negotiateShape(accept: string | undefined): Shape {
  for (const alternative of (accept ?? "").split(",")) {
    const [media, ...parameters] = alternative.split(";").map((part) => part.trim());
    if (media !== "application/json") {
      if (media === "*/*" || media === "application/*") return "object";
      continue;
    }
    const values = new Map(parameters.map((parameter) => parameter.split("=", 2) as [string, string]));
    const as = values.get("as");
    if (as === "Table") return "table";
    if (as === "PartialObjectMetadata" || as === "PartialObjectMetadataList") return "partial";
    if (as === undefined) return "object";
  }
  return "object";
}
