import { ProblemError, problemOf } from "./problem-error";

/** Whole lines of an answer as they come, in batches, until it ends or is aborted. Throws `ProblemError` for a refusal. */
export async function* textLines(response: Response): AsyncGenerator<readonly string[]> {
  if (!response.ok || response.body === null)
    throw new ProblemError(await response.json().catch(() => problemOf(new TypeError())));
  const decoder = new TextDecoder();
  const reader = response.body.getReader();
  let rest = "";
  for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
    const lines = (rest + decoder.decode(chunk.value, { stream: true })).split("\n");
    rest = lines.pop() ?? "";
    if (lines.length > 0) yield lines;
  }
  if (rest !== "") yield [rest];
}
