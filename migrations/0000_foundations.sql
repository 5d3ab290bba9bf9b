-- What the tables stand on: the schema `app`, the wall's own question, and the transaction's clock.
create schema app;
--> statement-breakpoint
create function app.current_organization() returns uuid
  language plpgsql stable parallel safe
  as $$
declare
  organization text := current_setting('app.organization_id', true);
begin
  if organization is null or organization = '' then
    raise exception 'no organization is set in this transaction' using errcode = '42501';
  end if;
  return organization::uuid;
end
$$;
--> statement-breakpoint
comment on function app.current_organization() is 'The organization of this transaction; raises when none is set, so that forgetting one fails loudly.';
--> statement-breakpoint
create function app.clock() returns timestamptz
  language sql stable parallel safe
  as $$ select coalesce(nullif(current_setting('app.now', true), '')::timestamptz, now()) $$;
--> statement-breakpoint
comment on function app.clock() is 'When this transaction says it is: the clock of the context it was opened in.';
--> statement-breakpoint
create function app.touch() returns trigger
  language plpgsql
  as $$
begin
  new.version := old.version + 1;
  new.updated_at := app.clock();
  return new;
end
$$;
--> statement-breakpoint
create function app.refuse_change() returns trigger
  language plpgsql
  as $$
begin
  raise exception '% of % is refused: its rows are written once', tg_op, tg_table_name using errcode = '42501';
end
$$;
