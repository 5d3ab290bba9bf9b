import { actName } from "~/organizations/own-role"
import { type Hideable, type Role, roleNames } from "~/organizations/role"
import { type Access, isTakenBy, type Permission, permissions, scopeOf } from "~/permissions"

/** Who asks, as the rules see them. */
export type Asker = Access & { role: Role; roleName: string | null; personId: string; teamIds: readonly string[] }

/** Who looks after the record, in which team; null when nobody does. */
export type LookedAfter = { personId: string; name: string; teamId: string | null } | null

/** What decides whether one may do something with a record, in words. */
export type Why = { permission: Permission; act: string; isAllowed: boolean; because: string }

const hiddenThings: Record<Hideable, string> = { money: "amounts", "contact-data": "how to reach somebody" }

/** Every act of a kind of record with the rule that decides it for whoever asks: what hides, the role, how far it reaches, the owner, the team. */
export function whyOf(asker: Asker, noun: string, owner: LookedAfter): Why[] {
  const acts = (Object.keys(permissions) as Permission[]).filter((permission) => permission.startsWith(`${noun}.`))
  return acts.map((permission) => ({ permission, act: actName(permission), ...decided(asker, permission, owner) }))
}

function decided(asker: Asker, permission: Permission, owner: LookedAfter): Pick<Why, "isAllowed" | "because"> {
  const role = `Your role, ${asker.roleName ?? roleNames[asker.role]},`
  const hidden = asker.hides.find((each) => isTakenBy(each, permission))
  if (hidden) return { isAllowed: false, because: `${role} does not see ${hiddenThings[hidden]}, and this needs them.` }
  switch (scopeOf(asker, permission)) {
    case null:
      return { isAllowed: false, because: `${role} does not include this.` }
    case "all":
      return { isAllowed: true, because: `${role} includes this for every record.` }
    case "team":
      return byOwner(asker, owner, `${role} includes this for records of your team and the teams below it`, true)
    case "own":
      return byOwner(asker, owner, `${role} includes this for records that you look after`, false)
  }
}

function byOwner({ personId, teamIds }: Asker, owner: LookedAfter, rule: string, reachesTeam: boolean) {
  if (!owner) return { isAllowed: true, because: `${rule}. Nobody looks after this one, so it is everybody's.` }
  if (owner.personId === personId) return { isAllowed: true, because: `${rule}. You look after this one.` }
  const isTeammates = reachesTeam && owner.teamId !== null && teamIds.includes(owner.teamId)
  if (isTeammates) return { isAllowed: true, because: `${rule}. ${owner.name}, who looks after it, is in one of them.` }
  const place = reachesTeam ? ", who is in none of them" : ""
  return {
    isAllowed: false,
    because: `${rule}. ${owner.name}${place}, looks after this one.`.replace(
      `${owner.name}, looks`,
      `${owner.name} looks`,
    ),
  }
}
