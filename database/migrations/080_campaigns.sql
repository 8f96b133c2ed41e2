-- Campaigns: floors for several services in one window. The wall clock and the zone are what people asked for.
create table campaign (
  id uuid primary key, slug text not null unique check (slug ~ '^[a-z0-9][a-z0-9-]{0,59}$'), title text not null, channel text not null,
  environment text not null references environment (name), owner text not null references account (name),
  -- Who asked for it as it is now: it is confirmed by others.
  asked_by text not null references account (name),
  zone text not null, start_local text not null, duration_seconds int not null check (duration_seconds > 0),
  lead_seconds int not null check (lead_seconds > 0), cool_down_seconds int not null check (cool_down_seconds >= 0),
  recurrence jsonb, multiplier numeric, freezes boolean not null, row_version bigint not null default 1,
  created_at timestamptz not null default now(),
  -- When the last target was confirmed; null: a draft.
  confirmed_at timestamptz,
  canceled_at timestamptz, canceled_by text references account (name), cancel_reason text,
  check ((canceled_at is null) = (canceled_by is null)), check ((canceled_at is null) = (cancel_reason is null)));

create table campaign_target (
  campaign_id uuid not null references campaign (id), target_id uuid not null references target (id),
  position int not null, floor int not null check (floor >= 1), max int check (max >= floor), confirmed_by text references account (name), confirmed_at timestamptz,
  primary key (campaign_id, target_id), check ((confirmed_by is null) = (confirmed_at is null)));
create index campaign_target_by_target on campaign_target (target_id);

-- Each time that it happens, with what became of it. Written ahead; what is not opened yet is written anew by an edit.
create table campaign_occurrence (
  campaign_id uuid not null references campaign (id), date date not null,
  lead_at timestamptz not null, start_at timestamptz not null, end_at timestamptz not null, cool_seconds int not null,
  opened_at timestamptz, ready_at timestamptz, late boolean not null default false, missed boolean not null default false,
  cool_from timestamptz, closed_at timestamptz, checks text[] not null default '{}', row_version bigint not null default 1,
  -- When each service had its pods, by name.
  ready jsonb not null default '{}',
  -- Figures of the time; null until it is over, or while nobody measures them.
  result jsonb,
  primary key (campaign_id, date), check (lead_at < start_at and start_at <= end_at));
create index campaign_occurrence_open on campaign_occurrence (lead_at) where closed_at is null;

-- A campaign can freeze the rollouts of its domains.
alter table freeze_window add column campaign_id uuid references campaign (id);
