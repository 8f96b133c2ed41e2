-- Targets, deployments and everything the engine remembers.
create table target (
  id uuid primary key, service text not null references service (name), environment text not null references environment (name),
  cluster text not null references cluster (name), namespace text not null, strategy text not null,
  hpa_mode text not null check (hpa_mode in ('per_color', 'none')), serving_color text check (serving_color in ('blue', 'green')),
  stable_deployment_id uuid, standby_deployment_id uuid, fence_epoch bigint not null default 0, service_uid text,
  workload_uids jsonb not null default '{}', last_observed_at timestamptz, drift jsonb, row_version bigint not null default 1,
  unique (service, environment, cluster), unique (cluster, namespace, service));

-- A rendered, stored plan: what a person confirmed. Content-addressed by plan_hash together with its inputs.
create table plan (
  id uuid primary key, ref bigint generated always as identity (start with 3001) unique, target_id uuid not null references target (id),
  inputs jsonb not null, plan_hash text not null, objects jsonb not null, created_by text not null references account (name),
  created_at timestamptz not null default now());

create table bundle (
  sha256 text primary key, objects bytea not null, size int not null, created_at timestamptz not null default now());

create table deployment (
  id uuid primary key, ref bigint generated always as identity (start with 2001) unique, target_id uuid not null references target (id),
  number int not null,
  kind text not null check (kind in ('release', 'config', 'rollback', 'restart', 'adopt', 'resume')),
  state text not null check (state in ('requested','awaiting_approval','queued','rendering','dry_running','applying','progressing','checking',
    'awaiting_promotion','matching_capacity','switching','verifying','holding','scaling_down','rolling_back','cleaning_up',
    'succeeded','failed','rejected','canceled','superseded','rolled_back')),
  hold text not null default 'none' check (hold in ('none','manual','drift','unreachable','credentials','environment','capacity')),
  hold_reason text, resolution text, failure_class text, failure_rule text, failure_sentence text,
  cause text,
  requested_by text not null references account (name), via text not null, reason text not null default '', impact text not null default '',
  evidence_deployment_id uuid references deployment (id), request_key text, source_deployment_id uuid references deployment (id),
  superseded_by uuid references deployment (id),
  build_id uuid not null references build (id), image_digest text not null, config_version_id uuid not null references config_version (id),
  template_name text not null, template_number int not null, restart_stamp text,
  plan_id uuid references plan (id), plan_hash text not null, bundle_sha256 text references bundle (sha256),
  approvals_required int not null default 0, approval_expires_at timestamptz,
  candidate_color text check (candidate_color in ('blue', 'green')), from_color text check (from_color in ('blue', 'green')),
  need int, floor int, preview_size int, ratio numeric not null default 1, epoch bigint,
  state_version bigint not null default 1, state_entered_at timestamptz not null default now(), state_deadline_at timestamptz,
  paused_ms bigint not null default 0, observed_ok_ms bigint not null default 0, last_sample_at timestamptz,
  progress_at timestamptz, -- last progress event in this state
  memory jsonb not null default '{}', -- counters of the state machine: bad samples, converge samples, resurrections
  cancel_requested_by text, cancel_requested_at timestamptz, promoted_by text, promoted_at timestamptz,
  switch_back_requested_by text, switch_back_requested_at timestamptz, retry_requested_by text, retry_requested_at timestamptz,
  finish_requested_by text, finish_requested_at timestamptz,
  switched_at timestamptz, verified_at timestamptz, standby_until timestamptz, pinned boolean not null default false,
  lease_owner text, lease_token bigint not null default 0, lease_until timestamptz, wake_at timestamptz not null default now(),
  attempts int not null default 0, priority int not null default 0, created_at timestamptz not null default now(), finished_at timestamptz,
  unique (target_id, number), unique (target_id, request_key), unique (id, requested_by),
  check ((state in ('succeeded','failed','rejected','canceled','superseded','rolled_back')) = (finished_at is not null)),
  check (kind <> 'rollback' or source_deployment_id is not null));
create unique index one_exclusive_deployment on deployment (target_id) where state in ('rendering','dry_running','applying','progressing',
  'checking','awaiting_promotion','matching_capacity','switching','verifying','rolling_back','cleaning_up');
create unique index one_standby on deployment (target_id) where state in ('holding', 'scaling_down');
create index deployment_due on deployment (wake_at) where finished_at is null;
create index deployment_by_target on deployment (target_id, number desc);
create index deployment_recent on deployment (created_at desc);
alter table target add foreign key (stable_deployment_id) references deployment (id), add foreign key (standby_deployment_id) references deployment (id);

create table deployment_transition (
  deployment_id uuid not null references deployment (id), seq int not null, from_state text, to_state text not null, cause text not null,
  actor text not null, at timestamptz not null default now(), lease_token bigint, detail jsonb not null default '{}',
  primary key (deployment_id, seq));
create trigger transitions_are_append_only before update or delete on deployment_transition for each row execute function refuse_change();
create trigger bundles_are_append_only before update or delete on bundle for each row execute function refuse_change();

create table deployment_effect (
  deployment_id uuid not null references deployment (id), effect_key text not null, attempt int not null,
  status text not null check (status in ('planned', 'confirmed', 'void')), effect jsonb not null, request_digest text not null,
  object_ref text, uid text, resource_version text, evidence jsonb, planned_at timestamptz not null default now(), confirmed_at timestamptz,
  primary key (deployment_id, effect_key, attempt));

create table approval (
  id uuid primary key, deployment_id uuid not null, requester_id text not null, approver_id text not null references account (name),
  decision text not null check (decision in ('approved', 'rejected')), plan_hash text not null, comment text not null default '',
  at timestamptz not null default now(), unique (deployment_id, approver_id, plan_hash), check (approver_id <> requester_id),
  check (decision = 'approved' or length(trim(comment)) > 0),
  foreign key (deployment_id, requester_id) references deployment (id, requested_by));

-- Authors of what differs between live and planned; nobody in here may approve.
create table plan_contributor (
  deployment_id uuid not null references deployment (id), account text not null references account (name), what text not null,
  primary key (deployment_id, account, what));
create function refuse_contributor() returns trigger language plpgsql as $$
begin
  if new.decision = 'approved' and exists (select 1 from plan_contributor c where c.deployment_id = new.deployment_id and c.account = new.approver_id) then
    raise exception 'four eyes: % contributed to this plan', new.approver_id using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger approver_is_no_contributor before insert on approval for each row execute function refuse_contributor();
-- The last line of defense: no protected deployment starts rendering without its approvals for the same plan.
create function refuse_unapproved() returns trigger language plpgsql as $$
begin
  if new.state = 'rendering' and old.state <> 'rendering' and new.approvals_required > (
    select count(*) from approval a where a.deployment_id = new.id and a.decision = 'approved' and a.plan_hash = new.plan_hash) then
    raise exception 'four eyes: deployment % lacks approvals for its plan', new.id using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger deployment_is_approved before update of state on deployment for each row execute function refuse_unapproved();

create table diagnosis_snapshot (
  deployment_id uuid not null references deployment (id), at timestamptz not null default now(), findings jsonb not null, objects jsonb not null,
  primary key (deployment_id, at));

create table scaling_policy (
  target_id uuid primary key references target (id), base_min int not null check (base_min >= 1), base_max int not null, ceiling int not null,
  target_cpu_percent int not null, scale_down_seconds int not null, row_version bigint not null default 1,
  check (base_min <= base_max and base_max <= ceiling));
create table scaling_floor (
  target_id uuid not null references target (id), color text not null, source text not null check (source in ('deploy', 'standby', 'override')),
  value int not null, expires_at timestamptz, primary key (target_id, color, source));

create table outbox (
  id bigint generated always as identity primary key, dedupe_key text not null unique, topic text not null, payload jsonb not null,
  created_at timestamptz not null default now(), sent_at timestamptz, attempts int not null default 0);
