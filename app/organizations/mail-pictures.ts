const uuid = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
const shown = new RegExp(`<img src="cid:(logo-(${uuid})@signoff)"`, "g")

/** What a kept picture is called within a mail (RFC 2392), by the key of its file. */
export const pictureId = (fileKey: string) => `logo-${fileKey.split("/").at(-1)}@signoff`

/** The kept files that an organization's mail shows, each under its name within the mail. */
export const picturesIn = (html: string, organizationId: string) => [
  ...new Map(
    [...html.matchAll(shown)].map(([, cid, id]) => [cid!, { cid: cid!, fileKey: `org/${organizationId}/${id}` }]),
  ).values(),
]

/** The box that a logo is fitted into at the head of a mail, in pixels. */
const box = { width: 200, height: 56 }

/** Says in the mail how large a picture is shown, for mail programs that know no largest size and would show all of it. */
export function withSize(html: string, cid: string, { width, height }: { width: number; height: number }): string {
  const scale = Math.min(1, box.width / width, box.height / height)
  const [across, down] = [width, height].map((side) => Math.max(1, Math.round(side * scale)))
  return html.replaceAll(`<img src="cid:${cid}"`, `<img src="cid:${cid}" width="${across}" height="${down}"`)
}
