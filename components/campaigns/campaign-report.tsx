import { type Fact, KeyValue } from "@/components/ui/key-value";
import { Panel } from "@/components/ui/panel";
import type { CampaignDetail } from "@/contracts/campaign";
import { readyInWords } from "./campaign-words";

type Result = CampaignDetail["results"][number];

/** A number that was measured; else why nobody did. */
function Measured({ value, unmeasured }: { value: string | null; unmeasured: string | null }) {
  if (value !== null) return <b>{value}</b>;
  return <span className="dim">{unmeasured ?? "not measured"}</span>;
}

function factsOf({ board }: CampaignDetail, result: Result): readonly Fact[] {
  const { missed, peakRps, errorPercent, unmeasured, confirmedBy, readyBeforeStartSeconds: ready } = result;
  const asked = board.reduce((sum, { floor }) => sum + floor, 0);
  return [
    {
      term: "Asked",
      value: (
        <span>
          {asked} pods: {board.map(({ service, floor }) => `${service} ${floor}`).join(", ")}
        </span>
      ),
    },
    {
      term: "Got",
      value: missed ? (
        <span className="red">nothing: the window was missed</span>
      ) : (
        <span className={ready === null ? "amber" : undefined}>
          {ready === null ? "not all of it" : "all of it"}
        </span>
      ),
    },
    { term: "When", value: <span>{readyInWords(ready)}</span> },
    {
      term: "Peak",
      value: (
        <Measured
          value={peakRps === null ? null : `${Math.round(peakRps).toLocaleString("en")} req/s`}
          unmeasured={unmeasured}
        />
      ),
    },
    {
      term: "Errors",
      value: (
        <Measured
          value={errorPercent === null ? null : `${errorPercent.toFixed(2)} %`}
          unmeasured={unmeasured}
        />
      ),
    },
    { term: "Confirmed", value: <span>{confirmedBy.join(", ") || "nobody"}</span> },
  ];
}

/** What came of each window that is over: asked, got, when; the load that came; who stood for it. */
export function CampaignReports({ campaign }: { campaign: CampaignDetail }) {
  return campaign.results.map((result) => (
    <Panel key={result.date} title="Report" note={`window of ${result.date}`} padded>
      <KeyValue facts={factsOf(campaign, result)} />
    </Panel>
  ));
}
