import type { Page } from "@playwright/test";

/** Something that a page showed, and when (ms since the epoch). */
export interface Shown {
  what: string;
  at: number;
}

/**
 * Records, in an open page and without asking it again, what texts its parts show over time: `phase: Warm`, and for parts of a
 * pod's line `<pod>: green, ready`.
 */
export async function recordPage(page: Page, selectors: Readonly<Record<string, string>>): Promise<void> {
  await page.evaluate((wanted) => {
    const shown: { what: string; at: number }[] = [];
    const seen = new Set<string>();
    const look = () => {
      for (const [name, selector] of Object.entries(wanted)) {
        for (const element of document.querySelectorAll(selector)) {
          const of = element.closest("[data-pod]")?.getAttribute("data-pod") ?? name;
          const what = `${of}: ${element.getAttribute("aria-label") ?? element.textContent}`;
          if (seen.has(what)) continue;
          seen.add(what);
          shown.push({ what, at: Date.now() });
        }
      }
    };
    Object.assign(window, { shown });
    new MutationObserver(look).observe(document.body, {
      subtree: true,
      childList: true,
      characterData: true,
      attributes: true,
    });
    look();
  }, selectors);
}

/** What was shown since `recordPage`; fails when the page was loaded anew meanwhile. */
export async function readRecord(page: Page): Promise<Shown[]> {
  return page.evaluate(() => (window as unknown as { shown: { what: string; at: number }[] }).shown);
}
