import type { Browser } from "@playwright/test";
import { signedIn } from "./browser";
import { type GateResult, percentile, rounded } from "./gate";
import type { Access } from "./instance";

const text = "history";

/** Time from a key in the overview's filter to the frame that shows its answer. */
export async function measureFilterKey(parts: { browser: Browser; access: Access }): Promise<GateResult> {
  const page = await signedIn(parts.browser, parts.access.url, "payment-dev-1");
  const filter = page.getByRole("searchbox", { name: "Filter services" });
  await filter.click();
  await page.evaluate(() => {
    const answers: number[] = [];
    Object.assign(window, { answers });
    let since = 0;
    document.addEventListener("keydown", () => (since = performance.now()), { capture: true });
    new MutationObserver(() => {
      if (since === 0) return;
      const key = since;
      since = 0;
      requestAnimationFrame(() => answers.push(performance.now() - key));
    }).observe(document.querySelector("#main") ?? document.body, { subtree: true, childList: true });
  });
  for (let round = 0; round < 5; round += 1) {
    for (const key of text) await page.keyboard.press(key);
    for (const _ of text) await page.keyboard.press("Backspace");
  }
  const answers = await page.evaluate(() => (window as unknown as { answers: number[] }).answers);
  await page.context().close();
  const figures = {
    keys: answers.length,
    p50Ms: rounded(percentile(answers, 0.5)),
    p95Ms: rounded(percentile(answers, 0.95)),
  };
  return {
    id: "W2k",
    goal: "a key in the filter is answered within 100 ms",
    passed: answers.length > 0 && figures.p95Ms <= 100,
    figures,
  };
}
