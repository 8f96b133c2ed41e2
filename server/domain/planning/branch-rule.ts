/** Whether a branch fits one of the patterns; `*` at the end stands for any rest. */
export function branchAllowed(branch: string, patterns: readonly string[]): boolean {
  return patterns.some((pattern) =>
    pattern.endsWith("*") ? branch.startsWith(pattern.slice(0, -1)) : branch === pattern,
  );
}
