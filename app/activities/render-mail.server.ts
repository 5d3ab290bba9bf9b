import type { ReactElement } from "react"
import { renderToStaticMarkup } from "react-dom/server"

/** The HTML of a mail made of the mail components. */
export const renderMail = (mail: ReactElement) => `<!doctype html>${renderToStaticMarkup(mail)}`
