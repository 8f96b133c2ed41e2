import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { loadTemplate } from "@/database/templates/load-template";
import { bundleSha256, planHashOf } from "./hashes";
import { objectDiffs } from "./object-diffs";
import { partsOf } from "./parts";
import { recolor } from "./recolor";
import type { RenderInputs } from "./render-inputs";
import { renderObjects } from "./render-objects";
import { semanticChanges } from "./semantic-changes";
import { toYaml } from "./to-yaml";

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
const folder = "database/templates";

function inputs(over: Partial<RenderInputs["service"]> = {}, stack = "backend-java"): RenderInputs {
  return {
    registry: "registry.demo.internal",
    baseDomain: "demo.internal",
    environment: { name: "production", short: "prod" },
    cluster: { name: "prod-1", ingressClass: "edge" },
    namespace: "payment-prod",
    service: {
      name: "payment-history-api",
      domain: "payment",
      team: "payment",
      owner: "payment",
      onCall: "payment",
      tier: 2,
      stack,
      strategy: "blueGreen",
      pool: "b",
      cpu: "500m",
      memory: "1Gi",
      port: 8080,
      livePath: "/live",
      readyPath: "/ready",
      exposed: true,
      host: "payment-history-api",
      calls: [],
      callerDomains: ["points"],
      parameters: {},
      ...over,
    },
    image: { tag: "1.23.0-b313-8367ed9", digest: `sha256:${"a".repeat(64)}` },
    config: { version: 11, data: { SERVER_PORT: "8080", ENABLED: "on" } },
    hasSecret: true,
    scaling: { baseMin: 4, baseMax: 12, ceiling: 24, targetCpuPercent: 60, scaleDownSeconds: 300 },
    suspended: false,
    restart: null,
    template: loadTemplate(folder, stack, sha256),
  };
}

function render(given: RenderInputs, color: "blue" | "green" = "blue") {
  const rendered = renderObjects(given, color, sha256);
  if (!rendered.ok) throw new Error(JSON.stringify(rendered.issues));
  return rendered.objects;
}

const kinds = (given: RenderInputs) => render(given).map((object) => object.kind);

describe("a rendered release", () => {
  it.each([
    ["has nine objects for an exposed blue/green service", inputs(), 9, "Ingress"],
    ["has no Ingress when it is not exposed", inputs({ exposed: false }), 8, "PodDisruptionBudget"],
    ["has one Service when it rolls", inputs({ strategy: "rolling" }), 8, "Deployment"],
    [
      "is a CronJob for a batch",
      inputs({ strategy: "cron", port: null, parameters: { schedule: "0 3 * * *" } }, "batch"),
      4,
      "CronJob",
    ],
  ])("%s", (_, given, count, kind) => {
    expect(kinds(given)).toHaveLength(count);
    expect(kinds(given)).toContain(kind);
  });

  it.each(["frontend-ssr", "frontend-static", "backend-java", "backend-node"])(
    "renders for the stack %s",
    (stack) => {
      expect(kinds(inputs({}, stack))).toHaveLength(9);
    },
  );

  it("keeps the types of expressions and the texts of config values", () => {
    const yaml = render(inputs()).map(toYaml).join("---\n");
    expect(yaml).toContain("containerPort: 8080");
    expect(yaml).toContain('SERVER_PORT: "8080"');
    expect(yaml).toContain('ENABLED: "on"');
  });

  it("never carries replicas, nor a selector in the parts that are applied", () => {
    const parts = partsOf(render(inputs()));
    expect(JSON.stringify(parts.workload)).not.toContain("replicas");
    const services = parts.supporting.filter((object) => object.kind === "Service");
    expect(services.map((object) => Object.keys(object["spec"] as object))).toEqual([
      ["type", "ports"],
      ["type", "ports"],
    ]);
  });

  it("selects by exactly service and color", () => {
    const workload = partsOf(render(inputs())).workload;
    expect((workload?.["spec"] as { selector?: unknown } | undefined)?.selector).toEqual({
      matchLabels: {
        "switchyard.internal/service": "payment-history-api",
        "switchyard.internal/color": "blue",
      },
    });
  });

  it("tolerates the taint only in the restricted pool", () => {
    expect(JSON.stringify(render(inputs({ pool: "c" })))).toContain("NoSchedule");
    expect(JSON.stringify(render(inputs()))).not.toContain("NoSchedule");
  });

  it("reports every undefined name with its place instead of rendering", () => {
    const given = inputs();
    const template = {
      ...given.template,
      objects: [{ name: "x", part: "shared" as const, when: null, source: "kind: '{{ nowhere.at.all }}'" }],
    };
    const rendered = renderObjects({ ...given, template }, "blue", sha256);
    expect(rendered.ok).toBe(false);
  });

  it("cannot be broken out of by any config value", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.stringMatching(/^[A-Z][A-Z0-9_]{0,20}$/), fc.string()), (data) => {
        const config = render({ ...inputs(), config: { version: 1, data } }).find(
          (object) => object.kind === "ConfigMap",
        );
        expect(config?.["data"]).toEqual(data);
      }),
    );
  });
});

describe("hashes", () => {
  const hashOf = (given: RenderInputs) =>
    planHashOf(given, { blueObjects: render(given), approvals: 1 }, sha256);

  it("are equal for equal inputs and for both colors' plan", () => {
    expect(hashOf(inputs())).toBe(hashOf(inputs()));
    expect(bundleSha256(render(inputs()), sha256)).toBe(bundleSha256(render(inputs()), sha256));
  });

  it.each<[string, RenderInputs]>([
    ["the image", { ...inputs(), image: { ...inputs().image, digest: `sha256:${"b".repeat(64)}` } }],
    ["a config value", { ...inputs(), config: { version: 11, data: { SERVER_PORT: "8081" } } }],
    ["the bounds", { ...inputs(), scaling: { ...inputs().scaling!, baseMax: 13 } }],
    ["the template", { ...inputs(), template: { ...inputs().template, sha256: "other" } }],
  ])("change with %s", (_, given) => {
    expect(hashOf(given)).not.toBe(hashOf(inputs()));
  });
});

describe("recolor", () => {
  it("turns the blue bundle into exactly the green one and back", () => {
    expect(recolor(render(inputs(), "blue"), "payment-history-api", "green")).toEqual(
      render(inputs(), "green"),
    );
    expect(recolor(render(inputs(), "green"), "payment-history-api", "blue")).toEqual(
      render(inputs(), "blue"),
    );
  });
});

describe("differences for people", () => {
  const next = {
    ...inputs(),
    image: { tag: "1.24.0-b314-1111111", digest: `sha256:${"c".repeat(64)}` },
    config: { version: 12, data: { SERVER_PORT: "8080", RETRY: "2" } },
  };

  it("name the image and each config key once", () => {
    const changes = semanticChanges(render(inputs()), render(next));
    expect(changes.map(({ title, from, to }) => [title, from, to])).toEqual([
      ["Image", "payment-history-api:1.23.0-b313-8367ed9", "payment-history-api:1.24.0-b314-1111111"],
      ["ENABLED", "on", null],
      ["RETRY", null, "2"],
    ]);
  });

  it("count objects as new, changed and same", () => {
    const changes = objectDiffs(render(inputs()), render(next)).map((object) => object.change);
    expect(changes.filter((change) => change === "changed")).toHaveLength(2);
    expect(objectDiffs([], render(next)).every((object) => object.change === "new")).toBe(true);
  });
});
