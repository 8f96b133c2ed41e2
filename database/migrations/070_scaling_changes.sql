-- Changes of a target's scaling, made and asked for: of its base bounds, or of the floor that a person raises for a time.
create table scaling_change (
  id uuid primary key, target_id uuid not null references target (id), number int not null,
  kind text not null check (kind in ('bounds', 'raise', 'end_raise')),
  state text not null check (state in ('pending', 'applied', 'rejected', 'withdrawn', 'superseded')),
  -- The policy that it was asked of; of any other one it is void.
  policy_version bigint not null, was jsonb, becomes jsonb, reason text not null check (length(trim(reason)) > 0),
  requested_by text not null references account (name), requested_at timestamptz not null default now(), expires_at timestamptz,
  -- Null when it needed nobody else, or when another change took its place.
  decided_by text references account (name), settled_at timestamptz, comment text not null default '',
  unique (target_id, number),
  check ((state = 'pending') = (settled_at is null)),
  check (state <> 'pending' or (kind = 'bounds' and decided_by is null and expires_at is not null)),
  check (state not in ('applied', 'rejected') or decided_by <> requested_by),
  check (state not in ('rejected', 'withdrawn') or decided_by is not null),
  check (state <> 'rejected' or length(trim(comment)) > 0));
create unique index one_pending_scaling_change on scaling_change (target_id) where state = 'pending';

-- What was decided stays as it was.
create function refuse_settled_change() returns trigger language plpgsql as $$
begin
  if old.state <> 'pending' then
    raise exception 'a settled scaling change is never changed' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger scaling_changes_settle_once before update on scaling_change for each row execute function refuse_settled_change();
create trigger scaling_changes_stay before delete on scaling_change for each row execute function refuse_change();
