-- Idle targets are looked at one after the other, not all at the start.
alter table target alter column reconcile_at set default now() + random() * interval '30 min';
update target set reconcile_at = now() + random() * interval '30 min';
