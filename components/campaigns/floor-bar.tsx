/** Ready pods against the floor, which is marked; amber as long as the window needs more than there are. */
export function FloorBar({ ready, floor, short }: { ready: number; floor: number; short: boolean }) {
  const length = Math.max(ready, floor, 1);
  return (
    <svg
      className="floor-bar"
      viewBox={`0 0 ${length} 8`}
      preserveAspectRatio="none"
      role="img"
      aria-label={`${ready} of ${floor} ready`}
    >
      <rect className="ground" y="7" width={length} height="1" />
      <rect className={short ? "short" : "ready"} width={ready} height="7" />
      <path className="mark" d={`M${floor} 0V8`} />
    </svg>
  );
}
