-- People, catalog and environments: data, never enums in code.
create table organization (
  slug text primary key, name text not null, timezone text not null, registry text not null,
  base_domain text not null, seeded_at timestamptz not null default now());

create table account (
  name text primary key, kind text not null check (kind in ('human', 'service')), team text,
  roles text[] not null default '{}', external_subject text unique, responsible text references account (name),
  disabled_at timestamptz, created_at timestamptz not null default now());

create table team (
  name text primary key, home_domain text not null, lead text not null references account (name),
  deputy text not null references account (name), channel text not null, escalation text not null,
  check (lead <> deputy));

create table team_member (
  team text not null references team (name), account text not null references account (name),
  role text not null check (role in ('developer', 'lead', 'deputy', 'on_call')),
  primary key (team, account, role));

create table domain (
  name text primary key check (name ~ '^[a-z][a-z0-9-]{0,19}$'), title text not null, description text not null,
  owner_team text not null references team (name), registry_project text not null);

create table stack (
  name text primary key, family text not null, description text not null,
  template_name text not null, template_number int not null,
  -- {port, live, ready}, config and secret key definitions
  network jsonb not null, config_keys jsonb not null, secret_keys text[] not null);

create table template_version (
  name text not null, number int not null, sha256 text not null, parameters jsonb not null, source jsonb not null,
  state text not null check (state in ('draft', 'published', 'deprecated')), notes text not null default '',
  created_at timestamptz not null default now(), primary key (name, number));

create table environment (
  name text primary key, short text not null unique, sort_order int not null unique, protected boolean not null,
  approvals int not null check (approvals >= 0), branches text[] not null, promote_from text references environment (name),
  auto_promote boolean not null, keep_warm_seconds int not null, keep_warm_by_tier jsonb not null default '{}',
  preview_size text not null, bake_seconds int not null, failure_hold_minutes int not null,
  approval_expires_hours int not null default 24, promotion_timeout_seconds int not null default 86400,
  optional boolean not null default false);

create table cluster (
  name text primary key, zone text not null, access text not null check (access in ('direct', 'agent')),
  role text not null check (role in ('primary', 'standby')), kubernetes_version text not null, ingress_class text not null,
  registered_at timestamptz not null default now());

create table environment_cluster (
  environment text not null references environment (name), cluster text not null references cluster (name),
  role text not null check (role in ('primary', 'standby')), primary key (environment, cluster));
create unique index one_primary_per_environment on environment_cluster (environment) where role = 'primary';

create table service (
  name text primary key check (name ~ '^[a-z][a-z0-9-]{0,39}$'), domain text not null references domain (name),
  team text not null references team (name), owner text not null references team (name), on_call text not null references team (name),
  stack text not null references stack (name), tier int not null check (tier between 1 and 3), description text not null,
  port int, live_path text, ready_path text, exposed boolean not null default false, host text,
  strategy text not null check (strategy in ('blueGreen', 'rolling', 'cron')), pool text not null,
  cpu text not null, memory text not null, calls text[] not null default '{}',
  -- cron only: schedule, deadline and the like, as the template's parameters
  parameters jsonb not null default '{}',
  lifecycle text not null default 'active' check (lifecycle in ('active', 'retired')),
  row_version bigint not null default 1, created_at timestamptz not null default now());

create table service_environment (
  service text not null references service (name), environment text not null references environment (name),
  replicas int not null check (replicas >= 0), suspended boolean not null default false,
  row_version bigint not null default 1, primary key (service, environment));

create table build (
  id uuid primary key, service text not null references service (name), number int not null, branch text not null,
  commit_sha text not null check (commit_sha ~ '^[0-9a-f]{40}$'), tag text not null, repository text not null,
  digest text not null check (digest ~ '^sha256:[0-9a-f]{64}$'), built_at timestamptz not null, ci_url text,
  registered_by text not null references account (name), created_at timestamptz not null default now(),
  unique (service, number), unique (service, tag));

create table config_version (
  id uuid primary key, service text not null references service (name), environment text not null references environment (name),
  version int not null, data jsonb not null, author text not null references account (name), comment text not null,
  sha256 text not null, created_at timestamptz not null default now(), unique (service, environment, version));

create table api_token (
  prefix text primary key, name text not null, owner text not null references account (name), scopes text[] not null,
  services text[] not null, sha256 bytea not null unique, expires_at timestamptz not null, last_used_at timestamptz,
  revoked_at timestamptz, created_at timestamptz not null default now());

create table session (
  sid text primary key, account text not null references account (name), authenticated_at timestamptz not null,
  last_seen_at timestamptz not null, expires_at timestamptz not null, revoked_at timestamptz);

create table idempotency_key (
  account text not null references account (name), key text not null, operation text not null, request_sha256 text not null,
  response jsonb not null, created_at timestamptz not null default now(), primary key (account, key));

-- Append-only record of every change, written in the change's own transaction; the worker seals it into a hash chain.
create table audit_event (
  seq bigint generated always as identity (start with 48001) primary key, at timestamptz not null default now(),
  actor text not null, via text not null, action text not null, subject text not null, summary text not null,
  before jsonb, after jsonb, request_id text, ip text, previous_hash text, hash text);

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% rows are never changed or removed', tg_table_name using errcode = 'restrict_violation';
end $$;
create function only_seal() returns trigger language plpgsql as $$
begin
  if old.hash is not null or (to_jsonb(old) - 'previous_hash' - 'hash') is distinct from (to_jsonb(new) - 'previous_hash' - 'hash') then
    raise exception 'audit rows are never changed' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger audit_is_append_only before delete on audit_event for each row execute function refuse_change();
create trigger audit_is_only_sealed before update on audit_event for each row execute function only_seal();

-- What changed, for the live read model; readers follow (txid, id) below the snapshot's xmin. Kept 15 minutes.
create table feed (
  id bigint generated always as identity primary key, txid xid8 not null default pg_current_xact_id(),
  topic text not null, body jsonb not null, at timestamptz not null default now());
create index feed_order on feed (txid, id);
