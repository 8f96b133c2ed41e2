const inTeam: Readonly<Record<string, string>> = {
  lead: "lead",
  deputy: "deputy",
  on_call: "on call",
  developer: "developer",
};
const acrossTeams: Readonly<Record<string, string>> = {
  "platform-admin": "platform",
  "campaign-owner": "campaigns",
  "release-manager": "releases",
  auditor: "reads",
};

/** What somebody is, in the shortest words: "lead, payment". Who has a duty across teams is that; a lead is not called a developer too. */
export function roleWords({ roles, team }: { roles: readonly string[]; team: string | null }): string {
  const duties = roles.flatMap((role) => acrossTeams[role] ?? []);
  if (duties.length > 0) return duties.join(", ");
  const standing = Object.keys(inTeam).find((role) => roles.includes(role));
  return [...(standing ? [inTeam[standing]] : []), ...(team ? [team] : [])].join(", ");
}
