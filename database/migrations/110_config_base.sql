-- What a service says for all of its environments. An environment takes a base over with its next version, never by itself.
create table config_base (
  service text not null references service (name), version int not null check (version > 0), data jsonb not null,
  author text not null references account (name), comment text not null check (length(trim(comment)) > 0),
  created_at timestamptz not null default now(), primary key (service, version));
create trigger config_bases_are_append_only before update or delete on config_base for each row execute function refuse_change();

-- The base under a version; 0 when there was none.
alter table config_version add column base int not null default 0;
