import { KubeError } from "@/server/adapters/kubernetes/client/kube-error";
import { failureOf } from "@/server/adapters/kubernetes/failure-of";
import { objectPath } from "@/server/adapters/kubernetes/resource-paths";
import type { EffectResult } from "@/server/domain/rollout/effect";
import type { EffectContext, Performer } from "./effect-context";

/** Whether the API server itself refused (its Status says that we may not use the proxy), not the application. */
function refusedByServer(status: number, body: string): boolean {
  return (status === 401 || status === 403) && body.includes('"kind":"Status"');
}

function judge(
  { status, body }: { status: number; body: string },
  context: { where: string; ms: number },
): EffectResult {
  if (refusedByServer(status, body)) {
    return { ok: false, failure: failureOf(new KubeError(status, { message: body.slice(0, 300) })) };
  }
  if (status >= 200 && status < 400) {
    return {
      ok: true,
      evidence: { outcome: "passed", object: context.where, detail: { status, ms: context.ms } },
    };
  }
  return {
    ok: false,
    failure: {
      class: "check_failed",
      status,
      message: `${context.where} answered ${status}: ${body.slice(0, 200)}`,
    },
  };
}

async function get(context: EffectContext, path: string): Promise<{ status: number; body: string }> {
  return context.client.text({ path, accept: "*/*", signal: context.signal });
}

/** E7: a GET through the API server's service proxy, to the preview Service's own pods. */
export const performSmokeCheck: Performer<"smokeCheck"> = async (context, { service, port, path }) => {
  const target = `${objectPath("Service", context.namespace, `http:${service}:${port}`).replaceAll("%3A", ":")}/proxy`;
  const clean = path.startsWith("/") ? path : `/${path}`;
  const begun = performance.now();
  const answer = await get(context, target + clean);
  return judge(answer, { where: `${service}:${port}${clean}`, ms: Math.round(performance.now() - begun) });
};
