import { KeyValue } from "@/components/ui/key-value";
import { Panel } from "@/components/ui/panel";
import type { ScalingView } from "@/contracts/scaling";
import { coresInWords, memoryInWords, podsInWords, secondsInWords } from "./scaling-words";

/** What people set: the bounds that hold when nothing raises them. */
export function BasePanel({ base }: { base: NonNullable<ScalingView["base"]> }) {
  return (
    <Panel title="Base" note={`version ${base.version}`} padded>
      <KeyValue
        facts={[
          { term: "Minimum", value: podsInWords(base.min) },
          { term: "Maximum", value: podsInWords(base.max) },
          {
            term: "Ceiling",
            value: <span>{podsInWords(base.ceiling)}, the most that this service may use</span>,
          },
          { term: "CPU target", value: `${base.targetCpuPercent} % of what the pods ask for` },
          {
            term: "Scale down",
            value: (
              <span>
                {base.scaleDownSeconds === 0
                  ? "at once"
                  : `after ${secondsInWords(base.scaleDownSeconds)} of less load`}
              </span>
            ),
          },
        ]}
      />
    </Panel>
  );
}

function fitsInWords({ pool, service }: ScalingView): string {
  if (pool.fits === null) return `not known: no pod of ${service} was seen yet`;
  return pool.fits === 0 ? `no more pod of ${service}` : `${pool.fits} more of ${service}`;
}

/** How many more pods the node pool takes, with the numbers behind it. */
export function PoolPanel({ view }: { view: ScalingView }) {
  const { name, nodes, closed, cpu, memory, pod } = view.pool;
  return (
    <Panel title={`Room in pool ${name}`} note={view.cluster} padded>
      {nodes === 0 ? (
        <p className="dim">
          No node of pool {name} was seen in {view.cluster} yet.
        </p>
      ) : (
        <KeyValue
          facts={[
            { term: "Room for", value: <b>{fitsInWords(view)}</b> },
            {
              term: "One pod",
              value: pod ? (
                <span>
                  {coresInWords(pod.cpu)} CPU, {memoryInWords(pod.memory)}
                </span>
              ) : (
                <span className="dim">not seen yet</span>
              ),
            },
            {
              term: "CPU",
              value: (
                <span>
                  {coresInWords(cpu.asked)} of {coresInWords(cpu.all)} cores asked for
                </span>
              ),
            },
            {
              term: "Memory",
              value: (
                <span>
                  {memoryInWords(memory.asked)} of {memoryInWords(memory.all)} asked for
                </span>
              ),
            },
            {
              term: "Nodes",
              value: (
                <span>{closed === 0 ? `${nodes}` : `${nodes}, ${closed} of them take no new pods`}</span>
              ),
            },
          ]}
        />
      )}
      <p className="why scaling-note">
        Counted are pods of Switchyard's services; other pods on these nodes are not watched.
      </p>
    </Panel>
  );
}
