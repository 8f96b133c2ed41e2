-- Pods that people end. The worker asks the cluster to evict each once; what was said stays.
create table pod_removal (
  id uuid primary key, target_id uuid not null references target (id), pod text not null, uid text not null,
  reason text not null check (length(trim(reason)) > 0),
  asked_by text not null references account (name), asked_at timestamptz not null default now(),
  state text not null default 'asked' check (state in ('asked', 'removed', 'refused')), words text, settled_at timestamptz,
  check ((state = 'asked') = (settled_at is null)), check ((state = 'refused') = (words is not null)));
create unique index one_asked_removal on pod_removal (target_id, uid) where state = 'asked';
create index pod_removal_asked on pod_removal (asked_at) where state = 'asked';
create index pod_removal_by_pod on pod_removal (target_id, pod, asked_at desc);
