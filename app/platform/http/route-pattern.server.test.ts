import { expect, test } from "vitest"
import { pageMethods, routePatterns } from "./route-pattern.server"

const pattern = routePatterns(
  {
    root: { path: "" },
    shell: { parentId: "root" },
    today: { parentId: "shell" },
    leads: { path: "leads", parentId: "shell" },
    newLead: { path: "leads/new", parentId: "shell" },
    lead: { path: "leads/:leadId", parentId: "shell" },
    edit: { path: "edit", parentId: "lead" },
    link: { path: "p/:token", parentId: "root" },
    nowhere: { path: "*", parentId: "root" },
  },
  ["/assets/*", "/health"],
)

test.each([
  ["/", "/"],
  ["/_root.data", "/"],
  ["/leads", "/leads"],
  ["/Leads/", "/leads"],
  ["/leads/new", "/leads/new"],
  ["/leads/0198", "/leads/:leadId"],
  ["/leads/0198.data", "/leads/:leadId"],
  ["/leads/0198/edit", "/leads/:leadId/edit"],
  ["/p/secret", "/p/:token"],
  ["/assets/a/b.js", "/assets/*"],
  ["/health", "/health"],
  ["/leads/1/2/3", "/*"],
  ["/wp-login.php", "/*"],
])("%s is measured as %s", (path, measured) => {
  expect(pattern(path)).toBe(measured)
})

test("without a page for everything else, that is one measure too", () => {
  expect(routePatterns({ root: { path: "" } })("/random")).toBe("other")
})

test("a page takes posts when it has an action, and layouts are no addresses", () => {
  const action = () => null
  const routes = {
    root: { id: "root", path: "" },
    shell: { parentId: "root" },
    today: { parentId: "shell", index: true },
    lead: { path: "leads/:leadId", parentId: "shell", module: {} },
    edit: { path: "leads/:leadId/edit", parentId: "shell", module: { action } },
  }
  expect(pageMethods(routes)).toEqual({
    "/": ["GET", "HEAD"],
    "/leads/:leadId": ["GET", "HEAD"],
    "/leads/:leadId/edit": ["GET", "HEAD", "POST"],
  })
})
