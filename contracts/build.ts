import * as z from "zod";

/** Body of POST /api/v1/builds: CI tells that an image exists. The digest is resolved by the registry, never trusted. */
export const buildRequestSchema = z.strictObject({
  service: z.string().min(1).max(40),
  number: z.int().positive(),
  branch: z.string().min(1).max(120),
  commit: z.string().regex(/^[0-9a-f]{40}$/, "the full commit id: 40 hex digits"),
  tag: z.string().min(1).max(63),
  builtAt: z.iso.datetime().optional(),
  ciUrl: z
    .url({ protocol: /^https?$/ })
    .max(500)
    .optional(),
});

/** A registered build. */
export const buildSchema = z.strictObject({
  id: z.string(),
  service: z.string(),
  number: z.int(),
  branch: z.string(),
  commit: z.string(),
  tag: z.string(),
  digest: z.string(),
  builtAt: z.iso.datetime(),
});
export type Build = z.infer<typeof buildSchema>;
