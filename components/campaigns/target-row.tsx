import clsx from "clsx";
import { Ago } from "@/components/ui/age";
import { Button } from "@/components/ui/button";
import { Glyph } from "@/components/ui/glyph";
import { GridCell, GridRow } from "@/components/ui/grid-table";
import { Link } from "@/components/ui/link";
import { FloorBar } from "./floor-bar";
import { type CampaignTarget, isSettled, roomInWords, targetGlyph, targetInWords } from "./target-words";

interface Confirming {
  /** Null once nobody can confirm any more. */
  onConfirm: (() => void) | null;
  isBusy: boolean;
}

function Owner({ target, onConfirm, isBusy }: { target: CampaignTarget } & Confirming) {
  const { confirmed, mayConfirm, floor, service } = target;
  if (confirmed)
    return (
      <span>
        <Glyph name="tick" label="confirmed by" /> {confirmed.by}{" "}
        <Ago at={confirmed.at} suffix=" ago" className="dim nowrap" />
      </span>
    );
  if (onConfirm === null) return <span className="faint">not confirmed</span>;
  if (mayConfirm.allowed)
    return (
      <Button
        small
        disabledReason={isBusy ? "Recording" : undefined}
        aria-label={`Confirm ${floor} pods of ${service}`}
        onClick={onConfirm}
      >
        Confirm {floor} pods
      </Button>
    );
  return (
    <span className="why">
      <Glyph name="person" />{" "}
      {mayConfirm.whoCan ? `waits for ${mayConfirm.whoCan.join(" or ")}` : mayConfirm.reason}
    </span>
  );
}

function Pods({ target }: { target: CampaignTarget }) {
  const { ready, floor, state } = target;
  if (isSettled(target)) return <span className="dim">floor {floor}</span>;
  return (
    <>
      <span>
        <b>{ready ?? "?"}</b> of {floor}
      </span>
      <FloorBar ready={ready ?? 0} floor={floor} short={state === "short"} />
    </>
  );
}

/** One service of a campaign: floor against ready, in a word and as a bar, the room it has, and who stands for it. */
export function TargetRow({
  target,
  environment,
  index,
  ...confirming
}: { target: CampaignTarget; environment: string; index: number } & Confirming) {
  const { service, base, now, max, state, findings } = target;
  const isShort = state === "short";
  const room = roomInWords(target);
  return (
    <GridRow index={index + 2}>
      <GridCell className="service">
        <Link href={`/s/${service}/${environment}/scaling`} className="strong break">
          {service}
        </Link>
        {findings.map((finding) => (
          <span key={finding} className="why block amber">
            {finding}
          </span>
        ))}
      </GridCell>
      <GridCell className={clsx("state", isShort && "amber")}>
        <span className="pair">
          <Glyph name={targetGlyph(target)} /> {targetInWords(target)}
        </span>
      </GridCell>
      <GridCell className="pods">
        <Pods target={target} />
      </GridCell>
      <GridCell className="bounds dim">
        {now ?? "?"} wanted
        <span className="block faint xs">
          {base ? `base ${base.min} to ${base.max}` : "fixed number"}
          {base && max > base.max ? `, then to ${max}` : ""}
        </span>
      </GridCell>
      <GridCell className={clsx("room", room.isShort ? "amber" : "dim")}>{room.text}</GridCell>
      <GridCell className="owner">
        <Owner target={target} {...confirming} />
      </GridCell>
    </GridRow>
  );
}
