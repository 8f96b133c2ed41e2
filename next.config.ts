import type { NextConfig } from "next";

/** Configuration of the web program. Headers and the content security policy are set in `proxy.ts`. */
const config: NextConfig = {
  agentRules: false,
  poweredByHeader: false,
  reactStrictMode: true,
  devIndicators: false,
  // `npm run check` and `npm test` check the types of everything, once.
  typescript: { ignoreBuildErrors: true },
};

export default config;
