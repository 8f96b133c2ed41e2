import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Manifest } from "@/contracts/manifest";
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

interface ConfigMap {
  immutable: boolean;
  data: Record<string, string>;
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

  const send = <T = unknown>(path: string, body: object) =>
    client.json<T>({ method: "POST", path, body, signal });

  /** Editor and stored version. */
  async function save(own: Readonly<Record<string, string>>) {
    const actor = await world.actor("payment-dev-1");
    const { config } = world.operations;
    const text = `# head\n${writeDocument("", own)}`;
    await config.stageDocument(actor, { ...place, body: { text } });
    const { version: base } = await config.get(actor, place);
    const { version } = await config.save(actor, { ...place, body: { message: "a trip", base } });
    const { document: editor } = await config.get(actor, place);
    const stored = await storesOn(world.database).configs.version(place.service, place.environment, version);
    if (!stored) throw new Error("not stored");
    return { text, editor, version, stored: stored.data };
  }

  async function render(config: { version: number; data: Readonly<Record<string, string>> }) {
    const inputs = await storesOn(world.database).archives.renderInputs({
      ...place,
      cluster: "dev-1",
      image: { tag: "1.0.0-b1-abcdef0", digest: `sha256:${"a".repeat(64)}` },
      config,
      template: { name: "backend-java", number: 9 },
      restart: null,
    });
    const rendered = inputs && renderObjects(inputs, "blue", sha256);
    if (!rendered?.ok) throw new Error("does not render");
    return rendered.objects;
  }

  /** The map as the cluster has it, and what a container with it finds. */
  async function run(map: Manifest) {
    const created = await send<ConfigMap>(`/api/v1/namespaces/${namespace}/configmaps`, map);
    const pod = `trip-${++serial}`;
    const envFrom = [{ configMapRef: { name: map.metadata.name } }];
    await send(`/api/v1/namespaces/${namespace}/pods`, {
      apiVersion: "v1",
      kind: "Pod",
      metadata: { name: pod },
      spec: { containers: [{ name: "app", image: goodImage, envFrom }] },
    });
    const query = { namespace, pod };
    const { containers } = await client.json<Answer>({ path: "/sandbox/v1/environment", query, signal });
    const env = containers.flatMap((container) => container.env.map(({ name, value }) => [name, value]));
    return { created, container: Object.fromEntries(env) as Record<string, string> };
  }

  async function holds(own: Readonly<Record<string, string>>): Promise<void> {
    const { text, editor, stored, version } = await save(own);
    expect(editor).toBe(text);
    expect(stored).toMatchObject(own);
    const objects = await render({ version, data: stored });
    const map = objects.find(({ kind }) => kind === "ConfigMap");
    if (!map) throw new Error("no ConfigMap");
    const { created, container } = await run(map);
    expect(created.immutable).toBe(true);
    expect(created.data).toEqual(stored);
    expect(container).toEqual(stored);
    const shown = environmentOf(objects)?.variables.filter(({ from }) => from === "config") ?? [];
    expect(Object.fromEntries(shown.map(({ name, value }) => [name, value]))).toEqual(stored);
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
