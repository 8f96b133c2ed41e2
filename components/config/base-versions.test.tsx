// @vitest-environment jsdom
import { QueryClientProvider } from "@tanstack/react-query";
import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { makeQueryClient } from "@/components/queries/query-client";
import type { BaseConfig } from "@/contracts/config";
import { BaseVersions } from "./base-versions";

const versions = [2, 1].map((version) => ({
  ...{ version, author: "payment-lead", message: `base ${version}`, changed: ["LOG_LEVEL"] },
  createdAt: "2031-11-01T00:00:00.000Z",
}));
const base = (mayEdit: object = { allowed: true }) =>
  ({ service: "web", version: 2, versions, mayEdit }) as unknown as BaseConfig;

let sent: [string, unknown][] = [];
let answer: [number, unknown] = [201, { version: 3, audit: 7 }];

beforeEach(() => {
  sent = [];
  vi.stubGlobal("fetch", async (path: string, asked: { body: string }) => {
    sent.push([path, JSON.parse(asked.body)]);
    return Response.json(answer[1], { status: answer[0] });
  });
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const open = (shown: BaseConfig) =>
  render(
    <QueryClientProvider client={makeQueryClient()}>
      <BaseVersions base={shown} />
    </QueryClientProvider>,
  );
const restore = () => screen.getByRole("button", { name: "Restore base 1 as new base" });

test("every base but the newest can come back, as a new one", async () => {
  open(base());
  expect(screen.getAllByRole("button")).toEqual([restore()]);
  fireEvent.click(restore());
  await waitFor(() =>
    expect(sent).toEqual([
      ["/api/v1/services/web/config/base/restore", { version: 1, message: "restore base 1" }],
    ]),
  );
});

test("a refusal is said where it was asked", async () => {
  answer = [
    409,
    { type: "about:blank", title: "Conflict", status: 409, code: "conflict", detail: "It moved." },
  ];
  open(base());
  fireEvent.click(restore());
  expect((await screen.findByRole("alert")).textContent).toBe("It moved.");
});

test("who may not edit the base sees why, and nothing is sent", () => {
  open(base({ allowed: false, code: "forbidden", reason: "Only the team edits this." }));
  fireEvent.click(restore());
  expect(restore().getAttribute("aria-disabled")).toBe("true");
  expect(sent).toEqual([]);
});
