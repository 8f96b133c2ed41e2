import { en } from "@/components/i18n/en";
import { ReplicaBar } from "@/components/track/replica-bar";
import { Glyph } from "@/components/ui/glyph";
import { type Fact, KeyValue } from "@/components/ui/key-value";
import { Notice } from "@/components/ui/notice";
import { Panel } from "@/components/ui/panel";
import type { AutoscalerView } from "@/contracts/scaling";
import { podsInWords } from "./scaling-words";

/** A finding in plain words: quiet when it only informs, a notice when somebody has to act. */
function Told({ finding }: { finding: AutoscalerView["findings"][number] }) {
  const { class: kind, sentence, nextStep } = finding;
  const words = (
    <>
      {sentence} <span className="dim">{nextStep}</span>
    </>
  );
  return kind === "info" ? <p>{words}</p> : <Notice tone={kind === "warn" ? "amber" : "red"}>{words}</Notice>;
}

function Title({ scaler }: { scaler: AutoscalerView }) {
  const { color, role, foreign } = scaler;
  if (foreign) return <>Not Switchyard's</>;
  if (color === null) return <>Autoscaler</>;
  return (
    <span className="pair">
      <Glyph name={`${color}-${role === "serving" ? "run" : "idle"}`} />
      {en.colors[color]}, {en.roles[role]}
    </span>
  );
}

function Metric({ metric }: { metric: AutoscalerView["metrics"][number] }) {
  const { name, target, value } = metric;
  const label = name === "cpu" ? "CPU" : name;
  if (value === null)
    return (
      <span>
        {label} not read, target {target} %
      </span>
    );
  return (
    <span>
      <b className="num">{value} %</b> {label} of what the pods ask for, target {target} %
    </span>
  );
}

function Conditions({ scaler }: { scaler: AutoscalerView }) {
  if (scaler.conditions.length === 0) return <span className="dim">none reported yet</span>;
  return (
    <span className="scaling-conditions">
      {scaler.conditions.map(({ type, status, reason, message }) => (
        <span key={type} title={message}>
          <b className="mono">{type}</b> <span className="mono">{status}</span>{" "}
          <span className="dim break">
            {reason}: {message}
          </span>
        </span>
      ))}
    </span>
  );
}

function factsOf(scaler: AutoscalerView): readonly Fact[] {
  const { min, max, current, desired, ready, metrics } = scaler;
  return [
    {
      term: "Pods",
      value: (
        <span>
          {podsInWords(current)} now, {desired} wanted, {ready} ready
        </span>
      ),
    },
    {
      term: "Bounds",
      value: (
        <span>
          {min} to {max}
        </span>
      ),
    },
    {
      term: "Load",
      value:
        metrics.length === 0 ? (
          <span className="dim">no metric with a target in percent</span>
        ) : (
          metrics.map((metric) => <Metric key={metric.name} metric={metric} />)
        ),
    },
    { term: "Conditions", value: <Conditions scaler={scaler} /> },
  ];
}

/** One autoscaler as the cluster last told: how many pods, against which metric, and what is wrong with it. */
export function AutoscalerPanel({ scaler }: { scaler: AutoscalerView }) {
  return (
    <Panel title={<Title scaler={scaler} />} note={<span className="mono break">{scaler.name}</span>}>
      <div className="panel-body scaling-autoscaler">
        {scaler.foreign ? (
          <Notice tone="red">
            A second autoscaler scales {scaler.workload}. Two on one workload stop each other; delete{" "}
            {scaler.name}.
          </Notice>
        ) : null}
        {scaler.findings.map((finding) => (
          <Told key={finding.rule} finding={finding} />
        ))}
        <ReplicaBar bare ready={scaler.ready} desired={scaler.desired} max={scaler.max} />
        <KeyValue facts={factsOf(scaler)} />
      </div>
    </Panel>
  );
}
