import { coresInWords, memoryInWords, podsInWords } from "@/components/scaling/scaling-words";
import { Glyph } from "@/components/ui/glyph";
import { KeyValue } from "@/components/ui/key-value";
import { Notice } from "@/components/ui/notice";
import { Panel } from "@/components/ui/panel";
import type { CampaignPlan } from "@/contracts/campaign-plan";
import { ServerClock } from "./server-clock";
import { Moment } from "./times";
import type { CampaignForm } from "./use-campaign-plan";

type Pool = CampaignPlan["pools"][number];

function Pools({ pools }: { pools: readonly Pool[] }) {
  return (
    <ul className="plan-pools">
      {pools.map(({ cluster, pool, pods, extra, free, after, short }) => (
        <li key={`${cluster} ${pool}`} className={short ? "red" : undefined}>
          <Glyph name={short ? "fail" : "tick"} />
          <span>
            <b>
              Pool {pool} of {cluster}
            </b>
            : {podsInWords(pods)} more, {coresInWords(extra.cpu)} CPU and {memoryInWords(extra.memory)}.{" "}
            {coresInWords(free.cpu)} CPU and {memoryInWords(free.memory)} are free,{" "}
            {short
              ? `${podsInWords(short)} find no node.`
              : `${coresInWords(after.cpu)} CPU and ${memoryInWords(after.memory)} stay free.`}
            {short === null ? " How many pods fit is not known yet." : ""}
          </span>
        </li>
      ))}
    </ul>
  );
}

function Times({ plan, zone }: { plan: CampaignPlan; zone: string }) {
  const [first] = plan.occurrences;
  if (!first) return null;
  const moment = (at: string) => <Moment at={at} zone={zone} />;
  return (
    <KeyValue
      facts={[
        { term: "Floors from", value: moment(first.leadAt) },
        { term: "Start", value: moment(first.startsAt) },
        { term: "End", value: moment(first.endsAt) },
        { term: "Floors gone", value: moment(first.coolUntil) },
        ...(plan.count > 1 ? [{ term: "Dates", value: `${plan.count} in all` }] : []),
      ]}
    />
  );
}

function Overlaps({ overlaps, zone }: { overlaps: CampaignPlan["overlaps"]; zone: string }) {
  return overlaps.map(({ slug, title, service, floor, until }) => (
    <p key={`${slug} ${service}`}>
      {title} asks for {podsInWords(floor)} of {service} too, until <Moment at={until} zone={zone} />. The
      higher floor holds.
    </p>
  ));
}

/** Sentences that stand beside no field of the form. */
function elsewhere(form: CampaignForm): readonly string[] {
  const shown =
    /^(?:title|channel|environment|startLocal|zone|durationSeconds|leadSeconds|coolDownSeconds|recurrence(?:\.until)?|multiplier|freeze|targets(?:\.\d+\.(?:service|floor|peakRps|rpsPerPod))?)$/u;
  return [...form.told].flatMap(([path, sentence]) => (shown.test(path) ? [] : [sentence]));
}

/** What the plan would do, before it is made: when, who is asked, the room in each pool, and every "no" that has no field. */
export function PlanOutcome({ form }: { form: CampaignForm }) {
  const { plan, problem, draft } = form;
  const owners = [...new Set(plan?.targets.flatMap(({ confirmedBy }) => confirmedBy))];
  return (
    <Panel title="With this plan" note={plan && !form.isCurrent ? "counting again" : undefined}>
      <div className="panel-body stack" aria-live="polite">
        {problem && !problem.errors ? <Notice tone="red">{problem.detail}</Notice> : null}
        {elsewhere(form).map((sentence) => (
          <Notice key={sentence} tone="red">
            {sentence}
          </Notice>
        ))}
        {plan ? (
          <ServerClock now={plan.now} receivedAt={form.receivedAt}>
            <Times plan={plan} zone={draft.zone} />
            <Pools pools={plan.pools} />
            {plan.notes.map((note) => (
              <Notice key={note} tone="amber">
                {note}
              </Notice>
            ))}
            <Overlaps overlaps={plan.overlaps} zone={draft.zone} />
            {owners.length > 0 ? (
              <p className="dim">
                Before it is scheduled each service is confirmed: {owners.join(", ")} may. Until then it is a
                draft and starts nothing.
              </p>
            ) : null}
          </ServerClock>
        ) : (
          <p className="dim">
            Pods, times and room in the pools stand here as soon as there is a time and a service.
          </p>
        )}
      </div>
    </Panel>
  );
}
