import { Resolver } from 'node:dns/promises'

/** The TXT records of a name, each in its parts. Rejects with a `code` as node's resolver does. */
export type TxtResolver = (name: string) => Promise<string[][]>

const DEADLINE_MS = 5_000
/** The name is not there, or has no such record: an answer, unlike silence. */
const ABSENT = new Set(['ENOTFOUND', 'ENODATA'])

/** The resolver of the machine, within a deadline. */
const systemResolver: TxtResolver = async (name) => {
  const resolver = new Resolver({ timeout: 2_000, tries: 2 })
  const timer = setTimeout(() => resolver.cancel(), DEADLINE_MS)
  try {
    return await resolver.resolveTxt(name)
  } finally {
    clearTimeout(timer)
  }
}

let resolver: TxtResolver = systemResolver

/** Tests answer themselves; null: the machine's again. */
export const resolveBy = (other: TxtResolver | null) => void (resolver = other ?? systemResolver)

/** The texts at a name, long ones put together; null where the DNS did not say. */
export async function readTexts(name: string): Promise<string[] | null> {
  try {
    const records = await resolver(name)
    return records.map((parts) => parts.join(''))
  } catch (error) {
    return ABSENT.has((error as { code?: string }).code ?? '') ? [] : null
  }
}
