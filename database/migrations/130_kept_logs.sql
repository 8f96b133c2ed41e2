-- Last lines of containers that crashed or were deleted, without credentials: the cluster forgets them with the pod.
create table kept_log (
  cluster text not null references cluster (name), namespace text not null, service text not null, color text,
  pod text not null, uid text not null, container text not null, started_at timestamptz not null,
  cause text not null check (cause in ('crashed', 'deleted')), reason text, exit_code int, ended_at timestamptz not null,
  -- `<time> <text>` a line, oldest first; why there are none, or not all.
  lines text[] not null, problem text, kept_at timestamptz not null default now(),
  primary key (cluster, uid, container, started_at));
create index kept_log_by_service on kept_log (cluster, namespace, service, cause, ended_at desc);
