import { setTimeout as pause } from 'node:timers/promises'
import type User from '#accounts/models/user'

export const base = () => `http://${process.env.HOST}:${process.env.PORT}`
/** Signs in as a browser does: a stream outlives the request the test client would forge a session for. */
export const cookieOf = (user: User) => signIn(base(), user.email, 'a long password')

export const signIn = async (at: string, email: string, password: string) => {
  const cookies = (answer: Response) =>
    answer.headers.getSetCookie().map((one) => one.split(';')[0])
  const asked = await fetch(`${at}/login`)
  const before = cookies(asked).join('; ')
  const token = decodeURIComponent(/XSRF-TOKEN=([^;]+)/.exec(before)![1])
  const signedIn = await fetch(`${at}/login`, {
    method: 'POST',
    redirect: 'manual',
    headers: { 'cookie': before, 'x-xsrf-token': token, 'content-type': 'application/json' },
    body: JSON.stringify({ email, password }),
  })
  return cookies(signedIn).join('; ')
}

/** Reads a stream's messages until `enough`, then leaves. */
export async function listen(url: string, cookie: string, headers = {}) {
  const control = new AbortController()
  const answer = await fetch(url, { headers: { cookie, ...headers }, signal: control.signal })
  const messages: {
    id: string
    events: { id: string; type: string }[]
    more: boolean
    [list: string]: unknown
  }[] = []
  let ended = false
  const reading = (async () => {
    let text = ''
    for await (const chunk of answer.body!.pipeThrough(new TextDecoderStream())) {
      text += chunk
      const parts = text.split('\n\n')
      text = parts.pop()!
      for (const part of parts) {
        const id = /^id: (.+)$/m.exec(part)?.[1]
        const data = /^event: (?:events|leads)\ndata: (.+)$/m.exec(part)?.[1]
        if (id && data) messages.push({ id, ...JSON.parse(data) })
      }
    }
    ended = true
  })().catch(() => (ended = true))
  const until = async (done: () => boolean) => {
    for (let i = 0; i < 100 && !done(); i++) await pause(100)
  }
  return {
    answer,
    messages,
    types: () => messages.flatMap((one) => one.events.map(({ type }) => type)),
    until,
    hasEnded: () => ended,
    async leave() {
      control.abort()
      await reading
    },
  }
}
