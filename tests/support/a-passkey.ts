import { generateKeyPairSync, randomBytes, sign } from "node:crypto"
import { isoCBOR } from "@simplewebauthn/server/helpers"
import { env } from "~/platform/env.server"
import { sha256 } from "~/platform/security/crypto.server"

const flags = { present: 0x01, verified: 0x04, withKey: 0x40 }

/** What a passkey's device can be told to do differently. */
type Manner = { origin?: string; verifies?: boolean; counter?: number }

/** A device with one passkey (ES256, no attestation), which answers as a browser would write it; its counter goes up with each use. */
export function aPasskey() {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" })
  const id = randomBytes(32)
  const { x = "", y = "" } = publicKey.export({ format: "jwk" })
  const [fromX, fromY] = [x, y].map((part) => new Uint8Array(Buffer.from(part, "base64url")))
  const cose = isoCBOR.encode(
    new Map<number, number | Uint8Array>([
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, fromX!],
      [-3, fromY!],
    ]) as never,
  )
  let used = 0

  const clientData = (type: string, challenge: string, origin: string) =>
    Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }))
  const authData = (bits: number, count: number, key: Buffer = Buffer.alloc(0)) => {
    const counter = Buffer.alloc(4)
    counter.writeUInt32BE(count)
    return Buffer.concat([sha256(new URL(env.publicUrl).hostname), Buffer.from([bits]), counter, key])
  }
  const bits = (verifies: boolean) => flags.present | (verifies ? flags.verified : 0)
  const text = (bytes: Uint8Array) => Buffer.from(bytes).toString("base64url")
  const answer = (response: Record<string, unknown>) =>
    JSON.stringify({ id: text(id), rawId: text(id), type: "public-key", clientExtensionResults: {}, response })

  return {
    credentialId: text(id),
    publicKey: Buffer.from(cose),
    /** The answer to a challenge for making it. */
    made(challenge: string, { origin = env.publicUrl, verifies = true, counter = 0 }: Manner = {}): string {
      const length = Buffer.from([id.length >> 8, id.length & 0xff])
      const key = Buffer.concat([Buffer.alloc(16), length, id, Buffer.from(cose)])
      const data = authData(bits(verifies) | flags.withKey, counter, key)
      const attestation = new Map<string, unknown>([
        ["fmt", "none"],
        ["attStmt", new Map()],
        ["authData", new Uint8Array(data)],
      ])
      return answer({
        clientDataJSON: text(clientData("webauthn.create", challenge, origin)),
        attestationObject: text(isoCBOR.encode(attestation as never)),
        transports: ["internal"],
      })
    },
    /** The answer to a challenge for showing it. */
    shown(challenge: string, { origin = env.publicUrl, verifies = true, counter = ++used }: Manner = {}): string {
      const client = clientData("webauthn.get", challenge, origin)
      const data = authData(bits(verifies), counter)
      return answer({
        clientDataJSON: text(client),
        authenticatorData: text(data),
        signature: text(sign("sha256", Buffer.concat([data, sha256(client)]), privateKey)),
      })
    },
  }
}
