-- Watches tell when an idle target lost something; the look without a cause is only a net, once a day.
alter table target alter column reconcile_at set default now() + random() * interval '1 day';
update target set reconcile_at = now() + random() * interval '1 day';
