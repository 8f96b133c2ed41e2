import * as z from "zod";
import { eligibilitySchema } from "./problem";

/** Name of a key: as environment variables are written, at most 253 characters as in a ConfigMap. */
export const configKeySchema = z
  .string()
  .regex(/^[A-Z][A-Z0-9_]{0,252}$/u, "not a key: capitals, digits and _");

const line = z.string().trim().min(3).max(500);

/** What a stack says about a key. Numbers of `min` and `max` are in the key's own unit. */
export const configKeyRuleSchema = z.strictObject({
  key: configKeySchema,
  type: z.enum(["string", "int", "bool", "url", "list", "enum"]),
  required: z.boolean(),
  default: z.string(),
  min: z.int().optional(),
  max: z.int().optional(),
  /** What an enum may be; without it any value. */
  values: z.array(z.string()).optional(),
  /** The platform sets it; nobody edits it here. */
  locked: z.boolean().optional(),
  /** The service reads changes without a restart of its own. New pods come all the same: ConfigMaps never change. */
  live: z.boolean().optional(),
});
export type ConfigKeyRule = z.infer<typeof configKeyRuleSchema>;

/** Where an effective value comes from, the lowest layer first. */
export const configSourceSchema = z.enum(["stack", "base", "environment"]);
export type ConfigSource = z.infer<typeof configSourceSchema>;

/** One change of one key. `null` takes the key out: what is inherited comes back where there is something. */
export const configEditSchema = z.strictObject({ key: configKeySchema, value: z.string().nullable() });
export type ConfigEdit = z.infer<typeof configEditSchema>;

/** One key with its effective value. */
export const configRowSchema = z.strictObject({
  key: z.string(),
  value: z.string(),
  source: configSourceSchema,
  /** What the stack says about it; null for a key that the stack does not know. */
  rule: configKeyRuleSchema.nullable(),
  changedBy: z.string(),
  changedAt: z.iso.datetime(),
  version: z.int(),
});
export type ConfigRow = z.infer<typeof configRowSchema>;

/** An edit that waits to be saved, seen by everybody who works on the environment. */
export const stagedEditSchema = z.strictObject({
  key: z.string(),
  value: z.string().nullable(),
  /** What the key was when the edit began; null when it was not there. */
  was: z.string().nullable(),
  account: z.string(),
  at: z.iso.datetime(),
});
export type StagedEdit = z.infer<typeof stagedEditSchema>;

/** A key on which people disagree. `saved` is what the newest version has. */
export const configConflictSchema = z.strictObject({
  key: z.string(),
  kind: z.enum(["people", "saved"]),
  saved: z.string().nullable(),
  edits: z.array(stagedEditSchema),
});
export type ConfigConflict = z.infer<typeof configConflictSchema>;

/** A version without its values. */
export const configVersionSchema = z.strictObject({
  version: z.int(),
  author: z.string(),
  message: z.string(),
  createdAt: z.iso.datetime(),
  sha256: z.string(),
  /** Keys that this version added, changed or took out. */
  changed: z.array(z.string()),
});
export type ConfigVersion = z.infer<typeof configVersionSchema>;

/** One key of two configs side by side. */
export const configDifferenceSchema = z.strictObject({
  key: z.string(),
  left: z.string().nullable(),
  right: z.string().nullable(),
});

/** A field that somebody changed by hand in the cluster. */
export const configDriftSchema = z.strictObject({
  kind: z.enum(["ConfigMap", "workload"]),
  object: z.string(),
  field: z.string(),
  manager: z.string(),
  at: z.string().nullable(),
  /** The key or variable, where the field is one. */
  key: z.string().nullable(),
  /** What it says now; null when it was taken away, comes from elsewhere, or looks like a secret. */
  value: z.string().nullable(),
  /** Whether it can become a value of the config. */
  adoptable: z.boolean(),
  /** It stands in a color without pods. */
  parked: z.boolean(),
});
export type ConfigDrift = z.infer<typeof configDriftSchema>;

/** The config of a service in an environment with everything that its page shows. */
export const configViewSchema = z.strictObject({
  service: z.string(),
  environment: z.string(),
  /** Newest version; 0 when there is none. */
  version: z.int(),
  /** Version of what serves; null when nothing does. */
  live: z.strictObject({ version: z.int(), tag: z.string(), pods: z.int() }).nullable(),
  rows: z.array(configRowSchema),
  /** Keys that the stack knows and this config does not have. */
  missing: z.array(configKeyRuleSchema),
  /** Names of keys whose values a Secret of the cluster holds. */
  secrets: z.strictObject({ name: z.string(), keys: z.array(z.string()) }),
  /** The values of this environment as YAML, with their comments and the staged edits. */
  document: z.string(),
  /** Who changed order or comments of the document, which are staged with the edits; null when nobody did. */
  writing: z.string().nullable(),
  /** The newest base, the one under the newest version, and the keys that the next version takes over from it. */
  base: z.strictObject({ version: z.int(), used: z.int(), pending: z.array(configDifferenceSchema) }),
  drift: z.array(configDriftSchema),
  staged: z.array(stagedEditSchema),
  conflicts: z.array(configConflictSchema),
  /** UTF-8 bytes of keys and values, and how many there may be. */
  size: z.strictObject({ bytes: z.int(), most: z.int() }),
  versions: z.array(configVersionSchema),
  mayEdit: eligibilitySchema,
  /** Where following the live stream begins. */
  cursor: z.string(),
});
export type ConfigView = z.infer<typeof configViewSchema>;

/** Body of POST …/config/draft. */
export const stageRequestSchema = z.strictObject({ edits: z.array(configEditSchema).min(1).max(2_000) });

/** Body of POST …/config/document: the whole document; what differs from the newest version is staged. */
export const documentRequestSchema = z.strictObject({ text: z.string().min(1) });

/** Body of POST …/config/import. */
export const importRequestSchema = z.strictObject({
  format: z.enum(["env", "properties", "yaml", "configmap"]),
  text: z.string().min(1),
});
export type ImportFormat = z.infer<typeof importRequestSchema>["format"];

/** Body of POST …/config/discard: own edits of these keys, and the own document; without keys only the document. */
export const discardRequestSchema = z.strictObject({
  keys: z.array(configKeySchema).min(1).max(2_000).optional(),
});

/** Body of POST …/config/choice: whose edit of a key stays; without an account what is saved. */
export const choiceRequestSchema = z.strictObject({
  key: configKeySchema,
  account: z.string().min(1).max(100).optional(),
});

/** Body of POST …/config/versions. With `edits` only these are saved, else what is staged. */
export const saveRequestSchema = z.strictObject({
  message: line,
  /** The version that the person saw. */
  base: z.int().min(0).max(2_147_483_647),
  edits: z.array(configEditSchema).min(1).max(2_000).optional(),
});

/** Body of POST …/config/restore. */
export const restoreRequestSchema = z.strictObject({
  version: z.int().positive().max(2_147_483_647),
  message: line,
});

/** Body of POST …/config/adoption and …/config/reversal. */
export const driftRequestSchema = z.strictObject({ message: line });

/** Body of POST …/config/false-alarms: a key that looks like a secret and is none. */
export const falseAlarmRequestSchema = z.strictObject({ key: configKeySchema, reason: line });

/** A saved version. */
export const savedConfigSchema = z.strictObject({ version: z.int(), audit: z.int() });
export type SavedConfig = z.infer<typeof savedConfigSchema>;

/** Two configs side by side: the keys that differ, sorted. */
export const configComparisonSchema = z.strictObject({
  left: z.strictObject({ environment: z.string(), version: z.int() }),
  right: z.strictObject({ environment: z.string(), version: z.int() }),
  differences: z.array(configDifferenceSchema),
  same: z.int(),
});
export type ConfigComparison = z.infer<typeof configComparisonSchema>;

/** What a service says for all of its environments, and how far each of them has taken it over. */
export const baseConfigSchema = z.strictObject({
  service: z.string(),
  /** Newest version of the base; 0 when there is none. */
  version: z.int(),
  values: z.array(z.strictObject({ key: z.string(), value: z.string() })),
  /** Keys that the stack knows, with the defaults below the base. */
  rules: z.array(configKeyRuleSchema),
  versions: z.array(configVersionSchema.omit({ sha256: true })),
  environments: z.array(
    z.strictObject({
      environment: z.string(),
      /** The base under its newest version. */
      used: z.int(),
      /** Keys that its next version takes over. */
      pending: z.array(z.string()),
      /** Keys of the base for which the environment has a value of its own. */
      overridden: z.array(z.string()),
    }),
  ),
  mayEdit: eligibilitySchema,
});
export type BaseConfig = z.infer<typeof baseConfigSchema>;

/** Body of POST /services/{name}/config/base/versions. */
export const saveBaseRequestSchema = saveRequestSchema.required({ edits: true });

/** What the container of the live release finds in its environment, beside the version that it was made from. */
export const containerViewSchema = z.strictObject({
  /** The release that serves; null when nothing does. */
  live: z.strictObject({ tag: z.string(), config: z.int(), container: z.string() }).nullable(),
  variables: z.array(
    z.strictObject({
      name: z.string(),
      /** Null for what only the cluster knows. */
      value: z.string().nullable(),
      from: z.enum(["config", "template", "secret", "pod"]),
      detail: z.string().nullable(),
    }),
  ),
  /** Keys of the stored version that the container sees otherwise, or not at all. */
  differs: z.array(z.string()),
  /** A Secret that the container takes in as a whole; its names are the cluster's. */
  secret: z.strictObject({ name: z.string(), keys: z.array(z.string()) }),
});
export type ContainerView = z.infer<typeof containerViewSchema>;
