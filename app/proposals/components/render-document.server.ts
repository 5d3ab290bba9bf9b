import { createElement } from "react"
import { renderToStaticMarkup } from "react-dom/server"
import type { DocumentView } from "./document-view"
import { ProposalDocument } from "./proposal-document"

/** The document as markup, nothing folded and nothing to press: what is frozen with a version. */
export const renderDocument = (view: DocumentView): string =>
  renderToStaticMarkup(createElement(ProposalDocument, { view }))
