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

/**
 * The outage cases for one part of a control plane of its own, held and killed. A file for each part: a part that is away
 * must not disturb others, and files run side by side.
 * @param silent whether the API server does not answer while the part is away
 */
export function controlPlaneOutages(
  part: string,
  { called, silent }: { called: string; silent: boolean },
): void {
  const ways = { [`${called} held`]: held(part), [`${called} killed`]: killed(part) };
  outageCases(
    openEngineContract(() => open(ways)),
    Object.keys(ways).map((name) => ({ name, silent })),
  );
}
