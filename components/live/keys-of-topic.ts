import { keys } from "@/components/queries/keys";

type Key = readonly unknown[];

/** Query keys whose data a topic keeps fresh; `keys[0]` is where its cursor is read. */
export function keysOfTopic(topic: string): readonly Key[] {
  const [kind, first = "", second = ""] = topic.split(":");
  switch (kind) {
    case "svc":
      return [keys.services(first)];
    case "service":
      return [keys.service(first, second)];
    case "config":
      return [keys.config(first, second), keys.configBase(first)];
    case "rollout":
      return [keys.deployment(first), keys.approval(first)];
    case "rollouts":
      return [keys.allDeployments, keys.allNeeds];
    case "campaigns":
      return [keys.allCampaigns];
    case "me":
      return [keys.me, keys.allApprovals, keys.allNeeds];
    case "system":
      return [keys.system];
    default:
      return [];
  }
}
