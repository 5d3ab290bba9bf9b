import { type ActionFunctionArgs, redirect, replace } from "@remix-run/node"
import { ThemeInput, themeCookie } from "~/identity/theme.server"
import { parseForm } from "~/platform/http/form.server"
import { safePath } from "~/platform/http/safe-path"
import { href } from "~/platform/language/paths"

export async function loader() {
  return redirect(href("/"))
}

/** Keeps the chosen appearance in this browser; whoever sees a page may choose. */
export async function action({ request }: ActionFunctionArgs) {
  const form = await parseForm(request, ThemeInput)
  if (!form.ok) return redirect(href("/"), 303)
  const { theme, returnTo } = form.value
  return replace(safePath(returnTo), { status: 303, headers: { "Set-Cookie": themeCookie(theme) } })
}
