/** Who makes a request. */
export interface UserInfo {
  name: string;
  groups: readonly string[];
  uid?: string;
}

/** A full-access user of the control plane itself, such as `kube-scheduler`. */
export function systemUser(name: string): UserInfo {
  return {
    name: name.includes(":") ? name : `system:${name}`,
    groups: ["system:masters", "system:authenticated"],
  };
}
