import { readFile } from "node:fs/promises";
import type { MetricsFault } from "@/contracts/metrics";
import type { RawSeries } from "@/server/domain/metrics/align";
import { readAnswer } from "./answer";
import { hostOf, type PrometheusSource } from "./source";

/** Series, or why there are none. */
export type Asked = { series: RawSeries[] } | { fault: Omit<MetricsFault, "measure"> };

const fault = (code: MetricsFault["code"], words: string): Asked => ({ fault: { code, words } });

/** Thrown while a body is read that is larger than anybody needs. */
class TooLarge extends Error {}

async function textOf(response: Response, mostBytes: number): Promise<string> {
  const decoder = new TextDecoder();
  let [text, bytes] = ["", 0];
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > mostBytes) throw new TooLarge();
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

async function headersOf({ tokenFile }: PrometheusSource): Promise<Record<string, string>> {
  const accept = { accept: "application/json" };
  if (tokenFile === undefined) return accept;
  const token = (await readFile(tokenFile, "utf8")).trim();
  return { ...accept, authorization: `Bearer ${token}` };
}

/** The error in words; of a header that cannot be sent nothing is told, since it holds the token. */
function brokenWords(error: unknown, where: string, timeoutMs: number): string {
  if (error instanceof DOMException && error.name === "TimeoutError")
    return `${where} did not answer within ${timeoutMs / 1000} s.`;
  const cause = error instanceof Error ? (error.cause as { code?: unknown } | undefined) : undefined;
  const code = typeof cause?.code === "string" ? ` (${cause.code})` : "";
  return `${where} cannot be reached${code}. It is asked again with the next look.`;
}

function refusedWords(where: string, status: number): string {
  return status === 401 || status === 403
    ? `${where} refuses Switchyard (${status}). Check the token file of the cluster's Prometheus.`
    : `${where} answered ${status} and no Prometheus answer. Check the URL in SWITCHYARD_PROMETHEUS.`;
}

/**
 * Asks one source one question, with a limit in time and size. Follows no redirect, so that the token goes nowhere else.
 * Never rejects, and never tells the token.
 */
export async function askPrometheus(
  source: PrometheusSource,
  { path, params }: { path: string; params: Readonly<Record<string, string>> },
  limits: { timeoutMs: number; bytes: number },
): Promise<Asked> {
  const where = `Prometheus at ${hostOf(source)}`;
  const url = new URL(`${source.url.replace(/\/+$/, "")}${path}`);
  for (const [name, value] of Object.entries(params)) url.searchParams.set(name, value);
  let headers: Record<string, string>;
  try {
    headers = await headersOf(source);
  } catch {
    return fault("refused", `The token file of ${where} cannot be read. Check its path and its mode.`);
  }
  try {
    const signal = AbortSignal.timeout(limits.timeoutMs);
    const response = await fetch(url, { headers, signal, redirect: "error" });
    const answer = readAnswer(await textOf(response, limits.bytes));
    if (answer.state === "found") return { series: answer.series };
    if (answer.state === "refused")
      return fault("refused", `${where} refused the query: ${answer.error} (${answer.errorType}).`);
    return response.ok
      ? fault("badAnswer", `${where} answered something that is not Prometheus' JSON.`)
      : fault("refused", refusedWords(where, response.status));
  } catch (error) {
    if (error instanceof TooLarge)
      return fault(
        "badAnswer",
        `${where} answered more than ${Math.round(limits.bytes / 1_000_000)} MB. Ask for a shorter range.`,
      );
    return fault("unreachable", brokenWords(error, where, limits.timeoutMs));
  }
}
