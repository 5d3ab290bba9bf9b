import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node"
import { useLocation } from "@remix-run/react"
import { places } from "~/organizations/components/places"
import { useShell } from "~/organizations/components/shell-data"
import { staff } from "~/platform/http/context.server"
import { useRootData } from "~/platform/http/root-data"
import { PageBody } from "~/ui/page"
import { ShellMenu } from "~/ui/shell"
import { TitleBar } from "~/ui/title-bar"

export const meta: MetaFunction = () => [{ title: "Menu · Signoff" }]

export async function loader(args: LoaderFunctionArgs) {
  await staff(args)
  return null
}

export default function Menu() {
  const shell = useShell()
  const theme = useRootData()?.theme
  const { pathname } = useLocation()
  return (
    <>
      <TitleBar title="Menu" />
      <PageBody>{shell && <ShellMenu {...shell} nav={places} current={pathname} theme={theme} />}</PageBody>
    </>
  )
}
