import { Writable } from "node:stream"

/**
 * Gathers what React renders and gives it in one piece. React writes in blocks of 2048 bytes and sends a block whole also
 * where a letter of several bytes did not fit into its end any more: those one to three bytes are zero, and are left out.
 */
export function htmlSink(whole: (body: Uint8Array<ArrayBuffer>) => void): Writable {
  const pieces: Buffer[] = []
  return new Writable({
    write(piece: Buffer, _encoding, next) {
      pieces.push(withoutPadding(piece))
      next()
    },
    final(next) {
      whole(new Uint8Array(Buffer.concat(pieces)))
      next()
    },
  })
}

function withoutPadding(piece: Buffer): Buffer {
  let end = piece.length
  while (end > 0 && piece[end - 1] === 0) end--
  return piece.subarray(0, end)
}
