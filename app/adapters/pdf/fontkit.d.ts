/** What is asked of fontkit directly: which characters a font can show, with which features, and how wide they are. */
declare module "fontkit" {
  export type Font = {
    characterSet: number[]
    availableFeatures: string[]
    layout(text: string, features: string[]): { positions: { xAdvance: number }[] }
  }
  export function create(bytes: Uint8Array): Font
}
