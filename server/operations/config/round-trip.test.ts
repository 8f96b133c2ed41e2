import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createKubeClient, type KubeClient } from "@/server/adapters/kubernetes/client/kube-client";
import { sha256 } from "@/server/adapters/postgres/sha256";
import { storesOn } from "@/server/adapters/postgres/unit-of-work";
import { writeDocument } from "@/server/domain/config/write-document";
import { environmentOf } from "@/server/domain/manifest/container-environment";
import { renderObjects } from "@/server/domain/manifest/render-objects";
import { goodImage, startDevCluster } from "@/server/testing/dev-cluster";
import { type OperationsWorld, operationsWorld } from "@/server/testing/operations-world";

const place = { service: "payment-history-api", environment: "dev" };
const namespace = "payment-dev";
const signal = new AbortController().signal;
const traps = [
  "NO",
  "0123",
  "1:30",
  "~",
  "null",
  "0x1F",
  " leading",
  "trailing ",
  "two\nlines",
  "two\nlines\n",
  "a\r\nb\r\n",
  "\ttab",
  `it's "x" \\ $(HOME) $$ \${A}`,
  "💩 家 e\u0301",
  "\ufeffbom",
  "a\u2028b",
  "x y ".repeat(50_000),
];

interface Answer {
  containers: { name: string; env: { name: string; value: string | null }[] }[];
}

/** Editor, stored version, ConfigMap in the cluster and the container's view: the same bytes at each station. */
describe("a config on its way from the editor into the container", () => {
  let world: OperationsWorld;
  let client: KubeClient;
  let close: () => Promise<void>;
  let serial = 0;
  beforeAll(async () => {
    world = await operationsWorld();
    const dev = await startDevCluster();
    close = dev.close;
    client = createKubeClient({ kubeconfig: dev.cluster.kubeconfig });
    await send("/api/v1/namespaces", { apiVersion: "v1", kind: "Namespace", metadata: { name: namespace } });
  }, 120_000);
  afterAll(async () => {
    await close();
    await world.close();
  });

  const send = (path: string, body: unknown) =>
    client.json<object>({ method: "POST", path, body: body as object, signal });

  async function journey(own: Readonly<Record<string, string>>) {
    const actor = await world.actor("payment-dev-1");
    const { config } = world.operations;
    const text = `# head\n${writeDocument("", own)}`;
    await config.stageDocument(actor, { ...place, body: { text } });
    const before = await config.get(actor, place);
    const saved = await config.save(actor, { ...place, body: { message: "a trip", base: before.version } });
    const stores = storesOn(world.database);
    const stored = await stores.configs.version(place.service, place.environment, saved.version);
    const inputs = await stores.archives.renderInputs({
      ...place,
      cluster: "dev-1",
      image: { tag: "1.0.0-b1-abcdef0", digest: `sha256:${"a".repeat(64)}` },
      config: { version: saved.version, data: stored?.data ?? {} },
      template: { name: "backend-java", number: 9 },
      restart: null,
    });
    if (!inputs) throw new Error("no inputs");
    const rendered = renderObjects(inputs, "blue", sha256);
    if (!rendered.ok) throw new Error("does not render");
    const map = rendered.objects.find(({ kind }) => kind === "ConfigMap");
    const created = (await send(`/api/v1/namespaces/${namespace}/configmaps`, map)) as {
      immutable: boolean;
      data: Record<string, string>;
    };
    const pod = `trip-${++serial}`;
    const envFrom = [{ configMapRef: { name: map?.metadata.name } }];
    await send(`/api/v1/namespaces/${namespace}/pods`, {
      apiVersion: "v1",
      kind: "Pod",
      metadata: { name: pod },
      spec: { containers: [{ name: "app", image: goodImage, envFrom }] },
    });
    const seen = await client.json<Answer>({
      path: "/sandbox/v1/environment",
      query: { namespace, pod },
      signal,
    });
    const view = environmentOf(rendered.objects)?.variables.filter(({ from }) => from === "config") ?? [];
    return {
      editor: (await config.get(actor, place)).document,
      text,
      stored: stored?.data,
      map: created,
      container: Object.fromEntries(seen.containers[0]?.env.map(({ name, value }) => [name, value]) ?? []),
      shown: Object.fromEntries(view.map(({ name, value }) => [name, value])),
    };
  }

  async function holds(own: Readonly<Record<string, string>>): Promise<void> {
    const trip = await journey(own);
    expect(trip.editor).toBe(trip.text);
    expect(trip.stored).toMatchObject(own);
    expect(trip.map.immutable).toBe(true);
    expect(trip.map.data).toEqual(trip.stored);
    expect(trip.container).toEqual(trip.stored);
    expect(trip.shown).toEqual(trip.stored);
  }

  test("every trap arrives byte for byte", async () => {
    await holds(Object.fromEntries(traps.map((value, index) => [`TEXT_${index}`, value])));
  }, 60_000);

  test("so does every text", async () => {
    const key = fc.stringMatching(/^TEXT_[A-Z0-9_]{0,8}$/u);
    const value = fc
      .oneof(
        fc.string({ unit: "grapheme", maxLength: 60 }),
        fc.string({ unit: fc.constantFrom(..." \n\r\ta#:-'\"\\|>$(){}") }),
        fc.constantFrom(...traps.slice(0, -1)),
      )
      .filter((text) => !/(?![\t\n\r])\p{Cc}|[\ufffe\uffff]|\p{Surrogate}/u.test(text));
    await fc.assert(
      fc.asyncProperty(
        fc.dictionary(key, value, { minKeys: 1, maxKeys: 6, noNullPrototype: true }),
        fc.uuid(),
        // Two versions never say the same, so each run has a version of its own.
        async (own, id) => holds({ ...own, TEXT_RUN: id }),
      ),
      { numRuns: 40 },
    );
  }, 120_000);
});
