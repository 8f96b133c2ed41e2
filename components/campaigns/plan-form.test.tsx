// @vitest-environment jsdom
import { QueryClientProvider } from "@tanstack/react-query";
import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { makeQueryClient } from "@/components/queries/query-client";
import { PlanForm } from "./plan-form";

const push = vi.hoisted(() => vi.fn());
const router = vi.hoisted(() => ({ push }));
vi.mock("next/navigation", () => ({ useRouter: () => router }));

const old = {
  ...{ slug: "night-coupon", title: "Night coupon", now: "2031-11-23T10:00:00.000Z", version: 4 },
  draft: {
    ...{ title: "Night coupon", channel: "oa-push", environment: "production", zone: "UTC" },
    ...{ startLocal: "2031-11-07T19:00", durationSeconds: 480, leadSeconds: 120, coolDownSeconds: 60 },
    ...{ recurrence: null, multiplier: null, freeze: true },
    targets: [{ service: "web", floor: 24, max: null, peakRps: null, rpsPerPod: null }],
  },
};
const plan = {
  ...{ now: old.now, count: 1, may: { create: { allowed: true } } },
  ...{ occurrences: [], zones: [], targets: [], pools: [], refusals: [], overlaps: [], notes: [] },
};
let made: unknown[] = [];

function answer(path: string, body: string | undefined): unknown {
  if (path.endsWith("/campaigns/plan")) return plan;
  if (path.endsWith("/environments")) return [{ name: "beta" }, { name: "production" }];
  if (path.includes("/services")) return { rows: [] };
  if (path.endsWith("/campaigns/night-coupon")) return old;
  made.push(JSON.parse(body ?? "{}"));
  return { campaign: { ...old, slug: "night-coupon-2" }, audit: 7 };
}

beforeEach(() => {
  made = [];
  sessionStorage.clear();
  push.mockReset();
  vi.stubGlobal("fetch", async (path: string, asked: { body?: string } = {}) =>
    Response.json(answer(path, asked.body)),
  );
});

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const open = (from?: string) =>
  render(
    <QueryClientProvider client={makeQueryClient()}>
      <PlanForm from={from} />
    </QueryClientProvider>,
  );
const title = () => screen.getByRole<HTMLInputElement>("textbox", { name: "Title" }).value;

test("a campaign that is repeated fills the form for its next weekday, and is planned as a new one", async () => {
  open("night-coupon");
  await waitFor(() => expect(title()).toBe("Night coupon"));
  const send = () => screen.getByRole("button", { name: "Plan it and ask the owners" });
  await waitFor(() => expect(send().getAttribute("aria-disabled")).not.toBe("true"));
  fireEvent.click(send());
  await waitFor(() => expect(push).toHaveBeenCalledWith("/campaigns/night-coupon-2"));
  expect(made).toEqual([{ ...old.draft, startLocal: "2031-11-28T19:00" }]);
});

test("what is repeated leaves the plan alone that was being written", async () => {
  open();
  fireEvent.change(await screen.findByRole("textbox", { name: "Title" }), { target: { value: "My own" } });
  cleanup();
  open("night-coupon");
  await waitFor(() => expect(title()).toBe("Night coupon"));
  cleanup();
  open();
  await waitFor(() => expect(title()).toBe("My own"));
});
