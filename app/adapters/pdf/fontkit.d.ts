/** The one thing asked of fontkit directly: which characters a font can show. */
declare module "fontkit" {
  export function create(bytes: Uint8Array): { characterSet: number[] }
}
