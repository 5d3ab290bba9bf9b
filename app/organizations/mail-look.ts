import { createContext, createElement, type ReactElement } from "react"
import { renderToStaticMarkup } from "react-dom/server"
import { shadesOf } from "./colour"
import { pictureId } from "./mail-pictures"
import type { PrintedLook } from "./printed-look"

/** How a mail is drawn: the source of its logo within the mail, and what its button looks like. */
export type MailLook = { logo: string | null; button: { ground: string; ink: string } }

/** The look of mails whose sender has none of its own. */
const plain: MailLook = { logo: null, button: { ground: "#015c59", ink: "#f5fefc" } }

/** The look that the parts of a mail are drawn in. */
export const MailLookContext = createContext(plain)

/** A mail's look from its organization's. The logo travels with the mail: pictures from elsewhere are not shown unasked, and tell their host who reads. */
export function mailLookOf(look: PrintedLook | null): MailLook {
  const shades = look?.colour ? shadesOf(look.colour).light : null
  return {
    logo: look?.logo ? `cid:${pictureId(look.logo.file)}` : null,
    button: shades ? { ground: shades.primary, ink: shades.ink } : plain.button,
  }
}

/** The HTML of a mail made of the mail components, in the look of who sends it; without one it is the program's own. */
export const mailMarkup = (mail: ReactElement, look: PrintedLook | null) =>
  `<!doctype html>${renderToStaticMarkup(createElement(MailLookContext.Provider, { value: mailLookOf(look) }, mail))}`
