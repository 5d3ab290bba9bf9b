import { openRoads } from "./northlight-open-roads"
import { wonRoads } from "./northlight-won-roads"

/** Northlight's clients, from the first word to the last payment. */
export const northlightRoads = [...wonRoads, ...openRoads]
