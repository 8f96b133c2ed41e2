const words: Readonly<Record<string, string>> = {
  on_call: "on call",
  "platform-admin": "platform",
  "campaign-owner": "campaigns",
  "release-manager": "releases",
  auditor: "reads",
};

/** What somebody is, in the shortest words: "lead, payment". A lead is not called a developer too. */
export function roleWords({ roles, team }: { roles: readonly string[]; team: string | null }): string {
  const above = roles.filter((role) => role !== "developer");
  const shown = (above.length > 0 ? above : roles).map((role) => words[role] ?? role);
  return [...shown, ...(team ? [team] : [])].join(", ");
}
