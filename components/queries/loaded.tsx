"use client";

import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { ErrorState } from "@/components/ui/error-state";
import { SkeletonRows } from "@/components/ui/skeleton";
import { problemOf } from "./problem-error";

export interface LoadedProps<T> {
  query: UseQueryResult<T>;
  /** What is being waited for, for assistive technology: "Loading history". */
  label: string;
  /** Rows that the answer will have, so that nothing jumps. */
  rows?: number;
  children: (data: T) => ReactNode;
}

/** What a query has: its data (also while a newer answer fails), else what failed with a way to try again, else rows to come. */
export function Loaded<T>({ query, label, rows = 8, children }: LoadedProps<T>) {
  if (query.data !== undefined) return <>{children(query.data)}</>;
  if (!query.error) return <SkeletonRows label={label} rows={rows} />;
  const problem = problemOf(query.error);
  return (
    <ErrorState message={problem.detail} requestId={problem.requestId} onRetry={() => void query.refetch()} />
  );
}
