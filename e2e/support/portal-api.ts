import { randomUUID } from "node:crypto";
import type * as z from "zod";
import type { DeploymentDetail } from "@/contracts/deployment";
import type { BuildChoice, deploymentRequestSchema } from "@/contracts/plan";
import type { Problem } from "@/contracts/problem";

/** An answer of the API: the status, and the body as the caller expects it. */
export interface Answer<T> {
  status: number;
  body: T;
}

/** A request for a deployment, with the defaults of the API. */
export type Order = z.input<typeof deploymentRequestSchema>;

/** The API as one account calls it, with a token as CI would. */
export interface PortalApi {
  get<T>(path: string): Promise<Answer<T>>;
  post<T>(path: string, body: unknown, key?: string): Promise<Answer<T>>;
  /** Asks for a deployment; throws when it is refused. Gives its id. */
  deploy(order: Order): Promise<string>;
  /** Tag of the newest build that fits; throws when none does. */
  tag(
    place: { service: string; environment: string },
    fits: (build: BuildChoice) => boolean,
  ): Promise<string>;
  /** The deployment that runs at a place; none runs, then it asks for build `number`. Gives its id. */
  underWay(place: { service: string; environment: string }, number: number): Promise<string>;
  /** The code of the refusal of a request that must be refused. */
  refusal(path: string, body: unknown): Promise<{ status: number; code: string; detail: string }>;
  deployment(id: string): Promise<DeploymentDetail>;
}

/** Opens the API of `origin` with a token. */
export function openPortal(origin: string, token: string): PortalApi {
  const call = async <T>(
    method: string,
    path: string,
    body?: unknown,
    key: string = randomUUID(),
  ): Promise<Answer<T>> => {
    const response = await fetch(`${origin}/api/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { "content-type": "application/json", "idempotency-key": key }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: (await response.json()) as T };
  };
  const api: PortalApi = {
    get: (path) => call("GET", path),
    post: (path, body, key) => call("POST", path, body, key),
    async deploy(order) {
      const answer = await call<{ deploymentId: string } & Problem>("POST", "/deployments", order);
      if (answer.status >= 300)
        throw new Error(`${order.service}: ${answer.status} ${answer.body.code} ${answer.body.detail}`);
      return answer.body.deploymentId;
    },
    async tag({ service, environment }, fits) {
      const { body } = await call<BuildChoice[]>("GET", `/services/${service}/${environment}/builds`);
      const build = body.find(fits);
      if (!build) throw new Error(`${service}: no such build for ${environment}`);
      return build.tag;
    },
    async underWay(place, number) {
      const { body } = await call<{ rows: { id: string }[] }>(
        "GET",
        `/deployments?service=${place.service}&env=${place.environment}&state=active`,
      );
      const version = await api.tag(place, (build) => build.number === number);
      return body.rows[0]?.id ?? (await api.deploy({ ...place, version }));
    },
    async refusal(path, body) {
      const answer = await call<Problem>("POST", path, body);
      if (answer.status < 400) throw new Error(`${path} was not refused`);
      return { status: answer.status, code: answer.body.code, detail: answer.body.detail };
    },
    async deployment(id) {
      const answer = await call<DeploymentDetail>("GET", `/deployments/${id}`);
      if (answer.status !== 200) throw new Error(`deployment ${id}: ${answer.status}`);
      return answer.body;
    },
  };
  return api;
}
