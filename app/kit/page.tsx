import { readFileSync } from "node:fs";
import type { Metadata } from "next";
import { cookies } from "next/headers";
import { notFound } from "next/navigation";
import { AppShell } from "@/components/shell/app-shell";
import { InFlight, LiveIndicator } from "@/components/shell/rail-foot";
import { themeOf } from "@/components/shell/theme";
import { tokensOf } from "@/components/ui/contrast";
import { KitControls } from "./kit-controls";
import { KitDrawings } from "./kit-drawings";
import { KitLayers } from "./kit-layers";
import { KitMissing } from "./kit-missing";
import { KitTables } from "./kit-tables";
import { KitTokens } from "./kit-tokens";

export const metadata: Metadata = { title: "Kit" };

const environments = ["dev", "beta", "rc", "production"].map((name) => ({
  name,
  protected: name === "production",
}));

// biome-ignore lint/style/noProcessEnv: whether this page exists is a fact of the build, not of the environment's configuration
const available = () => process.env.NODE_ENV !== "production" || process.env["SWITCHYARD_KIT"] === "1";

/** Every part of the language on one page; development and tests only. */
export default async function KitPage() {
  if (!available()) notFound();
  const theme = themeOf((await cookies()).get("theme")?.value);
  return (
    <AppShell
      environments={environments}
      remembered="production"
      person={{ name: "payment-lead" }}
      theme={theme}
      counts={{ rollouts: 4, approvals: 2 }}
      notice="No freeze now"
      inFlight={<InFlight count={1} />}
      live={<LiveIndicator state="live" words="0.4 s" />}
    >
      <div className="narrow">
        <div className="page-head">
          <h1>Kit</h1>
          <p className="dim">Every part of the language on one page. Ratios are computed from the tokens</p>
        </div>
        <div className="stack">
          <KitTokens tokens={[...tokensOf(readFileSync("app/globals.css", "utf8"))]} />
          <KitDrawings />
          <KitControls />
          <KitLayers />
          <KitTables />
          <KitMissing />
        </div>
      </div>
    </AppShell>
  );
}
