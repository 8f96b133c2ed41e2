// @vitest-environment jsdom
import { QueryClientProvider } from "@tanstack/react-query";
import { act, cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { keys } from "@/components/queries/keys";
import { makeQueryClient } from "@/components/queries/query-client";
import type { CampaignDetail, CampaignDraft } from "@/contracts/campaign";
import { EditForm } from "./edit-form";

const push = vi.hoisted(() => vi.fn());
const router = vi.hoisted(() => ({ push }));
vi.mock("next/navigation", () => ({ useRouter: () => router }));

const planned: CampaignDraft = {
  ...{ title: "Night coupon", channel: "oa-push", environment: "production", zone: "UTC" },
  ...{ startLocal: "2031-11-27T19:00", durationSeconds: 480, leadSeconds: 120, coolDownSeconds: 60 },
  ...{ recurrence: null, multiplier: null, freeze: true },
  targets: [{ service: "web", floor: 24, max: null, peakRps: null, rpsPerPod: null }],
};
const yes = { allowed: true };
const conflict = {
  type: "about:blank",
  title: "Conflict",
  status: 409,
  code: "conflict",
  detail: "It changed.",
};

/** The server: the campaign as it stands, and the edits that it was sent. */
let draft = planned;
let version = 1;
let edit: object = yes;
let sent: Record<string, unknown>[] = [];
/** What the answer to an edit waits for. */
let gate = Promise.resolve();

const campaign = () =>
  ({
    ...{ slug: "night-coupon", title: draft.title, environment: "production", version, draft },
    ...{ askedBy: version === 1 ? "campaign-owner" : "promotion-lead", may: { edit, repeat: yes } },
    board: [
      { service: "web", confirmed: { by: "promotion-lead", at: "2031-11-01T00:00:00.000Z" } },
      { service: "coupon", confirmed: null },
    ],
  }) as unknown as CampaignDetail;

const plan = { now: "2031-11-01T00:00:00.000Z", count: 1, may: { create: yes } };
const nothing = { occurrences: [], zones: [], targets: [], pools: [], refusals: [], overlaps: [], notes: [] };

function answer(path: string, body: Record<string, unknown>): [number, unknown] {
  if (path.endsWith("/campaigns/plan")) return [200, { ...plan, ...nothing }];
  if (path.endsWith("/environments")) return [200, [{ name: "production" }]];
  if (path.includes("/services")) return [200, { rows: [] }];
  if (!("version" in body)) return [200, campaign()];
  sent.push(body);
  return body["version"] === version ? [200, { campaign: campaign(), audit: 7 }] : [409, conflict];
}

beforeEach(() => {
  [draft, version, edit, sent, gate] = [planned, 1, yes, [], Promise.resolve()];
  sessionStorage.clear();
  push.mockReset();
  vi.stubGlobal("fetch", async (path: string, asked: { body?: string } = {}) => {
    const [status, body] = answer(path, JSON.parse(asked.body ?? "{}") as Record<string, unknown>);
    if (asked.body?.includes('"version"')) await gate;
    return new Response(JSON.stringify(body), { status });
  });
});

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const open = async () => {
  const client = makeQueryClient();
  render(
    <QueryClientProvider client={client}>
      <EditForm slug="night-coupon" />
    </QueryClientProvider>,
  );
  await screen.findByRole("form", { name: "Edit the campaign" });
  return client;
};
const field = (name: string) => screen.getByRole<HTMLInputElement>("textbox", { name });
const write = (name: string, value: string) => fireEvent.change(field(name), { target: { value } });
const send = () => screen.getByRole("button", { name: "Save and ask the owners again" });
const canSend = () => waitFor(() => expect(send().getAttribute("aria-disabled")).not.toBe("true"));

test("it is filled, names the confirmations that saving voids, and is sent with its version and the reason", async () => {
  await open();
  expect(field("Floor of web").value).toBe("24");
  const voided = screen.getByRole("list", { name: "Confirmations that are voided" });
  expect(
    within(voided)
      .getAllByRole("listitem")
      .map((item) => item.textContent),
  ).toEqual(["web, confirmed by promotion-lead"]);
  expect(send().getAttribute("aria-disabled")).toBe("true");
  write("Floor of web", "30");
  write("Reason", "a larger audience");
  await canSend();
  fireEvent.click(send());
  await waitFor(() => expect(push).toHaveBeenCalledWith("/campaigns/night-coupon"));
  expect(sent).toMatchObject([{ version: 1, reason: "a larger audience", targets: [{ floor: 30 }] }]);
});

test("somebody else was faster: the text stays, what changed is shown, and it is sent on theirs once chosen", async () => {
  await open();
  write("Floor of web", "30");
  write("Reason", "a larger audience");
  await canSend();
  version = 2;
  draft = { ...planned, durationSeconds: 600 };
  fireEvent.click(send());
  const changes = await screen.findByRole("list", { name: "What promotion-lead changed" });
  expect(changes.textContent).toBe("Length: 8 min became 10 min");
  expect(field("Floor of web").value).toBe("30");
  expect(send().getAttribute("aria-disabled")).toBe("true");
  fireEvent.click(screen.getByRole("button", { name: "Keep my text" }));
  await canSend();
  fireEvent.click(send());
  await waitFor(() => expect(push).toHaveBeenCalled());
  expect(sent.map((body) => body["version"])).toEqual([1, 2]);
  expect(sent[1]).toMatchObject({ durationSeconds: 480, targets: [{ floor: 30 }] });
});

test("taking theirs fills the form with what they left", async () => {
  await open();
  write("Length", "9");
  write("Reason", "a longer push");
  await canSend();
  version = 2;
  draft = { ...planned, durationSeconds: 600 };
  fireEvent.click(send());
  fireEvent.click(await screen.findByRole("button", { name: "Take theirs" }));
  expect(field("Length").value).toBe("10");
  expect(screen.queryByRole("button", { name: "Take theirs" })).toBeNull();
});

test("text that was typed outlives loading the page anew, with the version that it was made from", async () => {
  await open();
  write("Floor of web", "30");
  cleanup();
  version = 2;
  draft = { ...planned, title: "Late coupon" };
  await open();
  await screen.findByRole("list", { name: "What promotion-lead changed" });
  expect(field("Floor of web").value).toBe("30");
});

test("a form that nobody touched follows what others save", async () => {
  await open();
  cleanup();
  version = 2;
  draft = { ...planned, title: "Late coupon" };
  await open();
  await waitFor(() => expect(field("Title").value).toBe("Late coupon"));
  expect(screen.queryByRole("button", { name: "Keep my text" })).toBeNull();
});

test("once its window is open it says so, and sends nothing", async () => {
  edit = { allowed: false, code: "wrong_state", reason: "Its window is open." };
  await open();
  expect(screen.getByRole("alert").textContent).toContain("Its window is open.");
  write("Floor of web", "30");
  write("Reason", "a larger audience");
  fireEvent.submit(screen.getByRole("form", { name: "Edit the campaign" }));
  expect(sent).toEqual([]);
});

test("the own edit that the stream tells before its answer is no conflict", async () => {
  const client = await open();
  let release = () => {};
  gate = new Promise((done) => {
    release = done;
  });
  write("Floor of web", "30");
  write("Reason", "a larger audience");
  await canSend();
  fireEvent.click(send());
  await waitFor(() => expect(sent).toHaveLength(1));
  version = 2;
  await act(() => client.invalidateQueries({ queryKey: keys.allCampaigns }));
  expect(screen.queryByRole("button", { name: "Keep my text" })).toBeNull();
  release();
  await waitFor(() => expect(push).toHaveBeenCalledWith("/campaigns/night-coupon"));
});
