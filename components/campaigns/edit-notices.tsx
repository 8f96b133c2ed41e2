import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import type { CampaignDetail } from "@/contracts/campaign";
import { draftChanges } from "./draft-changes";
import type { CampaignEditForm } from "./use-campaign-edit";

/** Whose confirmations an edit voids, by name, before it is sent. */
export function VoidedConfirmations({ board }: Pick<CampaignDetail, "board">) {
  const confirmed = board.flatMap(({ service, confirmed: by }) => (by ? [{ service, by: by.by }] : []));
  if (confirmed.length === 0)
    return <p className="dim">No owner has confirmed it yet: no confirmation is lost.</p>;
  const count = confirmed.length === 1 ? "1 confirmation" : `${confirmed.length} confirmations`;
  return (
    <>
      <Notice tone="amber">
        Saving voids {count}. Every owner is asked again, and nothing is raised before all of them confirm.
      </Notice>
      <ul className="plan-changes" aria-label="Confirmations that are voided">
        {confirmed.map(({ service, by }) => (
          <li key={service}>
            <b className="break">{service}</b>, confirmed by {by}
          </li>
        ))}
      </ul>
    </>
  );
}

/** Somebody else edited meanwhile: what they changed, and the choice between both texts. Nothing typed is lost. */
export function EditConflict({ form, by }: { form: CampaignEditForm; by: string }) {
  if (form.theirs === null) return null;
  const changes = draftChanges(form.base, form.theirs);
  return (
    <>
      <Notice tone="red">
        {by} changed this campaign after you opened it. Your text is still here and was not saved.
        {changes.length === 0
          ? " What it asks for stayed the same."
          : " If you keep your text, saving it replaces what they changed."}
      </Notice>
      {changes.length > 0 ? (
        <ul className="plan-changes" aria-label={`What ${by} changed`}>
          {changes.map(({ what, before, after }) => (
            <li key={what}>
              <b className="break">{what}</b>: {before ?? "nothing"} became {after ?? "nothing"}
            </li>
          ))}
        </ul>
      ) : null}
      <div className="row">
        <Button small onClick={form.keepMine}>
          Keep my text
        </Button>
        <Button small onClick={form.takeTheirs}>
          Take theirs
        </Button>
      </div>
    </>
  );
}
