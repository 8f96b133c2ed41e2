import { QueryClient } from "@tanstack/react-query";
import { describe, expect, test, vi } from "vitest";
import { keys } from "@/components/queries/keys";
import type { ServiceDetail, ServiceList, ServiceRow } from "@/contracts/service";
import { MessageApplier } from "./message-applier";
import { newestPods } from "./newest-pods";
import { patchRows } from "./patch-rows";

const row = (name: string, rev: number, more: Partial<ServiceRow> = {}): ServiceRow =>
  ({ name, rev, present: true, ...more }) as ServiceRow;
const list = (...rows: ServiceRow[]): ServiceList => ({
  environment: "beta",
  total: rows.length,
  present: rows.length,
  rows,
  cursor: "1.1",
});

describe("patching a list", () => {
  test("a newer row replaces its own row; the others stay the same objects", () => {
    const before = list(row("a", 1), row("b", 1));
    const after = patchRows(before, [row("b", 2, { present: false })]);
    expect(after?.rows.map(({ rev }) => rev)).toEqual([1, 2]);
    expect(after?.rows[0]).toBe(before.rows[0]);
    expect(after?.present).toBe(1);
  });

  test("an older or an equal revision changes nothing, not even the list's identity", () => {
    const before = list(row("a", 5));
    expect(patchRows(before, [row("a", 5), row("a", 4)])).toBe(before);
  });

  test("an unknown row means: fetch the list again", () => {
    expect(patchRows(list(row("a", 1)), [row("new", 1)])).toBeUndefined();
  });
});

describe("messages of the stream", () => {
  function scene() {
    const client = new QueryClient();
    const frames: (() => void)[] = [];
    const invalidate = vi.spyOn(client, "invalidateQueries").mockResolvedValue();
    const write = vi.spyOn(client, "setQueryData");
    const applier = new MessageApplier(client, (work) => void frames.push(work));
    return { client, frames, invalidate, write, applier };
  }

  test("pods stand on a service page before the rest of it is fetched again", () => {
    const { client, invalidate, applier } = scene();
    const key = keys.service("a", "beta");
    client.setQueryData(key, { namespace: "payment-beta", pods: [{ name: "old" }], cursor: "4.0" });
    applier.apply({ type: "pods", topic: "service:a:beta", pods: [], cursor: "5.0" });
    expect(client.getQueryData(key)).toEqual({ namespace: "payment-beta", pods: [], cursor: "5.0" });
    expect(invalidate).not.toHaveBeenCalled();
  });

  test("pods that are older than the page change nothing", () => {
    const { client, applier } = scene();
    const key = keys.service("a", "beta");
    const page = { namespace: "payment-beta", pods: [{ name: "new" }], cursor: "9.0" };
    client.setQueryData(key, page);
    applier.apply({ type: "pods", topic: "service:a:beta", pods: [], cursor: "8.7" });
    expect(client.getQueryData(key)).toEqual(page);
  });

  test("a page that was read before the newest pods came keeps them, and takes the rest", () => {
    const read = (namespace: string, name: string, cursor: string) =>
      ({ namespace, pods: [{ name }], cursor }) as ServiceDetail;
    const known = read("before", "new", "5.0");
    expect(newestPods(known, read("after", "old", "4.9"))).toEqual(read("after", "new", "5.0"));
    expect(newestPods(known, read("after", "newest", "5.1"))).toEqual(read("after", "newest", "5.1"));
  });

  test("all rows of one frame are one write", () => {
    const { client, frames, write, applier } = scene();
    client.setQueryData(keys.services("beta"), list(row("a", 1), row("b", 1)));
    write.mockClear();
    applier.apply({ type: "rows", topic: "svc:beta", rows: [row("a", 2)] });
    applier.apply({ type: "rows", topic: "svc:beta", rows: [row("b", 3)] });
    expect(frames).toHaveLength(1);
    frames[0]?.();
    expect(write).toHaveBeenCalledTimes(1);
    expect(client.getQueryData<ServiceList>(keys.services("beta"))?.rows.map(({ rev }) => rev)).toEqual([
      2, 3,
    ]);
  });

  test("a changed view is fetched again under all its keys", () => {
    const { invalidate, applier } = scene();
    applier.apply({ type: "changed", topic: "rollout:42" });
    expect(invalidate.mock.calls.map(([filter]) => filter?.queryKey)).toEqual([
      keys.deployment("42"),
      keys.approval("42"),
    ]);
  });

  test("a burst of changes is one fetch at once and one at the end", async () => {
    vi.useFakeTimers();
    const { invalidate, applier } = scene();
    for (let turn = 0; turn < 5; turn++) applier.apply({ type: "changed", topic: "service:a:beta" });
    expect(invalidate).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(250);
    expect(invalidate).toHaveBeenCalledTimes(2);
    await vi.advanceTimersByTimeAsync(1000);
    expect(invalidate).toHaveBeenCalledTimes(2);
    vi.useRealTimers();
  });

  test("resync fetches everything again", () => {
    const { invalidate, applier } = scene();
    applier.apply({ type: "resync" });
    expect(invalidate).toHaveBeenCalledWith();
  });
});
