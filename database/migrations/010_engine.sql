-- What the engine says about a deployment right now, in one sentence; and which targets the scaling reconciler looks at next.
alter table deployment add column because text not null default '';
alter table target add column reconcile_at timestamptz not null default now();
create index target_due on target (reconcile_at);
create index deployment_effect_open on deployment_effect (deployment_id) where status = 'planned';
