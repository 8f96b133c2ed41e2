-- The chain over the audit log: the worker seals each row after its transaction, so that changes do not queue behind each other.
create table audit_seal (
  position bigint primary key, event_seq bigint not null unique references audit_event (seq),
  previous_hash text not null, hash text not null unique, sealed_at timestamptz not null default now());
create index audit_event_at on audit_event (at);
-- Seals stand beside the rows now: nothing of a row is ever written again, not even by whoever owns the database.
drop trigger audit_is_only_sealed on audit_event;
drop function only_seal();
alter table audit_event drop column previous_hash, drop column hash;
create trigger audit_is_never_changed before update on audit_event for each row execute function refuse_change();
create trigger audit_is_never_emptied before truncate on audit_event for each statement execute function refuse_change();
create trigger seals_are_append_only before update or delete on audit_seal for each row execute function refuse_change();
create trigger seals_are_never_emptied before truncate on audit_seal for each statement execute function refuse_change();
alter table audit_event enable always trigger audit_is_append_only, enable always trigger audit_is_never_changed,
  enable always trigger audit_is_never_emptied;
alter table audit_seal enable always trigger seals_are_append_only, enable always trigger seals_are_never_emptied;
