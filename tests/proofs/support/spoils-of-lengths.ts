import type { Spoil } from "./hostile-draft"

/** What is said of a body's length. */
export const spoilsOfLengths: Record<string, Spoil> = {
  "no word of its length": (draft) => {
    draft.length = () => []
  },
  "a length that is none": (draft, chance) => {
    const lengths = ["-1", "x", "1e3", "0x10", "", "99999999999999999999", "1, 1", "+5"]
    const said = chance.pick(lengths)
    draft.length = () => [["Content-Length", said]]
  },
  "two lengths": (draft) => {
    draft.length = (bytes) => [
      ["Content-Length", String(bytes)],
      ["Content-Length", String(bytes + 1)],
    ]
  },
  "too small a length": (draft) => {
    draft.length = (bytes) => [["Content-Length", String(Math.floor(bytes / 2))]]
  },
  "too great a length": (draft) => {
    draft.length = (bytes) => [["Content-Length", String(bytes + 1_000)]]
    draft.hangsUp = true
  },
  "far too great a length": (draft) => {
    draft.length = () => [["Content-Length", "314572800"]]
  },
  "a body in chunks": (draft) => {
    draft.chunked = true
    draft.length = () => [["Transfer-Encoding", "chunked"]]
  },
  "chunks and a length": (draft) => {
    draft.chunked = true
    draft.length = (bytes) => [
      ["Transfer-Encoding", "chunked"],
      ["Content-Length", String(bytes)],
    ]
  },
  "an odd transfer": (draft, chance) => {
    const coding = chance.pick(["gzip", "identity", "chunked, identity", "xchunked", "chunked\t"])
    draft.length = (bytes) => [
      ["Transfer-Encoding", coding],
      ["Content-Length", String(bytes)],
    ]
  },
  "somebody who hangs up": (draft) => {
    draft.hangsUp = true
  },
}
