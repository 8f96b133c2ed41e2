import type { NextConfig } from "next";

/** Configuration of the web program. Headers and the content security policy are set in `proxy.ts`. */
const config: NextConfig = {
  agentRules: false,
  poweredByHeader: false,
  reactStrictMode: true,
  devIndicators: false,
  // Tokens use light-dark() and oklch() as they are; rewriting them for old browsers would freeze the theme at the root.
  experimental: { lightningCssFeatures: { exclude: ["light-dark", "oklab-colors"] } },
};

export default config;
