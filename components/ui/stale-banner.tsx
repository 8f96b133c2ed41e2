import type { ReactNode } from "react";
import { Notice } from "./notice";

/** Which part of the way from the pod to the eye is silent; the four differ for the reader. */
export type StaleSource = "browser" | "switchyard" | "cluster";

export type StaleBannerProps = {
  source: StaleSource;
  /** What is silent and since when, and how old the page is. One or two sentences. */
  children: ReactNode;
  action?: ReactNode;
};

/** Says what is stale. The page under it keeps its last good data, marked as old. */
export function StaleBanner({ source, children, action }: StaleBannerProps) {
  return (
    <Notice tone={source === "cluster" ? "amber" : "plain"} action={action}>
      {children}
    </Notice>
  );
}
