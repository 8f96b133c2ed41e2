import { readDemoOrganization } from "./demo-organization.mjs";

const TEAM_ROLES = [
  ["lead", "lead"],
  ["deputy", "deputy lead"],
  ["developers", "developer"],
  ["onCall", "on call"],
];

function roleOf(organization, name) {
  const global = organization.globalAccounts.find((account) => account.name === name);
  if (global) return global.roles.join(", ");
  for (const team of organization.teams) {
    const found = TEAM_ROLES.find(([key]) => [team[key]].flat().includes(name));
    if (found) return `${found[1]}, team ${team.name}`;
  }
  return "";
}

/**
 * The people of the demo organization to sign in as, with what each of them is.
 * @returns {Promise<{name: string, role: string}[]>}
 */
export async function demoPeople() {
  const organization = await readDemoOrganization();
  return organization.demoPersonas.map((name) => ({ name, role: roleOf(organization, name) }));
}
