import type { Json, Nullable, Stamp, StampOrNull } from "./column-types";

// Tables of 003_observations.sql, column by column.

export interface ObservationTable {
  cluster: string;
  kind: string;
  namespace: string;
  name: string;
  uid: string;
  resource_version: string;
  service: Nullable<string>;
  color: Nullable<string>;
  body: Json;
  observed_at: Stamp;
}
export interface ObservationSourceTable {
  cluster: string;
  kind: string;
  state: string;
  since: Stamp;
  last_heard_at: StampOrNull;
  error: Nullable<string>;
}
export interface ClusterEventTable {
  cluster: string;
  uid: string;
  namespace: string;
  service: Nullable<string>;
  type: string;
  reason: string;
  message: string;
  count: number;
  object_kind: string;
  object_name: string;
  object_uid: Nullable<string>;
  first_at: Stamp;
  last_at: Stamp;
}
