/** How a pod is drawn: fill says its state, shape its color. */
export type PodMark = "run" | "idle" | "start" | "wait" | "fail";
