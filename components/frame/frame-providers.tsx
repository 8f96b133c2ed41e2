"use client";

import { CSPProvider } from "@base-ui/react/csp-provider";
import { NuqsAdapter } from "nuqs/adapters/next/app";
import type { ReactNode } from "react";
import { LiveProvider } from "@/components/live/live-provider";
import { QueryProvider } from "@/components/queries/query-provider";
import { PageNonce } from "./page-nonce";

/** What every page of the shell stands in: the query cache, the live stream, the nonce of the page's policy. */
export function FrameProviders({ nonce, children }: { nonce: string | undefined; children: ReactNode }) {
  return (
    <CSPProvider nonce={nonce}>
      <PageNonce value={nonce}>
        <QueryProvider>
          <NuqsAdapter>
            <LiveProvider>{children}</LiveProvider>
          </NuqsAdapter>
        </QueryProvider>
      </PageNonce>
    </CSPProvider>
  );
}
