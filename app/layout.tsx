import type { Metadata, Viewport } from "next";
import localFont from "next/font/local";
import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { themeOf } from "@/components/shell/theme";
import { GlyphSprite } from "@/components/ui/glyph-sprite";
import { RenderedAtProvider } from "@/components/ui/rendered-at";
import "./globals.css";

const mona = localFont({
  src: "../node_modules/@fontsource-variable/mona-sans/files/mona-sans-latin-wdth-normal.woff2",
  weight: "200 900",
  variable: "--font-mona",
  display: "swap",
  declarations: [{ prop: "font-stretch", value: "75% 125%" }],
});

const mono = localFont({
  src: "../node_modules/@fontsource-variable/geist-mono/files/geist-mono-latin-wght-normal.woff2",
  weight: "100 900",
  variable: "--font-geist-mono",
  display: "swap",
});

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
    <html
      lang="en"
      data-theme={theme}
      className={`${mona.variable} ${mono.variable}`}
      suppressHydrationWarning
    >
      <body>
        <GlyphSprite />
        <RenderedAtProvider at={Date.now()}>{children}</RenderedAtProvider>
      </body>
    </html>
  );
}
