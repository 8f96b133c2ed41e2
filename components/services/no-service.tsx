import { ButtonLink, Link } from "@/components/ui/link";
import { nearestNames } from "./nearest-names";

/** Nothing has this name: what somebody may have meant, and the way to all of them. */
export function NoService({
  name,
  environment,
  names,
}: {
  name: string;
  environment: string;
  names: readonly string[];
}) {
  const exists = names.includes(name);
  const near = nearestNames(names, name);
  return (
    <div className="empty">
      <h1 className="title-lg">
        {exists ? `No environment named ${environment}` : `No service named ${name}`}
      </h1>
      {!exists && near.length > 0 ? (
        <p className="dim">
          Did you mean{" "}
          {near.map((one, index) => (
            <span key={one}>
              {index > 0 ? ", " : null}
              <Link href={`/s/${one}/${environment}`}>{one}</Link>
            </span>
          ))}
          ?
        </p>
      ) : null}
      <ButtonLink href="/services">Go to Services</ButtonLink>
    </div>
  );
}
