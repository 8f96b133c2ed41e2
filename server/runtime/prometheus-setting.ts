import * as z from "zod";

const prometheusUrl = z.url({ protocol: /^https?$/ });
const prometheusSource = z.union([
  prometheusUrl.transform((url) => ({ url })),
  z.strictObject({ url: prometheusUrl, tokenFile: z.string().min(1).optional() }),
]);

/** Who is asked for figures, by cluster; `*` stands for every cluster that is not named. */
export type PrometheusSources = Readonly<Record<string, { url: string; tokenFile?: string | undefined }>>;

/** The setting `SWITCHYARD_PROMETHEUS`: cluster to source, as JSON. */
export const prometheusSetting = z
  .string()
  .default("{}")
  .transform((text, context) => {
    try {
      return z.record(z.string().min(1), prometheusSource).parse(JSON.parse(text));
    } catch {
      const example = '{"prod-1": "https://prometheus.example", "*": {"url": "...", "tokenFile": "/path"}}';
      context.addIssue({ code: "custom", message: `must be JSON like ${example}` });
      return z.NEVER;
    }
  });
