/*
 * Makes or shows a passkey: asks our server for a challenge, the device for its answer, and sends it with the form. The page works
 * without it but for that, and says so.
 */

const bytesOf = (text) =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (sign) => sign.charCodeAt(0))

const textOf = (bytes) =>
  btoa(String.fromCharCode(...new Uint8Array(bytes)))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "")

const described = (known) => known?.map((each) => ({ ...each, id: bytesOf(each.id) }))

const asked = (options) => ({
  ...options,
  challenge: bytesOf(options.challenge),
  ...(options.user && { user: { ...options.user, id: bytesOf(options.user.id) } }),
  allowCredentials: described(options.allowCredentials),
  excludeCredentials: described(options.excludeCredentials),
})

const written = ({ id, rawId, type, response, authenticatorAttachment, getClientExtensionResults }, credential) => ({
  ...{ id, rawId: textOf(rawId), type, authenticatorAttachment },
  clientExtensionResults: getClientExtensionResults.call(credential),
  response: {
    clientDataJSON: textOf(response.clientDataJSON),
    ...(response.attestationObject && { attestationObject: textOf(response.attestationObject) }),
    ...(response.getTransports && { transports: response.getTransports() }),
    ...(response.authenticatorData && { authenticatorData: textOf(response.authenticatorData) }),
    ...(response.signature && { signature: textOf(response.signature) }),
    ...(response.userHandle && { userHandle: textOf(response.userHandle) }),
  },
})

/** Why there is no passkey, in a sentence for who waits for it. */
function wordsFor(error) {
  if (error.name === "InvalidStateError") return "There is a passkey of yours on this device already."
  if (error.name === "NotAllowedError") return "No passkey was used: it was cancelled, or it took too long. Try again."
  return "This browser could not use a passkey here. Sign in another way."
}

/** Asks for the challenge; an answer that is none leads where our server says. */
async function challengeFor(form) {
  const answer = await fetch(form.dataset.challenge, {
    method: "POST",
    body: new URLSearchParams({ ask: "challenge" }),
  })
  if (answer.ok && answer.headers.get("Content-Type")?.includes("json")) return answer.json()
  location.assign(answer.redirected ? answer.url : location.href)
  return null
}

async function send(form) {
  const options = await challengeFor(form)
  if (!options) return
  const isNew = form.dataset.passkey === "create"
  const publicKey = asked(options)
  const credential = await (isNew
    ? navigator.credentials.create({ publicKey })
    : navigator.credentials.get({ publicKey }))
  form.elements.response.value = JSON.stringify(written(credential, credential))
  form.submit()
}

document.addEventListener("submit", (event) => {
  const form = event.target.closest("form[data-passkey]")
  if (!form) return
  event.preventDefault()
  const complaint = form.querySelector("[data-complaint]")
  complaint.textContent = ""
  send(form).catch((error) => {
    complaint.textContent = wordsFor(error)
  })
})
