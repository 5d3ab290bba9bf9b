import { z } from "zod"

/** What is sealed next, by the chain itself. */
export const SealEventInput = z.object({})

/** The last link of the chain, by the clock. */
export const SignHeadInput = z.object({})

/** From where on the chain is walked: where an earlier answer ended; without it from the beginning. */
export const ChainVerdictInput = z.object({ from: z.string().max(300).optional().catch(undefined) })
