import { createHmac, hkdfSync, randomInt, timingSafeEqual } from 'node:crypto'
import { createChallenge, verifySolution } from 'altcha-lib/v1'
import { type Passage, secondsToWait } from '#accounts/sign_in/throttles'
import { appKeys } from '#config/encryption'
import type { SiteForm } from '#capture/hosted/site_form'
import type { Visit } from '#capture/hosted/visit'

/** Name of an input nobody sees: whoever fills it in reads no pages. */
export const TRAP = 'website'

/** Hashes at most; half of it on average. A phone does some hundred thousand a second. */
const WORK = { normal: 60_000, strict: 400_000 }
/** From the first page to the last press, ms: without the work longer, as nothing else slows a program down. */
const LEAST_MS = { normal: 1_500, strict: 3_000 }
const LEAST_PLAIN_MS = { normal: 4_000, strict: 8_000 }

const levelOf = ({ document }: SiteForm) => document.guard ?? 'normal'

const key = (use: string) =>
  Buffer.from(hkdfSync('sha256', appKeys[0]!, '', `form guard/${use}/v1`, 32)).toString('hex')
let keys: { work: string; number: string } | null = null
const ourKeys = () => (keys ??= { work: key('work'), number: key('number') })

/**
 * What a visitor's browser works out while they type. It follows from the visit alone, so nothing has to be kept, and it
 * is worth one submission: that of this visit.
 */
export function challengeFor(form: SiteForm, visit: Visit) {
  const most = WORK[levelOf(form)]
  const { work, number } = ourKeys()
  const drawn = createHmac('sha256', number).update(`${visit.id} ${most}`).digest().readUInt32BE(0)
  return createChallenge({
    ...{ hmacKey: work, salt: saltOf(visit), number: drawn % most, maxNumber: most },
  })
}

const saltOf = ({ id }: Visit) => `${id}&`

export async function isWorkDone(form: SiteForm, visit: Visit, solution: unknown) {
  if (typeof solution !== 'string' || solution.length > 1_000) return false
  const { challenge, salt } = await challengeFor(form, visit)
  const payload = readSolution(solution)
  if (!payload || payload.salt !== salt || payload.challenge !== challenge) return false
  return verifySolution(payload, ourKeys().work)
}

function readSolution(text: string) {
  try {
    const read = JSON.parse(text) as Record<string, unknown>
    const { algorithm, challenge, number, salt, signature } = read
    if (typeof number !== 'number' || algorithm !== 'SHA-256') return null
    const texts = [challenge, salt, signature].map(String) as [string, string, string]
    return { algorithm, number, challenge: texts[0], salt: texts[1], signature: texts[2] } as const
  } catch {
    return null
  }
}

export const isQuick = (form: SiteForm, visit: Visit, worked: boolean, now: number): boolean =>
  now - visit.at < (worked ? LEAST_MS : LEAST_PLAIN_MS)[levelOf(form)]

/** A question for whoever has no script to work with. */
export const newSum = (): [number, number] => [randomInt(2, 10), randomInt(2, 10)]

export function isSumRight({ sum }: Visit, answer: unknown): boolean {
  if (!sum || typeof answer !== 'string') return false
  const given = Buffer.from(answer.trim().padEnd(4).slice(0, 4))
  return timingSafeEqual(given, Buffer.from(String(sum[0] + sum[1]).padEnd(4)))
}

/** Whether an address may send this form now; each try counts. */
export async function maySend(form: SiteForm, address: string, worked: boolean): Promise<boolean> {
  const who = `${form.form.id} ${address}`
  const strict = levelOf(form) === 'strict'
  const passages: Passage[] = [[strict ? 'form_strict' : 'form_send', who]]
  if (!worked) passages.push(['form_plain', who])
  return (await secondsToWait(...passages)) === 0
}
