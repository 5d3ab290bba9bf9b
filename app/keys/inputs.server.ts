import { z } from "zod"
import { checkbox, id, line } from "~/platform/language/fields.server"
import { keyLives, overlaps } from "./api-key"

const days = () =>
  z.preprocess(
    (given) => (typeof given === "string" && /^\d{1,4}$/.test(given) ? Number(given) : given),
    z.literal(keyLives, { error: "Choose how long the key works" }),
  )

const overlap = () =>
  z.preprocess(
    (given) => (typeof given === "string" && /^\d{1,4}$/.test(given) ? Number(given) : given),
    z.literal(overlaps, { error: "Choose how long both keys work" }),
  )

/** A new key: what it is called, as which role it acts (built-in by name, own by id), whether it only reads, how many days it works. */
export const CreateApiKeyInput = z.object({
  name: line("Enter a name, such as the program that uses the key", 80),
  role: z.preprocess((given) => given ?? "", z.string().min(1, "Choose a role").max(60)),
  isReadOnly: checkbox(),
  days: days(),
})

/** The key that is replaced, how many days the new one works, and for how many hours the old one goes on. */
export const RotateApiKeyInput = z.object({ keyId: id("api_keys"), days: days(), overlap: overlap() })

/** The key that stops. */
export const RevokeApiKeyInput = z.object({ keyId: id("api_keys") })
