import { z } from "zod"

/** The tallies of the organization, all of them. */
export const FoldTallyInput = z.object({})
