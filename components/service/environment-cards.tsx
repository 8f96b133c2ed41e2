import { memo } from "react";
import { HealthGlyph } from "@/components/services/health-glyph";
import { releaseLabel } from "@/components/services/release-label";
import { Ago } from "@/components/ui/age";
import { Glyph } from "@/components/ui/glyph";
import { Link } from "@/components/ui/link";
import type { EnvironmentCard } from "@/contracts/service";

interface CardProps {
  service: string;
  card: EnvironmentCard;
  current: boolean;
  /** Its pods come and go with a schedule, so that their number says nothing. */
  scheduled: boolean;
  /** The next environment up the road, when what runs here may be deployed there. */
  next: EnvironmentCard | undefined;
}

function NextStep({ service, card, next }: Pick<CardProps, "service" | "card" | "next">) {
  if (!next?.present || !card.release || next.release?.build === card.release.build) return null;
  return (
    <Link
      className="push"
      href={`/s/${service}/${next.environment}/deploy?build=${encodeURIComponent(card.release.tag)}`}
    >
      Deploy to {next.environment}
    </Link>
  );
}

function ServingGlyph({ serving, scheduled }: { serving: EnvironmentCard["serving"]; scheduled: boolean }) {
  if (serving) return <Glyph name={`${serving}-run`} label={`${serving} serves`} />;
  return scheduled ? (
    <Glyph name="pod-job" label="scheduled job" />
  ) : (
    <Glyph name="pod-run" label="no colors" />
  );
}

function Card({ service, card, current, scheduled, next }: CardProps) {
  return (
    <div className="env" aria-current={current ? "true" : undefined}>
      <p className="line">
        {card.present ? <HealthGlyph health={card.health} /> : <Glyph name="skip" label="not here" />}
        <Link className="name" href={`/s/${service}/${card.environment}`}>
          {card.environment}
        </Link>
        {card.since ? (
          <span className="faint push">
            <Ago at={card.since} suffix=" ago" />
          </span>
        ) : null}
      </p>
      <p className="line">
        {card.release ? (
          <>
            <ServingGlyph serving={card.serving} scheduled={scheduled} />
            <span className="mono cut" title={card.release.version}>
              {releaseLabel(card.release)}
            </span>
            <span className="faint xs nowrap">cfg {card.release.config}</span>
          </>
        ) : (
          <span className="faint">Nothing runs here yet</span>
        )}
      </p>
      <p className="line dim">
        {card.release ? (
          <span>
            {scheduled ? "scheduled job" : `${card.ready}/${card.wanted} ready`}
            {card.bounds ? `, HPA ${card.bounds.min} to ${card.bounds.max}` : ""}
          </span>
        ) : null}
        <NextStep service={service} card={card} next={next} />
      </p>
    </div>
  );
}

/** The service in every environment that it has: who serves, what runs, and the way up the road. */
export const EnvironmentCards = memo(function EnvironmentCards({
  service,
  cards,
  environment,
  scheduled = false,
}: {
  service: string;
  cards: readonly EnvironmentCard[];
  environment: string;
  scheduled?: boolean;
}) {
  const here = cards.filter((card) => card.present || card.environment === environment);
  return (
    <div className="envs">
      {here.map((card, index) => (
        <Card
          key={card.environment}
          service={service}
          card={card}
          current={card.environment === environment}
          scheduled={scheduled}
          next={here[index + 1]}
        />
      ))}
    </div>
  );
});
