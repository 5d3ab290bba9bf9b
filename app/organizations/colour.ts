/** A colour as it is kept: #rrggbb in small letters. */
export const isColour = (text: string) => /^#[0-9a-f]{6}$/.test(text)

type Rgb = readonly [number, number, number]

const rgbOf = (hex: string): Rgb => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)) as unknown as Rgb
const hexOf = (rgb: readonly number[]) =>
  `#${rgb.map((part) => Math.round(part).toString(16).padStart(2, "0")).join("")}`

/** Relative luminance of an sRGB colour (WCAG 2.2). */
function luminance(hex: string): number {
  const [red, green, blue] = rgbOf(hex).map((part) => {
    const share = part / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  }) as unknown as Rgb
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/** The contrast of two colours, from 1 to 21 (WCAG 2.2 1.4.3). */
export function contrastOf(one: string, other: string): number {
  const [a, b] = [luminance(one), luminance(other)]
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)
}

const mixed = (hex: string, into: string, share: number) => {
  const other = rgbOf(into)
  return hexOf(rgbOf(hex).map((part, at) => part + ((other[at] ?? 0) - part) * share))
}

/** The nearest shade of a colour, on its way to another, that stands out from every ground as much as is asked for. */
function until(hex: string, towards: string, grounds: readonly string[], ratio: number): string {
  for (let share = 0; share < 1; share += 0.02) {
    const shade = mixed(hex, towards, share)
    if (grounds.every((ground) => contrastOf(shade, ground) >= ratio)) return shade
  }
  return towards
}

/** White where it can be read on the colour, else black: one of the two always can. */
export const inkOn = (hex: string) => (contrastOf(hex, "#ffffff") >= 4.5 ? "#ffffff" : "#000000")

/** What a page of an organization's colour is drawn in: buttons with their text, soft grounds, and links. */
export type Shades = { primary: string; hover: string; ink: string; soft: string; text: string }

/** The grounds that links stand on, as the list of colours has them (app/ui/css/tokens.css). */
const grounds = {
  light: ["#ffffff", "#f8fbf9", "#eff5f2", "#e5f0ec", "#ebf2ef", "#d8f0ea"],
  dark: ["#121d1c", "#0b1514", "#081010", "#070f0e", "#1a2726", "#153533"],
}

function shadesIn(theme: "light" | "dark", hex: string): Shades {
  const [far, near, surface] = theme === "light" ? ["#000000", "#ffffff", "#ffffff"] : ["#ffffff", "#000000", "#121d1c"]
  const primary = until(hex, far!, [surface!], 3)
  const ink = inkOn(primary)
  const soft = mixed(primary, surface!, 0.86)
  return {
    primary,
    hover: mixed(primary, ink === "#ffffff" ? "#000000" : "#ffffff", 0.14),
    ink,
    soft,
    text: until(hex, far!, [...grounds[theme], soft], 4.5) || near!,
  }
}

/** The shades of a colour in both themes; text on them keeps to WCAG AA, whatever the colour. */
export const shadesOf = (hex: string) => ({ light: shadesIn("light", hex), dark: shadesIn("dark", hex) })

/** The style sheet that draws a page in a colour. It goes before the house's own colours wherever it stands. */
export function stylesheetOf(hex: string): string {
  const { light, dark } = shadesOf(hex)
  const names: [keyof Shades, string][] = [
    ["primary", "--primary"],
    ["hover", "--primary-hover"],
    ["ink", "--primary-ink"],
    ["soft", "--primary-soft"],
    ["text", "--primary-text"],
  ]
  const plain = names.map(([shade, name]) => `${name}:${light[shade]}`).join(";")
  const both = names.map(([shade, name]) => `${name}:light-dark(${light[shade]},${dark[shade]})`).join(";")
  return `:root:root{${plain}}\n@supports (color:light-dark(#000,#fff)){:root:root{${both}}}\n`
}
