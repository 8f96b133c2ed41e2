import { describe, expect, test } from "vitest";
import type { Json } from "@/sandbox/api/json";
import { openContractScope } from "./contract-scope";
import { configMap, pathOf } from "./fixtures";
import { readWatch } from "./watch-reader";

const scope = openContractScope();
const base = () => pathOf("ConfigMap", scope.namespace);
const open = async (query: string, headers?: Record<string, string>) =>
  readWatch(await scope.cluster.open(`${base()}?watch=true&${query}`, headers));
const version = async (): Promise<string> => (await scope.call(base())).body.metadata.resourceVersion;

describe("watching", () => {
  test("a watch from a list sees every later change once, in the order of versions", async () => {
    const from = await version();
    await scope.create(configMap("w1"));
    const watch = await open(`resourceVersion=${from}`);
    await scope.patch("ConfigMap", "w1", { type: "merge", body: { data: { a: "2" } } });
    await scope.patch("ConfigMap", "w1", { type: "merge", body: { data: { a: "2" } } });
    await scope.remove("ConfigMap", "w1");
    const events = [await watch.next(), await watch.next(), await watch.next()];
    expect(events.map((event) => event.type)).toEqual(["ADDED", "MODIFIED", "DELETED"]);
    const versions = events.map((event) => Number(event.object.metadata.resourceVersion));
    expect(versions).toEqual([...versions].sort((a, b) => a - b));
    expect(new Set(versions).size).toBe(3);
    expect(events[2].object.data).toEqual({ a: "2" });
    watch.close();
  });

  test("without a version the present comes first", async () => {
    await scope.create({ ...configMap("now"), metadata: { name: "now", labels: { w: "now" } } });
    const watch = await open("labelSelector=w%3Dnow");
    await scope.patch("ConfigMap", "now", { type: "merge", body: { data: { a: "3" } } });
    expect(await watch.take(2)).toEqual(["ADDED now", "MODIFIED now"]);
    watch.close();
  });

  test("leaving a selector is a removal, entering it an addition", async () => {
    await scope.create({ ...configMap("moves"), metadata: { name: "moves", labels: { w: "in" } } });
    const watch = await open(`labelSelector=w%3Din&resourceVersion=${await version()}`);
    const label = (w: string) =>
      scope.patch("ConfigMap", "moves", { type: "merge", body: { metadata: { labels: { w } } } });
    const out = (await label("out")).body.metadata.resourceVersion;
    await label("in");
    const left = await watch.next();
    expect(left).toMatchObject({
      type: "DELETED",
      object: { metadata: { labels: { w: "in" }, resourceVersion: out } },
    });
    expect(await watch.take(1)).toEqual(["ADDED moves"]);
    watch.close();
  });

  test("a field selector narrows a watch to one name", async () => {
    const watch = await open(`fieldSelector=metadata.name%3Dpicked&resourceVersion=${await version()}`);
    await scope.create(configMap("other"));
    await scope.create(configMap("picked"));
    expect(await watch.take(1)).toEqual(["ADDED picked"]);
    watch.close();
  });

  test("initial events end with a marked bookmark", async () => {
    await scope.create({ ...configMap("init"), metadata: { name: "init", labels: { w: "init" } } });
    const watch = await open(
      "labelSelector=w%3Dinit&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true",
    );
    expect(await watch.take(1)).toEqual(["ADDED init"]);
    const mark = await watch.next();
    expect(mark).toMatchObject({
      type: "BOOKMARK",
      object: { kind: "ConfigMap", metadata: { annotations: { "k8s.io/initial-events-end": "true" } } },
    });
    watch.close();
  });

  test("initial events need their match rule", async () => {
    const { code, body } = await scope.call(`${base()}?watch=true&sendInitialEvents=true`);
    expect({ code, kind: body.details.kind }).toEqual({ code: 422, kind: "ListOptions" });
  });

  test("a timeout ends the stream cleanly", async () => {
    const watch = await open(`timeoutSeconds=1&resourceVersion=${await version()}`);
    expect(await watch.next()).toBeUndefined();
  });

  test("a table watch sends tables, columns with the first", async () => {
    const watch = await open(`resourceVersion=${await version()}`, {
      Accept: "application/json;as=Table;v=v1;g=meta.k8s.io",
    });
    await scope.create(configMap("tabled"));
    await scope.remove("ConfigMap", "tabled");
    const [first, second]: Json[] = [await watch.next(), await watch.next()];
    expect(first.object).toMatchObject({
      kind: "Table",
      rows: [{ cells: ["tabled", 1, expect.any(String)] }],
    });
    expect(first.object.columnDefinitions.length).toBe(3);
    expect(second.type).toBe("DELETED");
    watch.close();
  });

  test("an update that is only dry wakes nobody", async () => {
    await scope.create(configMap("dry"));
    const watch = await open(`resourceVersion=${await version()}`);
    await scope.patch("ConfigMap", "dry", {
      type: "merge",
      body: { data: { a: "9" } },
      query: "?dryRun=All",
    });
    await scope.create(configMap("after-dry"));
    expect(await watch.take(1)).toEqual(["ADDED after-dry"]);
    watch.close();
  });
});

// A real server forgets versions only when it restarts or after minutes; the reflector's contract meets it there.
describe("watching with forgotten history", () => {
  const forgetful = openContractScope("sandbox");

  test("a version that is too old is told inside the stream", async () => {
    const response = await forgetful.cluster.open(
      `${pathOf("ConfigMap", forgetful.namespace)}?watch=true&resourceVersion=1`,
    );
    expect(response.statusCode).toBe(200);
    const event = await readWatch(response).next();
    expect(event).toMatchObject({ type: "ERROR", object: { kind: "Status", code: 410, reason: "Expired" } });
    expect(event.object.message).toMatch(/^too old resource version: 1 \(\d+\)$/);
  });
});
