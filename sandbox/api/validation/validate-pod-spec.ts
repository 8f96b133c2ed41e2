import { duplicate, invalidValue, notSupported, required, type StatusCause } from "@/sandbox/api/errors";
import { isRecord, type Json, listAt } from "@/sandbox/api/json";
import { compareQuantities } from "@/sandbox/api/quantity";
import { listNameCauses } from "./names";

/** What is wrong with a pod spec at `path`. */
export function podSpecCauses(path: string, spec: Json): StatusCause[] {
  if (!isRecord(spec)) return [required(`${path}.containers`)];
  const containers: Json[] = spec["containers"] ?? [];
  const volumes: Json[] = spec["volumes"] ?? [];
  const names = new Set(volumes.map((volume) => volume.name));
  const causes =
    containers.length === 0
      ? [required(`${path}.containers`)]
      : listNameCauses(`${path}.containers`, containers);
  causes.push(
    ...listNameCauses(`${path}.volumes`, volumes),
    ...listNameCauses(`${path}.initContainers`, spec["initContainers"] ?? []),
  );
  for (const list of ["containers", "initContainers"]) {
    for (const [index, container] of (spec[list] ?? []).entries())
      causes.push(...containerCauses(`${path}.${list}[${index}]`, container, names));
  }
  causes.push(...sleepCauses(path, containers, spec["terminationGracePeriodSeconds"] ?? 30));
  causes.push(...oneOf(`${path}.restartPolicy`, spec["restartPolicy"], ["Always", "OnFailure", "Never"]));
  causes.push(...atLeastZero(`${path}.terminationGracePeriodSeconds`, spec["terminationGracePeriodSeconds"]));
  return causes;
}

/** A sleep before the stop must fit into the grace period; all of it is allowed, whatever Kubernetes' sentence says. */
function sleepCauses(path: string, containers: readonly Json[], grace: number): StatusCause[] {
  return containers.flatMap((container, index) => {
    const seconds = container.lifecycle?.preStop?.sleep?.seconds;
    if (seconds === undefined || (seconds >= 0 && seconds <= grace)) return [];
    const rule = `must be non-negative and less than terminationGracePeriodSeconds (${grace})`;
    return [invalidValue(`${path}.containers[${index}].lifecycle.preStop.sleep`, seconds, rule)];
  });
}

/** A cause when a value is set and outside its list. */
export function oneOf(field: string, value: Json, choices: readonly string[]): StatusCause[] {
  return value === undefined || choices.includes(value) ? [] : [notSupported(field, value, choices)];
}

/** A cause when a number is negative. */
export function atLeastZero(field: string, value: Json): StatusCause[] {
  return typeof value === "number" && value < 0
    ? [invalidValue(field, value, "must be greater than or equal to 0")]
    : [];
}

/** A cause when a port number is outside 1-65535. */
export function portCauses(field: string, value: Json): StatusCause[] {
  return Number.isInteger(value) && value >= 1 && value <= 65_535
    ? []
    : [invalidValue(field, value ?? 0, "must be between 1 and 65535, inclusive")];
}

const probes = ["livenessProbe", "readinessProbe", "startupProbe"];

function containerCauses(path: string, container: Json, volumes: ReadonlySet<string>): StatusCause[] {
  return [
    ...imageCauses(`${path}.image`, container.image),
    ...oneOf(`${path}.imagePullPolicy`, container.imagePullPolicy, ["Always", "IfNotPresent", "Never"]),
    ...containerPortCauses(`${path}.ports`, listAt(container, "ports")),
    ...listAt(container, "env").flatMap((entry, index) => envCauses(`${path}.env[${index}]`, entry)),
    ...listAt(container, "volumeMounts").flatMap((mount, index) =>
      mountCauses(`${path}.volumeMounts[${index}]`, mount, volumes),
    ),
    ...probes.flatMap((probe) => probeCauses(`${path}.${probe}`, container[probe])),
    ...resourceCauses(`${path}.resources`, container.resources),
  ];
}

function imageCauses(field: string, image: Json): StatusCause[] {
  if (!image) return [required(field)];
  return image.trim() === image
    ? []
    : [invalidValue(field, image, "must not have leading or trailing whitespace")];
}

function envCauses(path: string, entry: Json): StatusCause[] {
  const causes = entry.name ? [] : [required(`${path}.name`)];
  const both = entry.value && entry.valueFrom;
  return both
    ? [...causes, invalidValue(`${path}.valueFrom`, "", "may not be specified when `value` is not empty")]
    : causes;
}

function mountCauses(path: string, mount: Json, volumes: ReadonlySet<string>): StatusCause[] {
  const causes = mount.mountPath ? [] : [required(`${path}.mountPath`)];
  return volumes.has(mount.name) ? causes : [...causes, notFoundCause(`${path}.name`, mount.name)];
}

function notFoundCause(field: string, value: Json): StatusCause {
  return { reason: "FieldValueNotFound", message: `Not found: ${JSON.stringify(value)}`, field };
}

function containerPortCauses(path: string, ports: readonly Json[]): StatusCause[] {
  const names = new Set<string>();
  return ports.flatMap((port, index) => {
    const causes =
      port.containerPort === undefined
        ? [required(`${path}[${index}].containerPort`)]
        : portCauses(`${path}[${index}].containerPort`, port.containerPort);
    causes.push(...oneOf(`${path}[${index}].protocol`, port.protocol, ["SCTP", "TCP", "UDP"]));
    if (port.name && names.has(port.name)) causes.push(duplicate(`${path}[${index}].name`, port.name));
    if (port.name) names.add(port.name);
    return causes;
  });
}

const handlers = ["exec", "httpGet", "tcpSocket", "grpc"];

function probeCauses(path: string, probe: Json): StatusCause[] {
  if (!isRecord(probe)) return [];
  const used = handlers.filter((handler) => probe[handler] !== undefined);
  const causes: StatusCause[] = used.length === 0 ? [required(path, "must specify a handler type")] : [];
  for (const field of [
    "initialDelaySeconds",
    "timeoutSeconds",
    "periodSeconds",
    "successThreshold",
    "failureThreshold",
  ]) {
    causes.push(...atLeastZero(`${path}.${field}`, probe[field]));
  }
  return causes;
}

function resourceCauses(path: string, resources: Json): StatusCause[] {
  const { requests = {}, limits = {} } = resources ?? {};
  return Object.keys(requests)
    .filter((name) => limits[name] !== undefined && compareQuantities(requests[name], limits[name]) > 0)
    .map((name) =>
      invalidValue(
        `${path}.requests`,
        requests[name],
        `must be less than or equal to ${name} limit of ${limits[name]}`,
      ),
    );
}
