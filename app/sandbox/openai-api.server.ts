import { createHash } from "node:crypto"
import type { Answer, Call } from "./request.server"

type Message = { role?: unknown; content?: unknown }

/** Answers POST /v1/chat/completions like an OpenAI-compatible service that always says the same to the same words. Null for any other address. */
export function answerOpenai({ key, now }: { key: string; now(): Date }, call: Call): Answer | null {
  if (call.path !== "/v1/chat/completions" || call.method !== "POST") return null
  if (call.headers.authorization !== `Bearer ${key}`) {
    return {
      status: 401,
      json: {
        error: { message: "Incorrect API key provided.", type: "invalid_request_error", code: "invalid_api_key" },
      },
    }
  }
  const body = parse(call.body)
  if (!body || !Array.isArray(body.messages) || body.messages.length === 0) {
    return {
      status: 400,
      json: { error: { message: "'messages' is required.", type: "invalid_request_error", param: "messages" } },
    }
  }
  const last = (body.messages as Message[]).filter((message) => message.role === "user").at(-1)
  const asked = (typeof last?.content === "string" ? last.content : "").trim().split(/\s+/).slice(0, 60).join(" ")
  const content = `Draft from the sandbox. It was asked: ${asked}`
  const usage = { prompt_tokens: call.body.length >> 2, completion_tokens: content.length >> 2 }
  return {
    status: 200,
    json: {
      id: `chatcmpl-${createHash("sha256").update(call.body).digest("hex").slice(0, 24)}`,
      object: "chat.completion",
      created: Math.floor(now().getTime() / 1000),
      model: typeof body.model === "string" ? body.model : "sandbox",
      choices: [
        { index: 0, message: { role: "assistant", content, refusal: null }, logprobs: null, finish_reason: "stop" },
      ],
      usage: { ...usage, total_tokens: usage.prompt_tokens + usage.completion_tokens },
    },
  }
}

function parse(body: string): { messages?: unknown; model?: unknown } | null {
  try {
    const parsed: unknown = JSON.parse(body)
    return typeof parsed === "object" && parsed !== null ? parsed : null
  } catch {
    return null
  }
}
