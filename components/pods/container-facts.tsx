import { Ago } from "@/components/ui/age";
import { type Fact, KeyValue } from "@/components/ui/key-value";
import type { ContainerSeen, ContainerSetup, PodSeen } from "@/contracts/pod";

function stateWords({ state, reason, ready, exitCode }: ContainerSeen): string {
  if (state === "running") return ready ? "running, ready" : "running, not ready";
  const why = reason ? `, ${reason}` : "";
  return `${state}${why}${exitCode === undefined ? "" : `, exit ${exitCode}`}`;
}

const ofLimit = (asked: string | undefined, limit: string | undefined): string =>
  `${asked ?? "nothing asked"}, ${limit ? `limit ${limit}` : "no limit"}`;

function setupFacts({ probes, resources, image }: ContainerSetup): Fact[] {
  return [
    { term: "Image", value: <span className="mono break">{image}</span> },
    { term: "CPU", value: ofLimit(resources.cpu, resources.cpuLimit) },
    { term: "Memory", value: ofLimit(resources.memory, resources.memoryLimit) },
    ...(["startup", "readiness", "liveness"] as const).map((probe) => ({
      term: `${probe.charAt(0).toUpperCase()}${probe.slice(1)}`,
      value: probes[probe] ? (
        <span className="break">{probes[probe]}</span>
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

/** Every container of a pod: its state, what it was given and how it is asked whether it is well. */
export function ContainerFacts({ pod }: { pod: PodSeen }) {
  const names = new Set([...(pod.setup ?? []), ...pod.containers].map(({ name }) => name));
  return [...names].map((name) => {
    const state = pod.containers.find((container) => container.name === name);
    const setup = pod.setup?.find((container) => container.name === name);
    return (
      <section key={name} className="pod-part">
        <h3>
          Container <span className="mono">{name}</span>
        </h3>
        <KeyValue
          facts={[
            ...(state ? stateFacts(state) : [{ term: "State", value: "not started" }]),
            ...(setup ? setupFacts(setup) : []),
          ]}
        />
      </section>
    );
  });
}
