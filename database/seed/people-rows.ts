import type { Row } from "./insert-rows";
import { minutesBefore, type SeedContext } from "./seed-context";

const foundedMinutesAgo = 60 * 24 * 400;

/** Accounts of teams, then accounts with a role of their own. */
export function accountRows(context: SeedContext): Row[] {
  const created_at = minutesBefore(context, foundedMinutesAgo);
  const { teams, globalAccounts } = context.organization;
  const row = (name: string, team: string | null, more: { kind?: string; roles?: string[] } = {}): Row => ({
    name,
    kind: more.kind ?? "human",
    team,
    roles: more.roles ?? [],
    created_at,
  });
  return [
    ...teams.flatMap((team) =>
      [team.lead, team.deputy, ...team.developers, ...team.onCall].map((name) => row(name, team.name)),
    ),
    ...globalAccounts.map((account) => row(account.name, account.team ?? null, account)),
  ];
}

/** Teams with their approvers. */
export function teamRows(context: SeedContext): Row[] {
  return context.organization.teams.map((team) => ({
    name: team.name,
    home_domain: team.homeDomain,
    lead: team.lead,
    deputy: team.deputy,
    channel: team.channel,
    escalation: team.escalation,
  }));
}

/** Where the organization's messages go; the in-app channel is there without it. */
export function channelRows(context: SeedContext): Row[] {
  return context.organization.notificationChannels
    .filter(({ kind }) => kind !== "in-app")
    .map(({ name, kind, scope, events }) => ({ name, kind, scope, events }));
}

/** Who belongs to which team, and as what. */
export function memberRows(context: SeedContext): Row[] {
  return context.organization.teams.flatMap((team) => [
    { team: team.name, account: team.lead, role: "lead" },
    { team: team.name, account: team.deputy, role: "deputy" },
    ...team.developers.map((account) => ({ team: team.name, account, role: "developer" })),
    ...team.onCall.map((account) => ({ team: team.name, account, role: "on_call" })),
  ]);
}
