export type ReplicaBarProps = {
  ready: number;
  desired: number;
  /** HPA maximum: the length of the ruler. */
  max: number;
  failing?: number;
  /** The number before the bar is left out. */
  bare?: boolean;
};

/** Ready of desired, on a ruler with one place for each replica up to the HPA maximum. Amber when the ruler is full. */
export function ReplicaBar({ ready, desired, max, failing = 0, bare = false }: ReplicaBarProps) {
  const length = Math.max(max, ready + failing, 1);
  const full = max > 1 && ready >= max && desired >= max;
  const slots = Array.from({ length }, (_, index) => `M${index} 0V7`).join("");
  const ruler = (
    <svg
      className="hpa"
      viewBox={`0 0 ${length} 8`}
      preserveAspectRatio="none"
      role="img"
      aria-label={`${ready} of ${desired} ready, at most ${max}`}
    >
      <path className="slots" d={slots} />
      <rect className="ground" y="7" width={length} height="1" />
      <rect className={full ? "full" : undefined} width={ready} height="7" />
      {failing > 0 ? <rect className="bad" x={ready} width={failing} height="7" /> : null}
    </svg>
  );
  if (bare) return ruler;
  return (
    <span className="reps">
      <span className="num">
        {ready < desired || failing > 0 ? <b>{ready}</b> : ready}/{desired}
      </span>
      {ruler}
    </span>
  );
}
