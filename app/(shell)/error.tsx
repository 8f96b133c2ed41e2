"use client";

import { ErrorState } from "@/components/ui/error-state";

/** A page that could not be rendered: what is known, the digest to quote, and a way to try again. */
export default function ShellError({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return (
    <ErrorState
      message="This page could not be shown. What is recorded and what runs is not affected."
      requestId={error.digest}
      onRetry={reset}
    />
  );
}
