/** React's writer of markup into one text (react-dom 18.3.1), the only one of its two for servers that is used. */
export const writer = "/react-dom/cjs/react-dom-server-legacy.node.production.min.js"

/** How often it is written so there, as it stands, and in its place. */
const pieces: [times: number, written: string, instead: string][] = [
  [5, `.push(" ",c,'="',u(d),'"')`, `.push(" "+c+'="'+u(d)+'"')`],
  [2, `.push(" ",c,'=""')`, `.push(" "+c+'=""')`],
  [1, `.push("</",c,">")`, `.push("</"+c+">")`],
]

/**
 * The writer with an attribute and a closing tag handed on in one piece instead of five and three: a table has thousands of pieces,
 * each of which is kept, copied and joined to the rest. Throws where React writes them in another way.
 */
export function inFewerPieces(code: string): string {
  return pieces.reduce((changed, [times, written, instead]) => {
    if (changed.split(written).length !== times + 1) throw new Error("React writes markup in another way now")
    return changed.replaceAll(written, instead)
  }, code)
}
