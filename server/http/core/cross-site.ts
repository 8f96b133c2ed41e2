import { HttpProblem } from "./problem";

/**
 * Refuses a change that a browser sent for another site. For callers with a cookie only: nobody can make a browser add a
 * bearer token. `origin` is the configured public origin, never the `Host` of the request.
 */
export function refuseCrossSite(headers: Headers, origin: string): void {
  const site = headers.get("sec-fetch-site");
  const ours =
    headers.get("origin") === origin &&
    (site === null || site === "same-origin") &&
    headers.get("x-switchyard") === "1";
  if (ours) return;
  throw new HttpProblem({
    code: "forbidden",
    reason: `This change did not come from a page of ${origin}: it needs that Origin and the header x-switchyard: 1.`,
  });
}
