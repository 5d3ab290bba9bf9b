import { tellMembers } from "~/notifications/tell-members.server"
import type { Consumer } from "~/platform/data/house.server"

/** Who reads every event in the transaction that wrote it. */
export const consumers: readonly Consumer[] = [tellMembers]
