import { Ago } from "@/components/ui/age";
import { type Fact, KeyValue } from "@/components/ui/key-value";
import type { ClusterEvent } from "@/contracts/cluster-event";
import type { ContainerSeen, ContainerSetup, PodSeen } from "@/contracts/pod";
import { type ProbeAnswer, type ProbeName, probeAnswer, probeNames } from "./probe-answer";

function stateWords({ state, reason, ready, exitCode }: ContainerSeen): string {
  if (state === "running") return ready ? "running, ready" : "running, not ready";
  const why = reason ? `, ${reason}` : "";
  return `${state}${why}${exitCode === undefined ? "" : `, exit ${exitCode}`}`;
}

const ofLimit = (asked: string | undefined, limit: string | undefined): string =>
  `${asked ?? "nothing asked"}, ${limit ? `limit ${limit}` : "no limit"}`;

/** A probe, and how it was answered last. */
function Probe({ asks, answer }: { asks: string; answer: ProbeAnswer | null }) {
  return (
    <span className="break">
      {asks}
      {answer?.passes === true ? ", passes" : null}
      {answer?.passes === false ? (
        <>
          , <span className="amber">failed</span> <Ago at={answer.at} suffix=" ago" />
          {answer.count > 1 ? ` (×${answer.count})` : ""}: {answer.words}
        </>
      ) : null}
    </span>
  );
}

function setupFacts(
  { probes, resources, image }: ContainerSetup,
  answerOf: (probe: ProbeName) => ProbeAnswer | null,
): Fact[] {
  return [
    { term: "Image", value: <span className="mono break">{image}</span> },
    { term: "CPU", value: ofLimit(resources.cpu, resources.cpuLimit) },
    { term: "Memory", value: ofLimit(resources.memory, resources.memoryLimit) },
    ...probeNames.map((probe) => ({
      term: `${probe.charAt(0).toUpperCase()}${probe.slice(1)}`,
      value: probes[probe] ? (
        <Probe asks={probes[probe]} answer={answerOf(probe)} />
      ) : (
        <span className="faint">no probe</span>
      ),
    })),
  ];
}

function stateFacts(container: ContainerSeen): Fact[] {
  const { startedAt, restarts, message } = container;
  return [
    { term: "State", value: stateWords(container) },
    ...(startedAt ? [{ term: "Started", value: <Ago at={startedAt} suffix=" ago" /> }] : []),
    { term: "Restarts", value: String(restarts) },
    ...(message ? [{ term: "Says", value: <span className="break">{message}</span> }] : []),
  ];
}

/** Every container of a pod: its state, what it was given, how it is asked whether it is well, and what it answered. */
export function ContainerFacts({ pod, events }: { pod: PodSeen; events: readonly ClusterEvent[] }) {
  const names = new Set([...(pod.setup ?? []), ...pod.containers].map(({ name }) => name));
  return [...names].map((name) => {
    const state = pod.containers.find((container) => container.name === name);
    const setup = pod.setup?.find((container) => container.name === name);
    const answerOf = (probe: ProbeName) =>
      probeAnswer(probe, { container: state, setups: pod.setup ?? [], events });
    return (
      <section key={name} className="pod-part">
        <h3>
          Container <span className="mono">{name}</span>
        </h3>
        <KeyValue
          facts={[
            ...(state ? stateFacts(state) : [{ term: "State", value: "not started" }]),
            ...(setup ? setupFacts(setup, answerOf) : []),
          ]}
        />
      </section>
    );
  });
}
