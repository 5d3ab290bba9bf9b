import { listMembers } from "~/organizations/organization-queries.server"
import type { Role } from "~/organizations/role"
import { may } from "~/permissions"
import type { Work } from "~/platform/data/work.server"
import type { FoundRecord } from "./notice-record.server"
import type { NoticeSubject } from "./notices"

/** A member who may be told. */
export type Recipient = Awaited<ReturnType<typeof listMembers>>[number]

/** Who is told of records that nobody looks after. */
const stewards: Record<NoticeSubject["noun"], readonly Role[]> = {
  leads: ["owner", "manager"],
  proposals: ["owner", "manager"],
  invoices: ["owner", "finance"],
  problems: ["owner", "finance"],
  assignments: [],
}

/**
 * Who is told about a record: its owner while they belong to the organization, else those who look after everything of the
 * kind; where money is to be put right, whoever books payments as well. Never who did it themselves.
 */
export async function recipientsOf(
  ctx: Work<"system">,
  about: NoticeSubject,
  { ownerId }: FoundRecord,
  concernsBooks: boolean,
): Promise<Recipient[]> {
  const { noun } = about
  const readable = noun === "assignments" ? about.of : noun
  const members = (await listMembers(ctx, {})).filter((member) => may(member, `${readable}.read`))
  const owner = members.filter(({ personId }) => personId === ownerId)
  const told = owner.length > 0 ? owner : members.filter(({ role }) => stewards[noun].includes(role))
  const bookers = concernsBooks ? members.filter((member) => may(member, "payments.record")) : []
  return [...new Set([...told, ...bookers])].filter(({ personId }) => personId !== ctx.actor.personId)
}
