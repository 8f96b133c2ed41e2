import { HttpProblem } from "./problem";

const MOST_BYTES = 256 * 1024;
const DEEPEST = 64;

const invalid = (reason: string): HttpProblem => new HttpProblem({ code: "invalid_input", reason });

const strings = /"(?:[^"\\]|\\.)*"?/gs;

/** Whether a JSON text nests deeper than 64; brackets in strings do not count. Linear, without recursion. */
export function isTooDeep(text: string): boolean {
  let depth = 0;
  for (const char of text.replace(strings, "")) {
    if (char === "{" || char === "[") depth++;
    else if (char === "}" || char === "]") depth--;
    if (depth > DEEPEST) return true;
  }
  return false;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw invalid("The body is not valid JSON.");
  }
}

async function readText(request: Request): Promise<string> {
  if (Number(request.headers.get("content-length") ?? 0) > MOST_BYTES)
    throw invalid("The body is larger than 256 KiB.");
  const reader = request.body?.getReader();
  if (!reader) return "";
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
    size += chunk.value.byteLength;
    if (size > MOST_BYTES) {
      await reader.cancel();
      throw invalid("The body is larger than 256 KiB.");
    }
    chunks.push(chunk.value);
  }
  return Buffer.concat(chunks).toString("utf8");
}

/**
 * The JSON body of a change. Refuses what a form or a cross-site script could send (another content type), compressed
 * bodies, more than 256 KiB and nesting beyond 64. An empty body counts as `{}`.
 */
export async function readBody(request: Request): Promise<unknown> {
  const type = request.headers.get("content-type")?.toLowerCase() ?? "";
  if (!/^application\/json(; ?charset=utf-8)?$/.test(type))
    throw invalid("Send Content-Type: application/json.");
  if (request.headers.has("content-encoding")) throw invalid("Send the body uncompressed.");
  const text = await readText(request);
  if (text.trim() === "") return {};
  if (isTooDeep(text)) throw invalid("The JSON nests deeper than 64.");
  return parsed(text);
}
