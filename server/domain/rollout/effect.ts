import type { Manifest } from "@/contracts/manifest";
import type { Selector } from "./observation";

/** uid and resourceVersion that must still be true when the write arrives; `absent`: the object must not exist. */
export type Expectation = { uid: string; resourceVersion: string } | "absent";

/**
 * One write (or smoke check) on a target. Every effect is "ensure X": repeating it is harmless. `key` is the
 * entry of the effect catalog (`E5`, or `E3:Ingress/<name>` where there are several) and is unique per attempt of a deployment.
 */
export type Effect =
  | { kind: "claimFence"; key: string; service: string; epoch: number; expect: Expectation }
  | { kind: "ensureConfigMap"; key: string; object: Manifest }
  | { kind: "applyObject"; key: string; object: Manifest }
  | { kind: "applyWorkload"; key: string; object: Manifest; expect: Expectation }
  /** Writes `/scale`. `atLeast` never lowers. */
  | {
      kind: "scale";
      key: string;
      workload: string;
      replicas: number;
      mode: "exactly" | "atLeast";
      expect: Expectation;
    }
  | { kind: "applyHpa"; key: string; object: Manifest }
  | { kind: "deleteHpa"; key: string; name: string; uid: string }
  /** Replaces a Service's whole selector; `from: null` on a Service that has none yet. Tests fence and `from` at the API server. */
  | {
      kind: "select";
      key: string;
      service: string;
      from: Selector | null;
      to: Selector;
      fence: number | null;
      annotations: Readonly<Record<string, string>>;
    }
  /** Creates a Service that somebody deleted: one request with selector and fence. `address`: the cluster IP to ask for again. */
  | { kind: "createService"; key: string; object: Manifest; address: string | null }
  | { kind: "smokeCheck"; key: string; service: string; port: string; path: string }
  | { kind: "deleteConfigMap"; key: string; name: string; uid: string }
  /** Asked by a person, never by a deployment; keeps disruption budgets. */
  | { kind: "evictPod"; key: string; pod: string; uid: string };

export type EffectKind = Effect["kind"];

/** What came back from the cluster: proof for the ledger. */
export interface EffectEvidence {
  /** `skipped`: the cluster already was as wanted, nothing was written. */
  outcome: "written" | "skipped" | "passed";
  object?: string;
  uid?: string;
  resourceVersion?: string;
  detail?: Readonly<Record<string, string | number | boolean>>;
}

/** Why an effect did not happen (deploy-engine: classes of API answers). */
export type EffectFailure = {
  class:
    | "unreachable"
    | "credentials"
    | "precondition_lost"
    | "fenced_out"
    | "missing"
    | "refused"
    | "invalid"
    | "check_failed";
  message: string;
  status?: number;
};

export type EffectResult = { ok: true; evidence: EffectEvidence } | { ok: false; failure: EffectFailure };
