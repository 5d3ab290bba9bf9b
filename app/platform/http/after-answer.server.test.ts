import type { AppLoadContext } from "@remix-run/node"
import { expect, test, vi } from "vitest"
import { afterAnswer, afterAnswers } from "./after-answer.server"

vi.hoisted(() => {
  process.env.LOG_LEVEL = "silent"
})

const facts = {
  nonce: "n",
  requestId: "r-1",
  ip: "192.0.2.1",
  userAgent: "test",
  origin: "http://localhost",
  local: true,
}

function anAnswer() {
  let send = () => {}
  const answered = new Promise<void>((settle) => {
    send = settle
  })
  const context: AppLoadContext = { ...facts, answered }
  return { context, send }
}

test("what follows an answer begins once it is sent", async () => {
  const { context, send } = anAnswer()
  const done: string[] = []
  afterAnswer(context, "counting", async () => void done.push("counted"))
  await Promise.resolve()
  expect(done).toEqual([])
  send()
  await afterAnswers()
  expect(done).toEqual(["counted"])
})

test("what fails after an answer harms nobody, and the rest is done", async () => {
  const { context, send } = anAnswer()
  const done: string[] = []
  afterAnswer(context, "counting", () => Promise.reject(new Error("the table is gone")))
  afterAnswer(context, "telling", async () => void done.push("told"))
  send()
  await afterAnswers()
  expect(done).toEqual(["told"])
})
