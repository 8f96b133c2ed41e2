import { headers } from "next/headers";
import { NoService } from "@/components/services/no-service";
import { ButtonLink } from "@/components/ui/link";
import type { MatrixRow } from "@/contracts/service";
import { pageContext } from "@/server/runtime/pages";

/** An address that names nothing; a service that is not there gets the names that are near. */
export default async function ShellNotFound() {
  const path = (await headers()).get("x-switchyard-path") ?? "";
  const [, name, environment] = /^\/s\/([a-z0-9-]{1,64})\/([a-z0-9-]{1,40})/.exec(path) ?? [];
  if (name && environment) {
    const { read } = await pageContext();
    const matrix = (await read("/api/v1/services?view=matrix")) as { rows: readonly MatrixRow[] } | undefined;
    return (
      <NoService name={name} environment={environment} names={(matrix?.rows ?? []).map((row) => row.name)} />
    );
  }
  return (
    <div className="empty">
      <h1 className="title-lg">Not found</h1>
      <p className="dim">This address names nothing that exists, or nothing that you may see.</p>
      <ButtonLink href="/services">Go to Services</ButtonLink>
    </div>
  );
}
