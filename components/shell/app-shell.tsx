import NextLink from "next/link";
import type { ReactNode } from "react";
import { en } from "@/components/i18n/en";
import { Glyph } from "@/components/ui/glyph";
import { LiveRegions } from "@/components/ui/live-region";
import { Toasts } from "@/components/ui/toasts";
import type { ShellEnvironment } from "./environment";
import { EnvironmentSwitch, Tape } from "./environment-switch";
import { Keyboard } from "./keyboard";
import { BottomBar, type NavCounts, RailLinks } from "./nav-links";
import { OwnMenu, type ShellPerson } from "./own-menu";
import { PhoneTitle } from "./phone-title";
import { SearchButton } from "./search-button";
import { ShellFactsProvider } from "./shell-facts";
import type { Theme } from "./theme";

export type AppShellProps = {
  /** In the organization's order. */
  environments: readonly ShellEnvironment[];
  /** Environment that this person used last, for pages whose address names none. */
  remembered?: string | undefined;
  /** Who is signed in; without it the own menu is left out. */
  person?: ShellPerson | undefined;
  signOutHref?: string;
  theme: Theme;
  /** Whether keys without a modifier work; the person's own choice when left out. */
  bareKeys?: boolean | undefined;
  counts?: NavCounts;
  /** One line at the right of the top bar: a freeze. */
  notice?: ReactNode;
  /** Page banners: signed out, stale, offline. */
  banner?: ReactNode;
  /** Line of the rail's foot: rollouts in flight. */
  inFlight?: ReactNode;
  /** Line of the rail's foot: the live indicator. */
  live?: ReactNode;
  children: ReactNode;
};

/** The frame of every page: tape, top bar, rail, bottom bar, keys, toasts and live regions. */
export function AppShell({
  environments,
  remembered,
  person,
  signOutHref = "/signout",
  theme,
  ...rest
}: AppShellProps) {
  const counts = rest.counts ?? {};
  const own = { person, signOutHref, theme };
  return (
    <ShellFactsProvider>
      <div className="shell">
        <a className="skip-link" href="#main">
          {en.shell.skip}
        </a>
        <Tape environments={environments} remembered={remembered} />
        <header className="top">
          <PhoneTitle />
          <EnvironmentSwitch environments={environments} remembered={remembered} />
          <SearchButton />
          {rest.notice ? <span className="notice">{rest.notice}</span> : null}
          <OwnMenu {...own} />
        </header>
        <aside className="rail" aria-label={en.product}>
          <NextLink prefetch={false} className="brand" href="/services">
            <Glyph name="mark" />
            <span>{en.product}</span>
          </NextLink>
          <RailLinks counts={counts} />
          <div className="rail-foot">
            {rest.inFlight}
            {rest.live}
          </div>
        </aside>
        <main className="main" id="main" tabIndex={-1}>
          {rest.banner}
          {rest.children}
        </main>
        <BottomBar counts={counts} {...own} />
      </div>
      <Keyboard environments={environments} bareKeys={rest.bareKeys} />
      <Toasts />
      <LiveRegions />
    </ShellFactsProvider>
  );
}
