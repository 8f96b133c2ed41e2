/** A field that somebody else than Switchyard wrote. */
export interface HandEdit {
  /** `containers[app].image`, or the variable: `containers[app].env[LOG_LEVEL]`. */
  field: string;
  manager: string;
  /** When that manager last wrote the object (ISO 8601). */
  at: string | null;
  /** A variable that was set; its value is null where it comes from elsewhere, was taken away, or looks like a secret. */
  variable?: { name: string; value: string | null };
}

/** A ConfigMap of ours as it was observed. */
export interface ConfigMapSeen {
  /** Who else owns a part of its content. */
  edits: readonly HandEdit[];
  /** Its values where they are not the ones that its name was made from, without what looks like a secret; null while they are. */
  data: Readonly<Record<string, string>> | null;
}

/** What was changed by hand in the cluster: objects by name. */
export interface HandEdits {
  workloads: readonly { name: string; parked: boolean; edits: readonly HandEdit[] }[];
  maps: readonly ({ name: string } & ConfigMapSeen)[];
}
