import { en } from "@/components/i18n/en";
import { type NavPage, navEntries } from "./nav-entries";

/** What an address says about where we are. */
export type Place = {
  page: NavPage | undefined;
  environment: string | undefined;
  /** Title of the phone's top bar. */
  title: string;
  /** Where "back" leads on a phone; left out on the pages of the rail. */
  back: string | undefined;
};

const decode = (part: string | undefined): string => {
  try {
    return decodeURIComponent(part ?? "");
  } catch {
    return part ?? "";
  }
};

/** Reads an address: `/s/payment-history-api/beta/pods`, `/services?env=beta`, `/r/01J…`. */
export function placeOf(pathname: string, search: URLSearchParams): Place {
  const [first = "", second, third] = pathname.split("/").filter(Boolean);
  const asked = search.get("env") ?? undefined;
  if (first === "s") {
    const environment = third ? decode(third) : asked;
    return { page: "services", environment, title: decode(second), back: "/services" };
  }
  if (first === "r")
    return { page: "rollouts", environment: undefined, title: en.nav.rollouts, back: "/rollouts" };
  const entry = navEntries.find((one) => one.page === first);
  if (!entry) return { page: undefined, environment: asked, title: en.product, back: undefined };
  return { page: entry.page, environment: asked, title: entry.label, back: second ? entry.href : undefined };
}

/** Address of the same page in another environment; pages without an environment lead to the services of it. */
export function environmentHref(pathname: string, search: URLSearchParams, environment: string): string {
  const parts = pathname.split("/").filter(Boolean);
  const name = encodeURIComponent(environment);
  if (parts[0] === "s" && parts[1]) {
    const rest = parts.slice(3).filter((part) => part !== "deploy");
    return `/${["s", parts[1], name, ...rest].join("/")}`;
  }
  const keeps = parts.length === 1 && navEntries.some((entry) => entry.page === parts[0]);
  const next = new URLSearchParams(keeps ? search : undefined);
  next.set("env", environment);
  return `/${keeps ? parts[0] : "services"}?${next}`;
}
