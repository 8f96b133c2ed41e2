-- Windows in which an environment takes no releases; rollbacks and aborts stay possible. Empty `domains`: the whole environment.
create table freeze_window (
  id uuid primary key, environment text not null references environment (name), domains text[] not null default '{}',
  reason text not null check (length(trim(reason)) > 0), starts_at timestamptz not null, ends_at timestamptz not null,
  opened_by text not null references account (name), created_at timestamptz not null default now(),
  lifted_by text references account (name), lifted_at timestamptz,
  check (starts_at < ends_at), check ((lifted_by is null) = (lifted_at is null)));
create index freeze_window_open on freeze_window (environment, ends_at) where lifted_at is null;
