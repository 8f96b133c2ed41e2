import type { SearchHit } from "@/contracts/me";
import type { Actor } from "@/server/domain/access/actor";
import { versionOf } from "@/server/domain/planning/release-name";
import type { OperationPorts } from "@/server/operations/operation-ports";
import type { Stores } from "@/server/ports/unit-of-work";

const mostPerKind = 8;

async function rolloutHits(stores: Stores, query: string): Promise<SearchHit[]> {
  const record = /^(?:R-)?\d{3,9}$/i.test(query)
    ? await stores.deployments.byId(query.toUpperCase())
    : undefined;
  if (!record) return [];
  const { service } = record.ownership;
  return [
    {
      kind: "rollout",
      title: `R-${record.ref}`,
      detail: `${service} ${versionOf(record.release.tag)} in ${record.place.environment}`,
      href: `/r/${record.id}`,
    },
  ];
}

function podHits(ports: OperationPorts, query: string, environments: readonly string[]): SearchHit[] {
  const hits: SearchHit[] = [];
  for (const environment of environments) {
    const row = ports.fleet.rows(environment).find(({ name }) => query.startsWith(`${name}-`));
    if (!row) continue;
    const pods = ports.fleet.pods(row.name, environment).filter((pod) => pod.name.includes(query));
    hits.push(
      ...pods.map(
        (pod): SearchHit => ({
          kind: "pod",
          title: pod.name,
          detail: `${environment}, ${pod.node ?? "no node"}`,
          href: `/s/${row.name}/${environment}/pods`,
        }),
      ),
    );
  }
  return hits.slice(0, mostPerKind);
}

/** Services, rollouts, builds, pods and people by a piece of their name. Empty for an empty query. */
export function makeSearch(ports: OperationPorts) {
  return async (_actor: Actor, input: { query: string; environment?: string }): Promise<SearchHit[]> => {
    const query = input.query.trim().slice(0, 80);
    if (query === "") return [];
    const { read } = ports.work;
    const environments = (await read.catalog.environments()).map(({ name }) => name);
    const environment = input.environment ?? environments.at(-1) ?? "production";
    const [services, builds, people, rollouts] = await Promise.all([
      read.catalog.searchServices(query, mostPerKind),
      read.builds.search(query, mostPerKind),
      read.catalog.searchPeople(query, 4),
      rolloutHits(read, query),
    ]);
    const hits: SearchHit[] = [
      ...rollouts,
      ...services.map(
        (row): SearchHit => ({
          kind: "service",
          title: row.name,
          detail: `${row.domain}, ${row.team}`,
          href: `/s/${row.name}/${environment}`,
        }),
      ),
      ...podHits(ports, query, environments),
      ...builds.map(
        (row): SearchHit => ({
          kind: "build",
          title: row.tag,
          detail: `${row.service}, ${row.branch}`,
          href: `/s/${row.service}/${environment}/deploy?version=${row.tag}`,
        }),
      ),
      ...people.map(
        (row): SearchHit => ({
          kind: "person",
          title: row.name,
          detail: row.team ?? "no team",
          href: `/services?q=team:${row.team ?? ""}`,
        }),
      ),
    ];
    return hits;
  };
}
