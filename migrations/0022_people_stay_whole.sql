-- An organization keeps an owner, whoever changes what at the same moment: whoever takes one away stands in line at the organization's row until
-- the other has ended, and then sees what is left. An organization that is deleted as a whole needs none.
create function app.keep_an_owner() returns trigger
  language plpgsql
  as $$
begin
  perform 1 from public.organizations o where o.id = old.organization_id and o.deleted_at is null for no key update;
  if found and not exists (
    select from public.members m where m.organization_id = old.organization_id and m.role = 'owner' and m.status = 'active'
  ) then
    raise exception 'organization % would be left without an owner', old.organization_id using errcode = 'SO001';
  end if;
  return null;
end
$$;
--> statement-breakpoint
create constraint trigger keeps_an_owner after update of role, status on public.members
  deferrable initially deferred for each row
  when (old.role = 'owner' and old.status = 'active' and (new.role <> 'owner' or new.status <> 'active'))
  execute function app.keep_an_owner();
--> statement-breakpoint
create constraint trigger keeps_an_owner_left after delete on public.members
  deferrable initially deferred for each row
  when (old.role = 'owner' and old.status = 'active')
  execute function app.keep_an_owner();
--> statement-breakpoint
-- A team never stands below itself. Two moves at the same moment stand in line at the organization's row, so that the second sees the first.
create function app.refuse_circle_of_teams() returns trigger
  language plpgsql
  as $$
begin
  perform 1 from public.organizations o where o.id = new.organization_id for no key update;
  if exists (
    with recursive above as (
      select t.id, t.parent_id from public.teams t where t.organization_id = new.organization_id and t.id = new.parent_id
      union
      select t.id, t.parent_id from public.teams t join above a on t.organization_id = new.organization_id and t.id = a.parent_id
    )
    select from above where id = new.id
  ) then
    raise exception 'team % would stand below itself', new.id using errcode = 'SO002';
  end if;
  return null;
end
$$;
--> statement-breakpoint
create constraint trigger no_circle after insert or update of parent_id on public.teams
  for each row when (new.parent_id is not null) execute function app.refuse_circle_of_teams();
--> statement-breakpoint
-- Who looks after an issued invoice is no part of what was issued: it changes hands when its owner leaves.
create or replace function app.refuse_change_of_issued() returns trigger
  language plpgsql
  as $$
begin
  if old.status <> 'draft' and (case tg_op when 'DELETE' then not app.is_leaving() else to_jsonb(new) - 'owner_id' is distinct from to_jsonb(old) - 'owner_id' end) then
    raise exception 'invoice % is frozen: correct it with a credit note', old.id using errcode = '42501';
  end if;
  return case tg_op when 'DELETE' then old else new end;
end
$$;
