-- What people know about a config besides its values: the document with its comments, and who else wrote in it.
alter table config_version add column document text, add column contributors text[] not null default '{}';
create trigger config_versions_are_append_only before update or delete on config_version for each row execute function refuse_change();

-- Edits that wait to be saved, shared by everybody who works on the environment; one per key and person. A null value takes the key out.
create table config_draft (
  service text not null references service (name), environment text not null references environment (name), key text not null,
  account text not null references account (name), value text, was text, at timestamptz not null default now(),
  primary key (service, environment, key, account));

-- Order and comments of a document that one person writes; its values are drafts like others.
create table config_document_draft (
  service text not null references service (name), environment text not null references environment (name),
  account text not null references account (name), document text not null, at timestamptz not null default now(),
  primary key (service, environment));

-- Keys that look like a secret and are none, with the reason.
create table config_safe_key (
  service text not null references service (name), key text not null, account text not null references account (name),
  reason text not null check (length(trim(reason)) > 0), at timestamptz not null default now(), primary key (service, key));
