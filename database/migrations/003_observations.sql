-- Trimmed projections of cluster objects, written by the observers: last-known state survives every restart.
create table observation (
  cluster text not null references cluster (name), kind text not null, namespace text not null, name text not null, uid text not null,
  resource_version text not null, service text, color text, body jsonb not null, observed_at timestamptz not null default now(),
  primary key (cluster, kind, namespace, name));
create index observation_by_service on observation (cluster, namespace, service, kind);

-- One row per watch: whether it lives, and since when it is silent.
create table observation_source (
  cluster text not null references cluster (name), kind text not null, state text not null check (state in ('connecting', 'live', 'stale', 'refused')),
  since timestamptz not null default now(), last_heard_at timestamptz, error text, primary key (cluster, kind));

create table cluster_event (
  cluster text not null references cluster (name), uid text not null, namespace text not null, service text, type text not null,
  reason text not null, message text not null, count int not null, object_kind text not null, object_name text not null, object_uid text,
  first_at timestamptz not null, last_at timestamptz not null, primary key (cluster, uid));
create index cluster_event_by_object on cluster_event (cluster, namespace, object_name);
create index cluster_event_by_service on cluster_event (cluster, namespace, service, last_at desc);
