import { type Build, buildRequestSchema } from "@/contracts/build";
import type { Actor } from "@/server/domain/access/actor";
import { mayDo } from "@/server/domain/access/eligibility";
import type { OperationPorts } from "@/server/operations/operation-ports";
import { demand, refuse } from "@/server/operations/operation-refused";
import { parseInput } from "@/server/operations/parse-input";
import type { BuildRecord } from "@/server/ports/release-store";

/** A build as the API shows it. */
export function buildView({ repository: _repository, builtAt, ...build }: BuildRecord): Build {
  return { ...build, builtAt: new Date(builtAt).toISOString() };
}

async function digestOf(ports: OperationPorts, image: { repository: string; tag: string }): Promise<string> {
  const answer = await ports.registry.resolve({ repository: image.repository, reference: image.tag });
  if (answer.state === "found") return answer.digest;
  if (answer.state === "missing")
    return refuse("image_missing", `${image.repository}:${image.tag} is not in the registry. Push it first.`);
  return refuse("unavailable", `The registry did not answer (${answer.message}). Try again.`);
}

/** Registers a build of CI. The digest is asked from the registry, never taken from the caller; number and tag are used once. */
export function makeRegisterBuild(ports: OperationPorts) {
  return async (actor: Actor, input: unknown): Promise<Build> => {
    const request = parseInput(buildRequestSchema, input);
    const { read } = ports.work;
    const service =
      (await read.catalog.service(request.service)) ??
      refuse("not_found", `There is no service ${request.service}.`);
    const now = await read.now();
    demand(
      mayDo(actor, "build.register", {
        resource: { ownership: service.ownership, place: { environment: "dev", protected: false } },
        now,
      }),
    );
    const repository = `${service.domain}/${service.name}`;
    const digest = await digestOf(ports, { repository, tag: request.tag });
    return ports.work.change(async (stores) => {
      const { number, branch, commit, tag } = request;
      const builtAt = request.builtAt ? Date.parse(request.builtAt) : now;
      const build: BuildRecord = {
        id: ports.ids.uuid(),
        service: service.name,
        number,
        branch,
        commit,
        tag,
        repository,
        digest,
        builtAt,
      };
      const won = await stores.builds.insert(build, actor.account);
      if (!won)
        refuse(
          "conflict",
          `${service.name} has a build ${number} or a tag ${tag} already. Both are used once.`,
        );
      await stores.log.audit(actor, {
        action: "build.register",
        subject: `build/${build.id}`,
        summary: `registered ${service.name} ${tag} from ${branch}`,
        after: { number, tag, digest },
      });
      return buildView(build);
    });
  };
}
