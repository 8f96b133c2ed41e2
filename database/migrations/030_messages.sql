-- Who is told what: one delivery per message and channel, and the local sink that keeps what a channel was sent.
create table notification_channel (
  name text primary key, kind text not null check (kind in ('in-app', 'webhook', 'email')), scope text not null, events text[] not null,
  enabled boolean not null default true);
insert into notification_channel (name, kind, scope, events) values ('in-app', 'in-app', 'all', '{*}');

-- `outbox.sent_at`: when the deliveries of a message were made. `ended_at`: when one was taken, or given up.
create table notification_delivery (
  outbox_id bigint not null references outbox (id), channel text not null references notification_channel (name),
  status text not null default 'due' check (status in ('due', 'sent', 'dead')), attempts int not null default 0,
  due_at timestamptz not null default now(), ended_at timestamptz, last_error text, primary key (outbox_id, channel));
create index notification_due on notification_delivery (due_at) where status = 'due';
create index outbox_unsent on outbox (id) where sent_at is null;

create table local_message (
  id bigint generated always as identity primary key, event_id text not null, channel text not null, event text not null,
  deployment_id uuid references deployment (id), title text not null, sentence text not null, recipients text[] not null,
  at timestamptz not null default now(), unique (event_id, channel));
create index local_message_by_channel on local_message (channel, id desc);
