import type { Page } from "@playwright/test";
import { type CompanyProvider, startCompanyProvider } from "@/e2e/support/company-provider";
import { byHand } from "@/e2e/support/database";
import { type SecondWeb, secondWeb } from "@/e2e/support/second-web";
import { expect, test } from "@/e2e/support/test";

/** OpenID Connect in a real browser: our page, the provider's own pages, back; with our content security policy between them. */
test.describe("company sign-in", () => {
  let provider: CompanyProvider;
  let web: SecondWeb;
  test.beforeAll(async () => {
    web = await secondWeb();
    provider = await startCompanyProvider(web.url);
    await byHand("update account set external_subject = $1 where name = 'payment-lead'", [
      `${provider.issuer}#employee-42`,
    ]);
    await web.start(provider.settings);
  });
  test.afterAll(async () => {
    await web.stop();
    provider.stop();
  });

  /** From our page through the provider's, as a person types and clicks. */
  const signInAs = async (page: Page, login: string) => {
    await page.goto(`${web.url}/approvals`);
    await expect(page).toHaveURL(/\/signin\?from=/);
    await expect(page.getByText("Sandbox only")).toHaveCount(0);
    await page.getByRole("button", { name: "Continue with company sign-in" }).click();
    await page.getByPlaceholder("Enter any login").fill(login);
    await page.getByPlaceholder("and password").fill("x");
    await page.getByRole("button", { name: "Sign-in" }).click();
    await page.getByRole("button", { name: "Continue" }).click();
    await page.waitForURL(`${web.url}/**`);
  };

  test("a linked person comes back to where they wanted to go, as themselves, and can leave", async ({
    page,
  }) => {
    const violations: string[] = [];
    page.on("console", (message) =>
      message.text().includes("Content Security Policy") ? violations.push(message.text()) : undefined,
    );
    await signInAs(page, "employee-42");
    await expect(page).toHaveURL(`${web.url}/approvals`);
    await expect(page.getByRole("heading", { name: "Approvals" })).toBeVisible();
    const me = await page.request.get(`${web.url}/api/v1/me`);
    expect(await me.json()).toMatchObject({ name: "payment-lead", sandbox: false });
    const cookies = await page.context().cookies(web.url);
    const session = cookies.find(({ name }) => name.endsWith("switchyard.session"));
    expect(session).toMatchObject({ httpOnly: true, sameSite: "Lax" });
    expect(violations).toEqual([]);
  });

  test("a person whom nobody has linked gets a sentence and no session", async ({ page }) => {
    await signInAs(page, "stranger-7");
    await expect(page.getByText(/no Switchyard account belongs to you yet/)).toBeVisible();
    expect((await page.request.get(`${web.url}/api/v1/me`)).status()).toBe(401);
  });
});
