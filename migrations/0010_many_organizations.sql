-- Of an organization among many the planner expects as many rows as organizations hold on average. Where one holds far more than
-- the others it would take a page's rows out of all of them, sorted, instead of the first ones by the index. A twentieth of a table
-- is expected instead: enough for a page to be read by its index, too little for reading the table from its beginning.
do $$
declare
  name text;
begin
  foreach name in array array[
    'addresses', 'allocations', 'companies', 'company_contacts', 'contact_emails', 'contact_phones', 'contacts', 'deal_lines', 'deals',
    'event_details', 'event_subjects', 'events', 'invoice_lines', 'invoice_settlements', 'invoice_taxes', 'invoices', 'leads', 'link_uses',
    'links', 'mails', 'notes', 'notifications', 'payments', 'proposal_lines', 'proposal_versions', 'proposals'
  ] loop
    execute format('alter table %I alter column organization_id set (n_distinct = 20)', name);
  end loop;
end $$;
