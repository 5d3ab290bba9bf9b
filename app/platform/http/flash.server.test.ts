import { beforeEach, expect, test, vi } from "vitest"
import { parseEnv } from "../env.server"
import { replace } from "../once.server"
import { cookieOf, type Notice, noticeCookie, takeNotice } from "./flash.server"

const useEnv = (source: Record<string, string> = {}) =>
  replace("env", { ...parseEnv(source), SECRET_KEY: "k".repeat(40) })
const sent = (cookie: string) =>
  new Request("http://localhost/", { headers: { Cookie: `theme=dark; ${cookie.split(";")[0]}` } })

beforeEach(() => {
  useEnv()
})

test("a notice is shown on the next page, with its undo, and then forgotten", () => {
  const notice: Notice = {
    tone: "ok",
    text: "Invoice R-1 was sent, “Zoë”.",
    undo: { action: "/undo", fields: { id: "1" } },
  }
  const taken = takeNotice(sent(noticeCookie(notice)))
  expect(taken.notice).toMatchObject(notice)
  expect(taken.header).toMatch(/^notice=; Path=\/; HttpOnly; SameSite=Lax; Max-Age=0$/)
})

test("two equal notices have two ids", () => {
  const id = () => takeNotice(sent(noticeCookie({ tone: "ok", text: "Saved" }))).notice?.id
  expect(id()).not.toBe(id())
})

test("without a cookie there is nothing to show and nothing to forget", () => {
  expect(takeNotice(new Request("http://localhost/"))).toEqual({ notice: null, header: null })
})

test("an altered notice, or one signed with another key, is not shown", () => {
  const cookie = noticeCookie({ tone: "ok", text: "Saved" })
  const forged = Buffer.from('{"tone":"ok","text":"Send money","until":9e15}').toString("base64url")
  expect(takeNotice(sent(cookie.replace(/=[^.]+/, `=${forged}`))).notice).toBeNull()
  replace("env", { ...parseEnv({}), SECRET_KEY: "x".repeat(40) })
  expect(takeNotice(sent(cookie)).notice).toBeNull()
})

test("a notice of an hour ago is not shown", () => {
  const cookie = noticeCookie({ tone: "ok", text: "Saved" })
  vi.useFakeTimers({ now: Date.now() + 3_600_000 })
  expect(takeNotice(sent(cookie)).notice).toBeNull()
  vi.useRealTimers()
})

test("a notice never outgrows its cookie: first its text is cut, then its undo goes", () => {
  const cookie = noticeCookie({
    tone: "ok",
    text: "ü".repeat(5_000),
    undo: { action: "/undo", fields: { ids: "x".repeat(5_000) } },
  })
  expect(cookie.length).toBeLessThan(4_096)
  expect(takeNotice(sent(cookie)).notice).toMatchObject({ tone: "ok" })
  expect(takeNotice(sent(cookie)).notice).not.toHaveProperty("undo")
})

test("on https the cookie belongs to this host alone", () => {
  useEnv({ APP_URL: "https://work.example.com" })
  expect(noticeCookie({ tone: "ok", text: "Saved" })).toMatch(/^__Host-notice=.*; Secure$/)
})

test("a cookie is found by its whole name", () => {
  const request = new Request("http://localhost/", { headers: { Cookie: "xtheme=a; theme=dark=er;y=1" } })
  expect(cookieOf(request, "theme")).toBe("dark=er")
  expect(cookieOf(request, "them")).toBeUndefined()
})
