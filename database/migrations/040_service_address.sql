-- Where clients reach a target: a Service that somebody deletes is created again with the same address, when it is still free.
alter table target add column service_address text;
