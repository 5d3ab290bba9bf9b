import { files } from "~/adapters/files.server"
import type { PrintedLook } from "./printed-look"

/** The bytes of a look's logo as it was kept; null where there is none, or none any more. Fails with OutsideFailure. */
export const printedLogo = async (look: PrintedLook | null | undefined): Promise<Uint8Array | null> =>
  look?.logo ? files().find(look.logo.file) : null
