import NextLink from "next/link";

export type TabLink = { label: string; href: string; current: boolean; count?: number };

/** Tabs of a page whose choice is an address. */
export function TabLinks({
  label,
  tabs,
  className,
}: {
  label: string;
  tabs: readonly TabLink[];
  className?: string;
}) {
  return (
    <nav className={`tabs ${className ?? ""}`} aria-label={label}>
      {tabs.map((tab) => (
        <NextLink
          prefetch={false}
          key={tab.href}
          href={tab.href}
          aria-current={tab.current ? "page" : undefined}
        >
          {tab.label}
          {tab.count === undefined ? null : <span className="n">{tab.count}</span>}
        </NextLink>
      ))}
    </nav>
  );
}
