import { mails } from "#db/schema/activities"
import { notifications } from "#db/schema/events"
import { invitations } from "#db/schema/organizations"
import { linkUses } from "#db/schema/proposals"
import type { RetentionClass } from "~/organizations/retention"
import { type Db, transact } from "~/platform/data/database.server"
import { type Id, newId } from "~/platform/language/ids"
import { sha256 } from "~/platform/security/crypto.server"
import { type Agency, rows } from "./world"

const day = 24 * 3_600_000

/** The instant so many days ago, a second earlier, so that the period is over. */
export const daysAgo = (days: number) => new Date(Date.now() - days * day - 1_000)

type Writer = (db: Db, agency: Agency, endedAt: Date) => Promise<unknown>

const writers: Record<RetentionClass, Writer> = {
  notifications: (db, { people }, endedAt) =>
    db.insert(notifications).values({
      ...{ personId: people.owner.personId, eventId: newId<"events">(), kind: "proposal", sentence: "Something" },
      ...{ href: "/", readAt: endedAt, createdAt: endedAt },
    }),
  invitations: (db, { people }, endedAt) =>
    db.insert(invitations).values({
      ...{ email: `${newId()}@gone.example`, role: "member", invitedById: people.owner.personId },
      ...{ tokenHash: sha256(newId()), tokenSealed: "sealed", createdAt: endedAt, expiresAt: endedAt },
    }),
  "link-uses": async (db, agency, endedAt) => {
    const [link] = await rows<{ id: Id<"links"> }>(agency, "select id from links limit 1")
    return db.insert(linkUses).values({ linkId: link!.id, kind: "fetched", ip: "192.0.2.7", usedAt: endedAt })
  },
  "mail-texts": (db, _agency, endedAt) => {
    const id = newId<"mails">()
    return db.insert(mails).values({
      ...{ id, purpose: "test", objectId: id, toEmail: "ana@muller.example", subject: "Your proposal" },
      ...{ html: "<p>Dear Ana</p>", text: "Dear Ana", messageId: id, status: "delivered" },
      ...{ sentAt: endedAt, createdAt: endedAt },
    })
  },
}

/** Writes a row of a class that ended at an instant, as only time makes them; a client's link must be there for its uses. */
export const oldRow = (agency: Agency, name: RetentionClass, endedAt: Date) =>
  transact({ organizationId: agency.organizationId, now: endedAt }, (db) => writers[name](db, agency, endedAt))
