const names = ["w-[140px]", "w-[168px]", "w-[120px]", "w-[152px]"] as const;

/** One bar that stands where text will be; width by class. Nothing shimmers. */
export function Skeleton({ className = "w-24" }: { className?: string }) {
  return <span className={`skeleton ${className}`} aria-hidden="true" />;
}

/** Rows of the height that the list will have. */
export function SkeletonRows({ rows = 4, label = "Loading" }: { rows?: number; label?: string }) {
  return (
    <div role="status" aria-label={label}>
      {Array.from({ length: rows }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows of nothing have no identity
        <div className="row skeleton-row" key={index}>
          <Skeleton className="w-3" />
          <Skeleton className={names[index % names.length] ?? "w-24"} />
          <Skeleton className="push w-14" />
          <Skeleton className="w-[88px]" />
        </div>
      ))}
    </div>
  );
}
