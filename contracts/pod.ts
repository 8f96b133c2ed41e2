import * as z from "zod";
import { colorSchema } from "./color";

/** State of one container of a pod, trimmed to what people and rules need. */
export const containerSeenSchema = z.strictObject({
  name: z.string(),
  ready: z.boolean(),
  restarts: z.int(),
  state: z.enum(["waiting", "running", "terminated", "unknown"]),
  /** Reason of the waiting or terminated state, as the kubelet writes it: `CrashLoopBackOff`. */
  reason: z.string().optional(),
  message: z.string().optional(),
  exitCode: z.int().optional(),
  imageId: z.string().optional(),
  startedAt: z.iso.datetime().optional(),
  finishedAt: z.iso.datetime().optional(),
  /** How the previous run ended, when there was one. */
  last: z
    .strictObject({
      reason: z.string(),
      exitCode: z.int(),
      startedAt: z.iso.datetime().optional(),
      finishedAt: z.iso.datetime().optional(),
      /** Last words: its termination message, else the last line of its log where that was read. */
      message: z.string().optional(),
    })
    .optional(),
});

/** What a container of a pod was set up with. Quantities and probes as people write and say them: `500m`, `GET /ready on port 8080`. */
export const containerSetupSchema = z.strictObject({
  name: z.string(),
  image: z.string(),
  probes: z.strictObject({
    readiness: z.string().optional(),
    liveness: z.string().optional(),
    startup: z.string().optional(),
  }),
  resources: z.strictObject({
    cpu: z.string().optional(),
    cpuLimit: z.string().optional(),
    memory: z.string().optional(),
    memoryLimit: z.string().optional(),
  }),
});
export type ContainerSetup = z.infer<typeof containerSetupSchema>;

/** The trimmed projection of a pod: what the observers store, the engine judges and the pages show. */
export const podSeenSchema = z.strictObject({
  name: z.string(),
  namespace: z.string(),
  uid: z.string(),
  service: z.string().optional(),
  color: colorSchema.optional(),
  /** Id of the deployment whose template made this pod (label `switchyard.internal/release`). */
  release: z.string().optional(),
  /** Image tag (label `app.kubernetes.io/version`). */
  version: z.string().optional(),
  replicaSet: z.string().optional(),
  templateHash: z.string().optional(),
  phase: z.enum(["Pending", "Running", "Succeeded", "Failed", "Unknown"]),
  ready: z.boolean(),
  /** Condition PodScheduled is False with this message. */
  unschedulable: z.string().optional(),
  node: z.string().optional(),
  /** Node pool that the pod asks for. */
  pool: z.string().optional(),
  podIp: z.string().optional(),
  createdAt: z.iso.datetime(),
  readySince: z.iso.datetime().optional(),
  deletingSince: z.iso.datetime().optional(),
  images: z.array(z.string()),
  containers: z.array(containerSeenSchema),
  /** Init containers first; absent in what was stored before it was read. */
  setup: z.array(containerSetupSchema).optional(),
});
export type PodSeen = z.infer<typeof podSeenSchema>;
export type ContainerSeen = z.infer<typeof containerSeenSchema>;
