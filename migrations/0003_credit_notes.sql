-- Credit notes name the invoice and the lines that they take back. FORCE is off while filled tables get their new keys.
alter table invoices no force row level security;--> statement-breakpoint
alter table invoice_lines no force row level security;--> statement-breakpoint
ALTER TABLE "invoice_lines" ADD COLUMN "credits_line_id" uuid;--> statement-breakpoint
ALTER TABLE "invoice_lines" ADD COLUMN "credits_quantity" numeric(20, 6);--> statement-breakpoint
ALTER TABLE "invoices" ADD COLUMN "credits_id" uuid;--> statement-breakpoint
ALTER TABLE "invoice_lines" ADD CONSTRAINT "invoice_lines_organization_id_credits_line_id_invoice_lines_organization_id_id_fk" FOREIGN KEY ("organization_id","credits_line_id") REFERENCES "public"."invoice_lines"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invoices" ADD CONSTRAINT "invoices_organization_id_credits_id_invoices_organization_id_id_fk" FOREIGN KEY ("organization_id","credits_id") REFERENCES "public"."invoices"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "invoice_lines_by_credited" ON "invoice_lines" USING btree ("organization_id","credits_line_id");--> statement-breakpoint
CREATE INDEX "invoices_by_credited" ON "invoices" USING btree ("organization_id","credits_id");--> statement-breakpoint
ALTER TABLE "invoices" ADD CONSTRAINT "invoices_credit_names_invoice" CHECK ((kind = 'credit_note') = (credits_id is not null));--> statement-breakpoint
alter table invoices force row level security;--> statement-breakpoint
alter table invoice_lines force row level security;--> statement-breakpoint
-- Whoever moves a client's money stands in line at the client, so that one payment's money is placed once.
create function app.refuse_overallocation() returns trigger
  language plpgsql
  as $$
declare
  paid record;
  placed numeric;
begin
  select p.amount_minor, p.currency, p.company_id into paid from public.payments p
    where p.organization_id = new.organization_id and p.id = new.payment_id;
  perform from public.companies c where c.organization_id = new.organization_id and c.id = paid.company_id for no key update;
  select sum(a.amount_minor) into placed from public.allocations a
    where a.organization_id = new.organization_id and a.payment_id = new.payment_id;
  if placed * sign(paid.amount_minor) < 0 or abs(placed) > abs(paid.amount_minor) then
    raise exception 'payment % settles more than it is', new.payment_id using errcode = '23514';
  end if;
  if not exists (
    select from public.invoices i where i.organization_id = new.organization_id and i.id = new.invoice_id
      and i.company_id = paid.company_id and i.currency = paid.currency
  ) then
    raise exception 'payment % is of another client or in another currency', new.payment_id using errcode = '23514';
  end if;
  return null;
end
$$;
--> statement-breakpoint
create trigger within_payment after insert on public.allocations for each row execute function app.refuse_overallocation();
--> statement-breakpoint
-- All credit notes of an invoice together take back no more than each of its lines, and each of its taxes, came to.
create function app.refuse_overcredit() returns trigger
  language plpgsql
  as $$
begin
  perform from public.invoice_settlements s
    where s.organization_id = new.organization_id and s.invoice_id = new.credits_id for update;
  if not exists (
    select from public.invoices i where i.organization_id = new.organization_id and i.id = new.credits_id
      and i.status = 'issued' and i.kind <> 'credit_note' and i.company_id = new.company_id and i.currency = new.currency
  ) then
    raise exception 'credit note % credits what is no invoice of this client', new.id using errcode = '23514';
  end if;
  if exists (
    select from public.invoices n
      join public.invoice_lines c on c.organization_id = n.organization_id and c.invoice_id = n.id
      left join public.invoice_lines l
        on l.organization_id = n.organization_id and l.id = c.credits_line_id and l.invoice_id = n.credits_id
    where n.organization_id = new.organization_id and n.credits_id = new.credits_id and n.status = 'issued'
    group by l.id, l.net_minor
    having l.id is null or abs(sum(c.net_minor)) > abs(l.net_minor) or sum(c.net_minor) * sign(l.net_minor) < 0
  ) then
    raise exception 'credit note % takes back more of a line than is left', new.id using errcode = '23514';
  end if;
  if exists (
    select from public.invoices n
      join public.invoice_taxes c on c.organization_id = n.organization_id and c.invoice_id = n.id
      left join public.invoice_taxes t on t.organization_id = n.organization_id and t.invoice_id = n.credits_id
        and t.category = c.category and t.rate = c.rate
    where n.organization_id = new.organization_id and n.credits_id = new.credits_id and n.status = 'issued'
    group by t.position, t.base_minor, t.tax_minor
    having t.position is null
      or abs(sum(c.base_minor)) > abs(t.base_minor) or sum(c.base_minor) * sign(t.base_minor) < 0
      or abs(sum(c.tax_minor)) > abs(t.tax_minor) or sum(c.tax_minor) * sign(t.tax_minor) < 0
  ) then
    raise exception 'credit note % takes back more of a tax than is left', new.id using errcode = '23514';
  end if;
  return null;
end
$$;
--> statement-breakpoint
create trigger within_invoice after update of status on public.invoices for each row
  when (new.kind = 'credit_note' and new.status = 'issued') execute function app.refuse_overcredit();
