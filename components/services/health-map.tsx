import { Link } from "@/components/ui/link";
import type { ServiceRow } from "@/contracts/service";
import { HealthGlyph } from "./health-glyph";
import { waitsForApproval } from "./waits-for-approval";

/** One glyph per service, grouped by team: the whole fleet on one screen. */
export function HealthMap({ rows, environment }: { rows: readonly ServiceRow[]; environment: string }) {
  const teams = [...new Set(rows.map((row) => row.team))].sort();
  return (
    <div className="health-map">
      {teams.map((team) => (
        <section key={team}>
          <h2>
            {team} <span className="faint">{rows.filter((row) => row.team === team).length}</span>
          </h2>
          <ul>
            {rows
              .filter((row) => row.team === team)
              .map((row) => (
                <li key={row.name}>
                  <Link
                    href={`/s/${row.name}/${environment}`}
                    plain
                    title={row.sentence ?? row.name}
                    aria-label={`${row.name}: ${row.sentence ?? row.health}`}
                  >
                    <HealthGlyph health={row.health} waiting={waitsForApproval(row)} label="" />
                  </Link>
                </li>
              ))}
          </ul>
        </section>
      ))}
    </div>
  );
}
