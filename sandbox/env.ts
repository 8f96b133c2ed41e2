/** What the quick start tells the sandbox through its environment; flags win over it. */
export const sandboxEnv = {
  data: process.env["SWITCHYARD_SANDBOX_DATA"],
  organization: process.env["SWITCHYARD_ORGANIZATION"],
  /** The program that started this one holds the other end of stdin. */
  watchesParent: process.env["SWITCHYARD_PARENT_WATCH"] === "1",
};
