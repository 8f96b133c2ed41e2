import { type Browser, chromium, type Page } from "@playwright/test";
import { findBrowser } from "@/scripts/browser.mjs";

/** Opens Debian's Chromium; throws when there is none. */
export async function openBrowser(): Promise<Browser> {
  const executablePath = findBrowser();
  if (!executablePath) throw new Error("No Chromium: apt-get install chromium");
  return chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-dev-shm-usage"] });
}

/** A signed-in page of a person. */
export async function signedIn(browser: Browser, url: string, name: string): Promise<Page> {
  const page = await (
    await browser.newContext({ baseURL: url, viewport: { width: 1440, height: 900 } })
  ).newPage();
  await page.goto("/signin");
  await page.getByRole("button", { name: new RegExp(`^${name}\\b`) }).click();
  await page.waitForURL(/\/services/);
  return page;
}
