import type { NextConfig } from "next";

/** Configuration of the web program. Headers and the content security policy are set in `proxy.ts`. */
const config: NextConfig = {
  agentRules: false,
  poweredByHeader: false,
  reactStrictMode: true,
  devIndicators: false,
};

export default config;
