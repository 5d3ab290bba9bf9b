import { readFileSync } from "node:fs"
import { createRequire } from "node:module"
import { dirname, join } from "node:path"
import { createContext, createElement, type ReactElement, Suspense, useContext, useId } from "react"
import { expect, test } from "vitest"
import { inFewerPieces, writer } from "../../build-markup"

const require = createRequire(import.meta.url)
const folder = dirname(dirname(require.resolve("react-dom/package.json")))
const code = readFileSync(join(folder, writer), "utf8")

type Writer = {
  version: string
  renderToString(of: ReactElement): string
  renderToStaticMarkup(of: ReactElement): string
}

function run(source: string): Writer {
  const module = { exports: {} as Writer }
  new Function("require", "module", "exports", source)(require, module, module.exports)
  return module.exports
}

const own = run(code)
const changed = run(inFewerPieces(code))

const Tone = createContext("calm")
const Named = ({ name }: { name: string }) => (
  <b id={useId()} data-tone={useContext(Tone)} title={`"${name}" & 'co' <b>`}>
    {name}
  </b>
)
const raw = { dangerouslySetInnerHTML: { __html: "<b>\n</b>" } }

const pages: ReactElement[] = [
  <p key="texts" className={`a "b" & <c>`} hidden title="" data-empty="" aria-hidden={false} tabIndex={-1}>
    One {2} {"<three>"} {null} {true} – … ü 🎉
  </p>,
  <form key="form" action="/deals?a=1&b=2" method="post" noValidate encType="multipart/form-data">
    <label htmlFor="a">A</label>
    <input id="a" type="checkbox" defaultChecked required disabled={false} size={3} maxLength={0} onChange={() => {}} />
    <select defaultValue="b" name="s" multiple={false}>
      <option value="a">A</option>
      <option value="b">B</option>
    </select>
    <textarea name="t" rows={0} cols={4} defaultValue={"\nfirst <line>"} />
    <button type="submit" formAction="/x" formNoValidate>
      Go
    </button>
  </form>,
  <table key="table">
    <tbody>
      {["a", "b"].map((id) => (
        <tr key={id} data-selected={id === "a" || undefined}>
          <td colSpan={2} style={{ width: 3, "--tone": "red" } as never}>
            <a href={`/deals/${id}`} download="file">
              {id}
            </a>
            <svg viewBox="0 0 1 1" aria-hidden strokeWidth={2}>
              <use href="/icons.svg#x" xlinkHref="#y" />
            </svg>
          </td>
        </tr>
      ))}
    </tbody>
  </table>,
  <Tone.Provider key="parts" value="loud">
    <Named name="Ann" />
    <Suspense fallback={<i>…</i>}>
      <Named name="O'Neill" />
    </Suspense>
    <br />
    <img alt="" src="/a.png" srcSet="/b.png 2x" width="24" height={24} crossOrigin="anonymous" />
    <pre {...raw} />
    <script async={true} nonce="n" type="module" />
    {createElement("my-part", { class: "x", ready: true, off: false })}
  </Tone.Provider>,
]

test("the markup that is sent is the one that React 18.3.1 writes, letter by letter", () => {
  expect(own.version).toMatch(/^18\.3\.1/)
  for (const page of pages) {
    expect(changed.renderToString(page)).toBe(own.renderToString(page))
    expect(changed.renderToStaticMarkup(page)).toBe(own.renderToStaticMarkup(page))
  }
})

test("another way of writing stops the build", () => {
  expect(() => inFewerPieces(code.replace('.push("</",c,">")', ""))).toThrow("in another way now")
})
