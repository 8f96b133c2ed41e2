import { describe, expect, it } from "vitest";
import { environmentHref, placeOf } from "./place";

const none = new URLSearchParams();

describe("where an address stands", () => {
  it.each([
    ["/services", "env=beta", { page: "services", environment: "beta", title: "Services", back: undefined }],
    [
      "/s/payment-history-api/production/pods",
      "",
      { page: "services", environment: "production", title: "payment-history-api", back: "/services" },
    ],
    ["/r/01J9", "", { page: "rollouts", environment: undefined, title: "Rollouts", back: "/rollouts" }],
    [
      "/approvals/01J9",
      "box=team",
      { page: "approvals", environment: undefined, title: "Approvals", back: "/approvals" },
    ],
    [
      "/campaigns/spring-coupon",
      "",
      { page: "campaigns", environment: undefined, title: "Campaigns", back: "/campaigns" },
    ],
    ["/kit", "", { page: undefined, environment: undefined, title: "Switchyard", back: undefined }],
  ])("%s?%s", (path, search, place) => {
    expect(placeOf(path, new URLSearchParams(search))).toEqual(place);
  });

  it("reads a part that is not well encoded as it stands", () => {
    expect(placeOf("/s/%E0%A4%A/dev", none).title).toBe("%E0%A4%A");
  });
});

describe("the same page in another environment", () => {
  it.each([
    ["/services", "q=team:risk&env=dev", "/services?q=team%3Arisk&env=beta"],
    ["/s/payment-history-api/dev/pods", "", "/s/payment-history-api/beta/pods"],
    ["/s/payment-history-api/dev/deploy", "", "/s/payment-history-api/beta"],
    ["/r/01J9", "tab=logs", "/services?env=beta"],
    ["/approvals/01J9", "", "/services?env=beta"],
    ["/", "", "/services?env=beta"],
  ])("%s?%s leads to %s", (path, search, href) => {
    expect(environmentHref(path, new URLSearchParams(search), "beta")).toBe(href);
  });
});
