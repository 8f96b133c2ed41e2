import * as z from "zod";

/** Name of a service or an environment. */
export const nameSchema = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,39}$/, "a lower-case name of at most 40 characters");

/** A deployment by its UUID, or by the number people see: `2059`, `R-2059`. */
export const deploymentParams = z.strictObject({
  id: z.string().regex(/^([0-9a-f-]{36}|(R-)?\d{1,9})$/, "a deployment's id or number"),
});

/** A service. */
export const serviceParams = z.strictObject({ name: nameSchema });

/** A service in an environment. */
export const placeParams = z.strictObject({ name: nameSchema, env: nameSchema });

/** A change of the scaling of a service in an environment. */
export const scalingChangeParams = placeParams.extend({ id: z.uuid() });

/** Address of a campaign. */
const slugSchema = z.string().regex(/^[a-z0-9][a-z0-9-]{0,59}$/, "the address of a campaign");

/** A campaign by its address. */
export const campaignParams = z.strictObject({ slug: slugSchema });

/** A service of a campaign. */
export const campaignTargetParams = campaignParams.extend({ service: nameSchema });

/** Name of an object in Kubernetes. */
export const kubeNameSchema = z.string().regex(/^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/, "a Kubernetes name");

/** A pod of a service in an environment. */
export const podParams = placeParams.extend({ pod: kubeNameSchema });

/** Where a list goes on: what the answer before called `next`. */
export const cursorSchema = z
  .string()
  .regex(/^[A-Za-z0-9._-]{1,64}$/, "what the answer before called `next`");
