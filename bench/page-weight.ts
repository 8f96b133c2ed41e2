import { gzipSync } from "node:zlib";
import type { Browser } from "@playwright/test";
import { signedIn } from "./browser";
import { type GateResult, rounded } from "./gate";
import type { Access } from "./instance";

/** W1: JavaScript that the first load of the overview fetches, and everything together: gzip, fonts as they are. */
export async function measurePageWeight(parts: { browser: Browser; access: Access }): Promise<GateResult> {
  const signed = await signedIn(parts.browser, parts.access.url, "payment-dev-1");
  const page = await signed.context().newPage();
  const sizes: { isScript: boolean; bytes: number }[] = [];
  const reading: Promise<void>[] = [];
  page.on("response", (response) => {
    const type = response.request().resourceType();
    if (!["script", "stylesheet", "document", "font", "image", "other"].includes(type)) return;
    reading.push(
      response
        .body()
        .then(
          (body) =>
            void sizes.push({
              isScript: type === "script",
              bytes: type === "font" ? body.length : gzipSync(body).length,
            }),
        )
        .catch(() => undefined),
    );
  });
  await page.goto("/services?env=production", { waitUntil: "load" });
  await page.locator("[data-row]").first().waitFor();
  await Promise.all(reading);
  await signed.context().close();
  const sum = (items: typeof sizes) => rounded(items.reduce((total, item) => total + item.bytes, 0) / 1000);
  const figures = { scriptKb: sum(sizes.filter((item) => item.isScript)), totalKb: sum(sizes) };
  return {
    id: "W1",
    goal: "overview, first load: at most 200 KB gzip of JavaScript and 300 KB in total",
    passed: figures.scriptKb <= 200 && figures.totalKb <= 300,
    figures,
  };
}
