import { type ControlPlane, startControlPlane } from "@/scripts/control-plane.mjs";
import { openEngineContract } from "./engine-contract-file";
import { type Outage, type OutageCluster, outageCases } from "./outage-cases";

type Way = (plane: ControlPlane) => Pick<Outage, "begin" | "end">;

/** SIGSTOP: connections stay open, nobody answers. */
const held =
  (part: string): Way =>
  (plane) => ({
    begin: async () => plane.part(part).pause(),
    end: async () => plane.part(part).resume(),
  });

/** Kill: connections are refused until it is started again. */
const killed =
  (part: string): Way =>
  (plane) => ({
    begin: () => plane.part(part).stop(),
    async end() {
      plane.part(part).start();
      await plane.ready();
    },
  });

async function open(ways: Readonly<Record<string, Way>>): Promise<OutageCluster> {
  // Fake pods of a node that was thought lost would never get ready again.
  const plane = await startControlPlane({ metrics: false, nodeGraceSeconds: 600 });
  return {
    kubeconfig: plane.kubeconfig,
    workerKubeconfig: plane.workerKubeconfig,
    image: "registry.demo.internal/shop/shop:1.0.0",
    hpaPeriodMs: 2000,
    load: async () => {
      throw new Error("no metrics here");
    },
    outage(name) {
      const way = ways[name];
      if (!way) throw new Error(`no outage ${name}`);
      return way(plane);
    },
    close: () => plane.stop(),
  };
}

/** What is taken away. */
interface Part {
  program: string;
  called: string;
  /** The API server does not answer while it is away. */
  silent: boolean;
  /** Which of the states it is held in; in the others it is killed. */
  held: "odd" | "even";
}

/**
 * The outage cases for one part of a control plane of its own. A file for each part: a part that is away must not disturb
 * others, and files run side by side.
 */
export function controlPlaneOutages({ program, called, silent, held: states }: Part): void {
  const ways = { [`${called} held`]: held(program), [`${called} killed`]: killed(program) };
  outageCases(
    openEngineContract(() => open(ways)),
    [
      { name: `${called} held`, silent, states },
      { name: `${called} killed`, silent, states: states === "odd" ? "even" : "odd" },
    ],
  );
}
