import type { Metadata, Viewport } from "next";
import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { themeOf } from "@/components/shell/theme";
import { GlyphSprite } from "@/components/ui/glyph-sprite";
import { RenderedAtProvider } from "@/components/ui/rendered-at";
import { fontVariables } from "./fonts/faces";
import "./globals.css";

export const metadata: Metadata = {
  title: { default: "Switchyard", template: "%s · Switchyard" },
  description: "Blue/green releases, approvals and live state of your services",
  robots: { index: false },
};

export const viewport: Viewport = { width: "device-width", initialScale: 1 };

/** Root of every page: theme from the cookie, fonts, the sprite. */
export default async function RootLayout({ children }: { children: ReactNode }) {
  const theme = themeOf((await cookies()).get("theme")?.value);
  return (
    <html lang="en" data-theme={theme} className={fontVariables} suppressHydrationWarning>
      <body>
        <GlyphSprite />
        <RenderedAtProvider at={Date.now()}>{children}</RenderedAtProvider>
      </body>
    </html>
  );
}
