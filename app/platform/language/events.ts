import type { ActivityEvents } from "~/activities/events"
import type { AssignmentEvents } from "~/assignments/events"
import type { AuditEvents } from "~/audit/events"
import type { CompanyEvents } from "~/companies/events"
import type { ContactEvents } from "~/contacts/events"
import type { DealEvents } from "~/deals/events"
import type { IdentityEvents } from "~/identity/events"
import type { InvoiceEvents } from "~/invoices/events"
import type { KeyEvents } from "~/keys/events"
import type { LeadEvents } from "~/leads/events"
import type { MemberEvents } from "~/members/events"
import type { NotificationEvents } from "~/notifications/events"
import type { OpenidEvents } from "~/openid/events"
import type { OrganizationEvents } from "~/organizations/events"
import type { PaymentEvents } from "~/payments/events"
import type { ProposalEvents } from "~/proposals/events"

/** Every event of the house: name → payload. Whoever reads events is a total map over this. */
export type Events = IdentityEvents &
  OrganizationEvents &
  OpenidEvents &
  KeyEvents &
  MemberEvents &
  LeadEvents &
  CompanyEvents &
  ContactEvents &
  ActivityEvents &
  DealEvents &
  ProposalEvents &
  InvoiceEvents &
  PaymentEvents &
  NotificationEvents &
  AssignmentEvents &
  AuditEvents

export type EventName = keyof Events

/** A total map over every event: forgetting one does not compile. */
export type EventMap<Value> = { [Name in EventName]: Value }
