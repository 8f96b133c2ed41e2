/** Keys of one combination, in order: `["g", "s"]`. */
export function Kbd({ keys }: { keys: readonly string[] }) {
  return (
    <span className="combo">
      {keys.map((key, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a combination never changes its order
        <kbd key={`${key}${index}`}>{key}</kbd>
      ))}
    </span>
  );
}
