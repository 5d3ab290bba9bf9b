import { href } from "~/platform/language/paths"

/** How an organization shows itself: the addresses of its logo and of its colour's style sheet. */
export type Look = { logoUrl: string | null; styleHref: string | null }

/** The address of a logo: of the key it is kept under only the part that nobody can guess. */
export const logoHref = (logoFile: string | null) =>
  logoFile && href("/logos/:logo", { logo: logoFile.split("/").at(-1) ?? "" })

/** The address of a colour's style sheet. */
const colourHref = (colour: string | null) => colour && href("/colours/:colour", { colour: colour.slice(1) })

/** The look of an organization as its record stands. */
export const lookOf = ({ logoFile, colour }: { logoFile: string | null; colour: string | null }): Look => ({
  logoUrl: logoHref(logoFile),
  styleHref: colourHref(colour),
})
