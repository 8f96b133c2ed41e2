import { HydrationBoundary } from "@tanstack/react-query";
import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { AppFrame } from "@/components/frame/app-frame";
import { FrameProviders } from "@/components/frame/frame-providers";
import { meQuery } from "@/components/queries/me";
import { prefetch } from "@/components/queries/prefetch";
import { systemQuery } from "@/components/queries/system";
import { themeOf } from "@/components/shell/theme";
import { pageContext } from "@/server/runtime/pages";

/** The frame of every page behind the sign-in. */
export default async function ShellLayout({ children }: { children: ReactNode }) {
  const { read, nonce, defaultEnvironment } = await pageContext();
  const state = await prefetch(read, [meQuery(), systemQuery()]);
  const theme = themeOf((await cookies()).get("theme")?.value);
  return (
    <FrameProviders nonce={nonce}>
      <HydrationBoundary state={state}>
        <AppFrame environments={[]} remembered={defaultEnvironment} theme={theme}>
          {children}
        </AppFrame>
      </HydrationBoundary>
    </FrameProviders>
  );
}
