export type PatchType = "merge" | "json" | "apply";

/** One request to the API server. */
export interface KubeRequest {
  method?: "GET" | "HEAD" | "POST" | "PATCH" | "PUT" | "DELETE";
  path: string;
  query?: Readonly<Record<string, string | number | boolean>>;
  body?: unknown;
  patch?: PatchType;
  accept?: string;
  /** Until the whole answer is there (streams: until its headers), in ms. */
  timeoutMs?: number;
  signal?: AbortSignal;
}
