import clsx from "clsx";
import NextLink from "next/link";

export type SegmentLink = { label: string; href: string; current: boolean };

/** Joined links, one of them where we are: views and environments, whose choice is an address. */
export function SegmentedLinks({
  label,
  links,
  className,
}: {
  label: string;
  links: readonly SegmentLink[];
  className?: string;
}) {
  return (
    <nav className={clsx("seg", className)} aria-label={label}>
      {links.map((link) => (
        <NextLink
          prefetch={false}
          key={link.label}
          href={link.href}
          aria-current={link.current ? "true" : undefined}
        >
          {link.label}
        </NextLink>
      ))}
    </nav>
  );
}
