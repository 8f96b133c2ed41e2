/**
 * What the models do not tell: how lists and maps merge. Keys are `Model.field`; `*.field` holds for every model.
 * Values: merge keys of strategic merge patch, of server-side apply, or the relationship of the whole field.
 */

/** Strategic merge keys that server-side apply shares unless `applyKeys` says otherwise. */
export const mergeKeys: Readonly<Record<string, string>> = {
  "V1PodSpec.containers": "name",
  "V1PodSpec.initContainers": "name",
  "V1PodSpec.ephemeralContainers": "name",
  "V1PodSpec.imagePullSecrets": "name",
  "V1PodSpec.schedulingGates": "name",
  "V1PodSpec.volumes": "name",
  "V1PodSpec.resourceClaims": "name",
  "V1PodSpec.hostAliases": "ip",
  "V1PodSpec.topologySpreadConstraints": "topologyKey",
  "V1PodStatus.resourceClaimStatuses": "name",
  "V1PodStatus.podIPs": "ip",
  "V1PodStatus.hostIPs": "ip",
  "V1PodStatus.conditions": "type",
  "V1Container.env": "name",
  "V1Container.ports": "containerPort",
  "V1Container.volumeMounts": "mountPath",
  "V1Container.volumeDevices": "devicePath",
  "V1EphemeralContainer.env": "name",
  "V1EphemeralContainer.ports": "containerPort",
  "V1EphemeralContainer.volumeMounts": "mountPath",
  "V1EphemeralContainer.volumeDevices": "devicePath",
  "V1ContainerStatus.volumeMounts": "mountPath",
  "V1ContainerStatus.allocatedResourcesStatus": "name",
  "V1ServiceAccount.secrets": "name",
  "V1ServiceAccount.imagePullSecrets": "name",
  "V1ServiceSpec.ports": "port",
  "V1ServiceStatus.conditions": "type",
  "V1ObjectMeta.ownerReferences": "uid",
  "V1DeploymentStatus.conditions": "type",
  "V1ReplicaSetStatus.conditions": "type",
  "V1JobStatus.conditions": "type",
  "V1NodeStatus.conditions": "type",
  "V1NodeStatus.addresses": "type",
  "V1NamespaceStatus.conditions": "type",
  "V2HorizontalPodAutoscalerStatus.conditions": "type",
  "V1PodDisruptionBudgetStatus.conditions": "type",
};

/** Keys of server-side apply where they differ; an empty list makes the field atomic. */
export const applyKeys: Readonly<Record<string, readonly string[]>> = {
  "V1Container.ports": ["containerPort", "protocol"],
  "V1EphemeralContainer.ports": ["containerPort", "protocol"],
  "V1ServiceSpec.ports": ["port", "protocol"],
  "V1PodSpec.topologySpreadConstraints": ["topologyKey", "whenUnsatisfiable"],
  "V1ResourceRequirements.claims": ["name"],
  "V1ServiceAccount.imagePullSecrets": [],
  "V1JobStatus.conditions": [],
  "V1PodStatus.hostIPs": [],
  "V1NetworkPolicyStatus.conditions": ["type"],
};

/** Values that stand in for a missing key of a list item. */
export const keyDefaults: Readonly<Record<string, string>> = { protocol: "TCP" };

/** Lists of primitives that merge as sets. */
export const setLists: ReadonlySet<string> = new Set(["V1ObjectMeta.finalizers", "V1NodeSpec.podCIDRs"]);

/** Objects whose fields are dropped by a strategic merge patch that lists what to retain. */
export const retainKeys: ReadonlySet<string> = new Set([
  "V1PodSpec.volumes",
  "V1PodSpec.resourceClaims",
  "V1DeploymentSpec.strategy",
]);

/** Objects that a strategic merge patch replaces as a whole. */
export const replacedObjects: ReadonlySet<string> = new Set(["V1PodDisruptionBudgetSpec.selector"]);

/** Models that server-side apply owns as one leaf. */
export const atomicModels: ReadonlySet<string> = new Set([
  "V1LabelSelector",
  "V1LocalObjectReference",
  "V1ObjectReference",
  "V1TypedLocalObjectReference",
  "V1SecretReference",
  "V1ConfigMapKeySelector",
  "V1SecretKeySelector",
  "V1FileKeySelector",
  "V1ObjectFieldSelector",
  "V1ResourceFieldSelector",
  "V1NodeSelector",
  "V1NodeSelectorTerm",
  "V1ScopeSelector",
  "V1OwnerReference",
  "V1EndpointAddress",
  "CoreV1EndpointPort",
  "V1ServiceBackendPort",
  "V1RoleRef",
  "RbacV1Subject",
  "V1CrossVersionObjectReference",
]);

/** Maps that server-side apply owns as one leaf. */
export const atomicMaps: ReadonlySet<string> = new Set(["V1PodSpec.nodeSelector", "V1ServiceSpec.selector"]);

/** Fields that hold a quantity, or a map of quantities. */
export const quantityFields: ReadonlySet<string> = new Set([
  "V1ResourceRequirements.limits",
  "V1ResourceRequirements.requests",
  "V1VolumeResourceRequirements.limits",
  "V1VolumeResourceRequirements.requests",
  "V1PodSpec.overhead",
  "V1NodeStatus.capacity",
  "V1NodeStatus.allocatable",
  "V1ResourceQuotaSpec.hard",
  "V1ResourceQuotaStatus.hard",
  "V1ResourceQuotaStatus.used",
  "V1LimitRangeItem.min",
  "V1LimitRangeItem.max",
  "V1LimitRangeItem.default",
  "V1LimitRangeItem.defaultRequest",
  "V1LimitRangeItem.maxLimitRequestRatio",
  "V1ContainerStatus.allocatedResources",
  "V1EmptyDirVolumeSource.sizeLimit",
  "V1ResourceFieldSelector.divisor",
  "V2MetricTarget.value",
  "V2MetricTarget.averageValue",
  "V2MetricValueStatus.value",
  "V2MetricValueStatus.averageValue",
  "V2HPAScalingRules.tolerance",
]);
