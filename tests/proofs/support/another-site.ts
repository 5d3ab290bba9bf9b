/* What another site's page does in a real browser, as functions that run in that page. */

/** Runs in the other site's page: sends each form by form posts of three kinds, fetches, a beacon and a frame without an origin. */
export async function postInEveryWay(forms: { action: string; fields: [string, string][] }[]) {
  const loaded = (frame: HTMLIFrameElement) =>
    new Promise((done) => frame.addEventListener("load", done, { once: true }))
  const submit = async (action: string, fields: [string, string][], enctype: string) => {
    const frame = document.createElement("iframe")
    frame.name = `f${Math.random()}`
    document.body.append(frame)
    const form = Object.assign(document.createElement("form"), { method: "post", target: frame.name })
    form.setAttribute("action", action)
    form.setAttribute("enctype", enctype)
    for (const [name, value] of fields)
      form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }))
    document.body.append(form)
    const done = loaded(frame)
    HTMLFormElement.prototype.submit.call(form)
    await done
    frame.remove()
  }
  for (const { action, fields } of forms) {
    for (const enctype of ["application/x-www-form-urlencoded", "multipart/form-data", "text/plain"])
      await submit(action, fields, enctype)
    const body = new URLSearchParams(fields)
    const parts = new FormData()
    for (const [name, value] of fields) parts.append(name, value)
    const ways: RequestInit[] = [
      { mode: "no-cors", body },
      { mode: "no-cors", body: parts },
      { mode: "no-cors", body: body.toString() },
      { mode: "cors", body },
    ]
    for (const way of ways) await fetch(action, { method: "POST", credentials: "include", ...way }).catch(() => {})
    navigator.sendBeacon(action, body)
    const inputs = fields
      .map(([name, value]) => `<input name="${name}" value="${value.replaceAll('"', "&quot;")}">`)
      .join("")
    const shut = document.createElement("iframe")
    shut.setAttribute("sandbox", "allow-scripts allow-forms")
    shut.srcdoc = `<form method="post" action="${action}">${inputs}</form><script>document.forms[0].submit()</script>`
    document.body.append(shut)
    await loaded(shut)
    await Promise.race([loaded(shut), new Promise((over) => setTimeout(over, 1_000))])
    shut.remove()
  }
}

/** Runs in the other site's page: puts each address into a frame and waits for all of them; a frame that downloads a file never loads. */
export async function frameAll(addresses: string[]) {
  await Promise.all(
    addresses.map((src) => {
      const frame = document.createElement("iframe")
      const done = new Promise((loaded) => frame.addEventListener("load", loaded, { once: true }))
      frame.src = src
      document.body.append(frame)
      return Promise.race([done, new Promise((over) => setTimeout(over, 5_000))])
    }),
  )
}
