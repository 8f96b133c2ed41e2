-- A plan is shown again exactly as it was confirmed, so its view is stored beside what was rendered.
alter table plan add column view jsonb not null default '{}';
