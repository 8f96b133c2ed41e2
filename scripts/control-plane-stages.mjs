import { readFileSync } from "node:fs";
import { join } from "node:path";

/** The sandbox's own label: both kinds of clusters know the same faults. */
const LABEL = "sandbox.switchyard.internal/fault";

/** Stages of each fault that lasts, in manifests/faults.yaml; slow begins like never-ready. */
const LASTING = {
  "never-ready": { "never-ready": "never-ready" },
  "pull-error": { "pull-error": "pull-error", "pull-error-back-off": "pull-error-back-off" },
  slow: { slow: "never-ready", "slow-ready": "slow-ready" },
};
/** How the containers of the other faults end. */
const ENDING = {
  "crash-loop": {
    CODE: "1",
    REASON: "Error",
    WORDS: "uncaught exception: connection refused by upstream, exiting",
  },
  oom: { CODE: "137", REASON: "OOMKilled", WORDS: "memory pressure: heap near its limit, allocation slow" },
};

/** How fast fake pods are, in milliseconds (least and most); swift is for tests, lively for people who look. */
export const PACES = {
  swift: { ready: [100, 400], complete: [200, 600], delete: [100, 400], slow: "14s" },
  lively: { ready: [1500, 4000], complete: [2000, 6000], delete: [200, 800], slow: "140s" },
};

/**
 * Reads a file of several YAML documents after filling in `@NAME@`.
 * @param {string} file
 * @param {Record<string, string | number>} [values]
 */
export async function documentsIn(file, values = {}) {
  const { parseAllDocuments } = await import("yaml");
  const text = readFileSync(file, "utf8").replaceAll(/@([A-Z]+)@/g, (whole, name) => values[name] ?? whole);
  return parseAllDocuments(text)
    .map((document) => document.toJS())
    .filter(Boolean);
}

/**
 * What fake nodes and pods do, as stages of kwok: their usual life at this pace, and the faults.
 * @param {{assets: string, manifests: string, pace: keyof typeof PACES, faultyImages: Record<string, string[]>}} wish
 *   faultyImages: digests by fault, for faults that come with a build instead of a label
 */
export async function stagesOf({ assets, manifests, pace, faultyImages }) {
  const usual = await documentsIn(join(assets, "kwok-behavior.yaml"));
  for (const one of usual) delay(one, PACES[pace]);
  const lasting = await documentsIn(join(manifests, "faults.yaml"), { SLOW: PACES[pace].slow });
  const stages = Object.entries(LASTING).flatMap(([fault, names]) =>
    Object.entries(names).flatMap(([name, from]) => {
      const stage = lasting.find(({ metadata }) => metadata.name === from);
      return chosen({ ...stage, metadata: { name } }, fault, faultyImages[fault]);
    }),
  );
  for (const [fault, how] of Object.entries(ENDING)) {
    const ending = await documentsIn(join(manifests, "faults-that-end.yaml"), { FAULT: fault, ...how });
    stages.push(...ending.flatMap((stage) => chosen(stage, fault, faultyImages[fault])));
  }
  return [...usual, ...stages];
}

function delay({ metadata, spec }, pace) {
  const [least, most] = pace[metadata.name.replace("pod-", "")] ?? [];
  if (least !== undefined) spec.delay = { durationMilliseconds: least, jitterDurationMilliseconds: most };
}

/** A stage for pods with the label, and a second one for pods with a faulty image. */
function chosen(stage, fault, digests = []) {
  const { selector } = stage.spec;
  const also = (name, more) => ({
    ...stage,
    metadata: { name },
    spec: { ...stage.spec, selector: { ...selector, ...more } },
  });
  const name = `fault-${stage.metadata.name}`;
  const byLabel = also(name, { matchLabels: { [LABEL]: fault } });
  if (digests.length === 0) return [byLabel];
  const byImage = { key: '.spec.containers.[].image | split("@") | last', operator: "In", values: digests };
  return [byLabel, also(`${name}-of-image`, { matchExpressions: [...selector.matchExpressions, byImage] })];
}
