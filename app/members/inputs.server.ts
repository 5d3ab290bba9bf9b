import { z } from "zod"
import { password } from "~/identity/inputs.server"
import { roles } from "~/organizations/role"
import { id, line, optionalId, version } from "~/platform/language/fields.server"
import { isId } from "~/platform/language/ids"
import { isEmail, normalizeEmail } from "~/platform/language/text"

/** How many may be asked in by one form. */
export const mostAtOnce = 10

const isRoleChoice = (choice: string) => (roles as readonly string[]).includes(choice) || isId(choice)

/** A role as a form offers it: a built-in one by its name, or one of the organization's own by its id. */
const roleChoice = () => z.preprocess((given) => given ?? "", z.string().refine(isRoleChoice, "Choose a role"))

const addresses = (typed: string) => [...new Set(typed.split(/[\s,;]+/).filter((each) => each !== ""))]

/** Several e-mail addresses in one text, each once and normalised. */
const emails = () =>
  z.preprocess(
    (given) => (Array.isArray(given) ? given.join("\n") : (given ?? "")),
    z
      .string()
      .max(5_000, `Enter ${mostAtOnce} addresses at most`)
      .superRefine((typed, check) => {
        const all = addresses(typed)
        const wrong = all.find((each) => !isEmail(each))
        if (all.length === 0) check.addIssue({ code: "custom", message: "Enter at least one e-mail address" })
        else if (all.length > mostAtOnce)
          check.addIssue({ code: "custom", message: `Enter ${mostAtOnce} addresses at most` })
        else if (wrong) check.addIssue({ code: "custom", message: `“${wrong.slice(0, 80)}” is no e-mail address` })
      })
      .transform((typed) => [...new Set(addresses(typed).filter(isEmail).map(normalizeEmail))]),
  )

/** Whom to ask in, as what, and into which team. */
export const InviteMemberInput = z.object({ emails: emails(), role: roleChoice(), teamId: optionalId("teams") })

/** An invitation. */
export const InvitationIdInput = z.object({ invitationId: id("invitations") })

/** An invitation's token, as its link bears it. */
export const InvitationTokenInput = z.object({ token: z.string().max(200) })

const secret = () => z.string().max(100)

/**
 * Who accepts an invitation: whoever is new with a name and a password, whoever has an account with its password, or by the
 * session of their browser (`previous`).
 */
export const JoinOrganizationInput = InvitationTokenInput.extend({
  name: line("Enter your name", 120).nullable().default(null),
  password: password("Enter a password").nullable().default(null),
  previous: secret().nullable().default(null),
})

/** What the page of an invitation sends, whoever reads it; which of it is needed the command says. */
export const JoinForm = z.object({
  name: z.string().max(1_000).optional(),
  password: z.string().max(1_000).optional(),
})

/** A member's role and team. */
export const EditMemberInput = z.object({
  memberId: id("people"),
  role: roleChoice(),
  teamId: optionalId("teams"),
})

/** Who is to be removed, and who gets what they owned. */
export const RemoveMemberInput = z.object({ memberId: id("people"), successorId: optionalId("people") })

/** Who comes back. */
export const MemberIdInput = z.object({ memberId: id("people") })

/** Whoever holds the browser's session leaves the organization it stands in; a colleague gets what they owned. */
export const LeaveOrganizationInput = z.object({ secret: secret(), successorId: optionalId("people") })

/** Whoever holds the browser's session goes on in another organization of theirs. */
export const SwitchOrganizationInput = z.object({ secret: secret(), toOrganizationId: id("organizations") })

/** A new team and the one it stands in. */
export const CreateTeamInput = z.object({ name: line("Enter a name", 80), parentId: optionalId("teams") })

/** A team's name and place. */
export const EditTeamInput = CreateTeamInput.extend({ teamId: id("teams"), version: version() })

const people = () =>
  z
    .preprocess(
      (given) => (given === undefined || given === "" ? [] : Array.isArray(given) ? given : [given]),
      z.array(id("people")).max(1_000, "Choose 1000 people at most"),
    )
    .prefault([])

/** Who is to be in a team, and who was in it when that was decided: whoever joined or left it meanwhile stays as they are. */
export const AssignMemberInput = z.object({ teamId: id("teams"), memberIds: people(), wereIn: people() })

/** A team. */
export const TeamIdInput = z.object({ teamId: id("teams") })
