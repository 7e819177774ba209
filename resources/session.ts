/*
 * What happens when the session ends under an open page: one dialog asks to sign in again, and everybody who waits for
 * it goes on when that is done.
 */
import { ref } from 'vue'

/** Shows the dialog while somebody waits for it. */
export const sessionEnded = ref<{ resolve: (signedIn: boolean) => void } | null>(null)

let waiting: Promise<boolean> | null = null

/** True when the request may be made again: signed in anew, or the page merely held an old token. */
export function recoverSession(): Promise<boolean> {
  waiting ??= recover().finally(() => (waiting = null))
  return waiting
}

async function recover(): Promise<boolean> {
  const answer = await fetch(`${base}/session`, { headers: { accept: 'application/json' } }).catch(
    () => null
  )
  if (!answer?.ok) return false
  const { user } = (await answer.json()) as { user: object | null }
  if (user || !signedIn) return true
  return new Promise<boolean>((resolve) => {
    sessionEnded.value = { resolve }
  }).finally(() => (sessionEnded.value = null))
}

/** Whether the page was drawn for somebody: a page of nobody needs a new token only. */
let signedIn = false
let base = ''
let account: string | undefined
export function rememberSignedIn(yes: boolean, where: string, of?: string) {
  signedIn = yes
  base = where
  account = of
}

/** Of which account the page was drawn: the server refuses what it asks for once another tab switched to another. */
export const accountHeader = (): Record<string, string> =>
  account && !base ? { 'x-account': account } : {}
