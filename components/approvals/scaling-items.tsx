import { ChangedList } from "@/components/scaling/changed-list";
import { Ago, Ahead } from "@/components/ui/age";
import { Glyph } from "@/components/ui/glyph";
import { Link } from "@/components/ui/link";
import type { ScalingRequest } from "@/contracts/scaling-change";

/** Requests for other bounds; each is decided on the scaling page, beside what it would do. */
export function ScalingItems({ requests }: { requests: readonly ScalingRequest[] }) {
  return (
    <ul className="items" aria-label="Requests for other bounds">
      {requests.map(({ service, environment, change }) => (
        <li key={change.id}>
          <Glyph name="person" />
          <b className="cut">
            <Link plain href={`/s/${service}/${environment}/scaling`}>
              {service}
            </Link>
          </b>
          <span className="dim nowrap">
            <Ago at={change.requestedAt} />
          </span>
          <p>Bounds in {environment}</p>
          <p className="xs">
            <ChangedList change={change} />
          </p>
          <p className="xs faint">
            {change.requestedBy}: {change.reason}
            {change.expiresAt ? (
              <>
                . Expires in <Ahead at={change.expiresAt} />
              </>
            ) : null}
          </p>
        </li>
      ))}
    </ul>
  );
}
