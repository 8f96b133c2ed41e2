import { type GateResult, rounded } from "./gate";
import type { Access } from "./instance";

const ANSWER_MS = 500;
/** How long anybody else may wait meanwhile: a server that parses on its only thread would let them wait as long as the parser. */
const OTHERS_MS = 250;
const place = "/api/v1/services/points-mission-api/beta";

/** Texts that cost parsers much for their size (security.md 9, C1), each for the form that it attacks. */
const texts: readonly (readonly [form: "document" | "env" | "properties" | "configmap", text: string])[] = [
  ["document", "[".repeat(20_000)],
  ["document", "- ".repeat(20_000)],
  ["document", "A: 1\n".repeat(50_000)],
  [
    "document",
    Array.from({ length: 100_000 }, (_, index) => `K${index}: x`)
      .join("\n")
      .slice(0, 260_000),
  ],
  ["document", Array.from({ length: 500 }, (_, depth) => `${" ".repeat(depth)}A:`).join("\n")],
  ["document", `a: &a [x]\n${"b: [*a,*a]\n".repeat(9_000)}`],
  ["document", `A: >\n${"\n".repeat(250_000)}`],
  ["document", `${"x".repeat(250_000)}: 1`],
  ["document", `A: "${"\\u0041".repeat(40_000)}"`],
  ["document", "---\nA: 1\n".repeat(20_000)],
  ["document", `A: ${"x".repeat(900_000)}`],
  ["configmap", `data:\n${"  A: [*a]\n".repeat(20_000)}`],
  ["env", `A=x${" ".repeat(250_000)}y\n= z`],
  ["env", `A="${"\\".repeat(250_000)}`],
  ["env", "A=1\n".repeat(60_000)],
  ["properties", `A=${"\\".repeat(250_000)}`],
  ["properties", `A=${"x\\\n".repeat(60_000)}`],
];

async function timed(work: () => Promise<Response>): Promise<{ ms: number; status: number }> {
  const since = performance.now();
  const answer = await work();
  await answer.arrayBuffer();
  return { ms: performance.now() - since, status: answer.status };
}

/** Asks for something small again and again until `stop`; how long the slowest answer took, in ms. */
async function others(access: Access, stop: AbortSignal): Promise<number> {
  const headers = { authorization: `Bearer ${access.tokens["auditor"]}` };
  let slowest = 0;
  while (!stop.aborted) {
    const { ms } = await timed(() => fetch(`${access.url}/api/v1/environments`, { headers }));
    slowest = Math.max(slowest, ms);
    // Within the reader's rate.
    await new Promise((resolve) => setTimeout(resolve, 60));
  }
  return slowest;
}

/** B1: bad texts for a config are answered soon with a no, and nobody else waits for it. */
export async function measureBadInput({ access }: { access: Access }): Promise<GateResult> {
  const headers = {
    authorization: `Bearer ${access.tokens["points-dev-1"]}`,
    "content-type": "application/json",
  };
  const stop = new AbortController();
  const waiting = others(access, stop.signal);
  const answers: { ms: number; status: number }[] = [];
  for (const [form, text] of texts) {
    const path = form === "document" ? "config/document" : "config/import";
    const body = JSON.stringify(form === "document" ? { text } : { format: form, text });
    answers.push(
      await timed(() => fetch(`${access.url}${place}/${path}`, { method: "POST", headers, body })),
    );
  }
  stop.abort();
  const slowestMs = Math.max(...answers.map(({ ms }) => ms));
  const othersMs = await waiting;
  const wrong = answers.filter(({ status }) => status < 400 || status >= 500 || status === 429).length;
  return {
    id: "B1",
    goal: `bad texts for a config are refused within ${ANSWER_MS} ms, and nobody else waits for more than ${OTHERS_MS} ms`,
    passed: wrong === 0 && slowestMs <= ANSWER_MS && othersMs <= OTHERS_MS,
    figures: { texts: texts.length, wrong, slowestMs: rounded(slowestMs), othersMs: rounded(othersMs) },
  };
}
