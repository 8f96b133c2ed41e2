"use client";

import NextLink from "next/link";
import { usePathname, useRouter, useSearchParams } from "next/navigation";
import { en } from "@/components/i18n/en";
import { Glyph } from "@/components/ui/glyph";
import { MenuButton } from "@/components/ui/menu-button";
import type { ShellEnvironment } from "./environment";
import { environmentHref } from "./place";
import { remember } from "./remember";
import { usePlace } from "./shell-facts";

type Props = { environments: readonly ShellEnvironment[]; remembered?: string | undefined };

/** The environments as joined links, and as a menu on a phone. */
export function EnvironmentSwitch({ environments, remembered }: Props) {
  const { environment, page, back } = usePlace(remembered);
  const pathname = usePathname();
  const search = new URLSearchParams(useSearchParams());
  const router = useRouter();
  const hrefOf = (name: string) => environmentHref(pathname, search, name);
  const go = (name: string) => {
    remember("environment", name);
    router.push(hrefOf(name));
  };
  return (
    <>
      <nav className="seg envs-seg" aria-label={en.shell.environment}>
        {environments.map(({ name }) => (
          <NextLink
            key={name}
            href={hrefOf(name)}
            prefetch={false}
            aria-current={name === environment ? "true" : undefined}
            onClick={() => remember("environment", name)}
          >
            {name}
          </NextLink>
        ))}
      </nav>
      {/* A rollout, a review, an archive belongs to one environment: there the width is the title's. */}
      {back && page !== "services" ? null : (
        <MenuButton
          className="btn small env-btn"
          align="end"
          label={`${en.shell.environment}, ${environment ?? ""}`}
          entries={environments.map(({ name }) => ({
            label: name,
            checked: name === environment,
            onSelect: () => go(name),
          }))}
        >
          {environment} <Glyph name="down" />
        </MenuButton>
      )}
    </>
  );
}

/** The diagonal tape above every page whose environment needs an approval; a hairline elsewhere. */
export function Tape({ environments, remembered }: Props) {
  const { environment } = usePlace(remembered);
  const guarded = environments.find((one) => one.name === environment)?.protected ?? false;
  return (
    <div
      className={guarded ? "tape" : "tape open"}
      title={guarded ? en.shell.tape : undefined}
      data-protected={guarded || undefined}
    />
  );
}
