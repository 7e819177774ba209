import { Resolver } from 'node:dns/promises'

/** Answers as node's resolver does: rejects with a `code` where there is nothing, or no answer. */
export interface DomainResolver {
  /** The TXT records of a name, each in its parts. */
  texts(name: string): Promise<string[][]>
  /** The addresses a name leads to, over whatever CNAMEs; of one family. */
  addresses(name: string, family: 4 | 6): Promise<string[]>
}

const DEADLINE_MS = 5_000
/** The name is not there, or has no such record: an answer, unlike silence. */
const ABSENT = new Set(['ENOTFOUND', 'ENODATA'])

/** The resolver of the machine, within a deadline. */
async function asked<T>(ask: (resolver: Resolver) => Promise<T>): Promise<T> {
  const resolver = new Resolver({ timeout: 2_000, tries: 2 })
  const timer = setTimeout(() => resolver.cancel(), DEADLINE_MS)
  try {
    return await ask(resolver)
  } finally {
    clearTimeout(timer)
  }
}

const systemResolver: DomainResolver = {
  texts: (name) => asked((resolver) => resolver.resolveTxt(name)),
  addresses: (name, family) =>
    asked((resolver) => (family === 4 ? resolver.resolve4(name) : resolver.resolve6(name))),
}

let resolver: DomainResolver = systemResolver

/** Tests answer themselves; null: the machine's again. */
export const resolveBy = (other: DomainResolver | null) => void (resolver = other ?? systemResolver)

/** What there is, nothing where there is none, null where the DNS did not say. */
async function orNone<T>(answer: Promise<T[]>): Promise<T[] | null> {
  try {
    return await answer
  } catch (error) {
    return ABSENT.has((error as { code?: string }).code ?? '') ? [] : null
  }
}

/** The texts at a name, long ones put together; null where the DNS did not say. */
export async function readTexts(name: string): Promise<string[] | null> {
  const records = await orNone(resolver.texts(name))
  return records && records.map((parts) => parts.join(''))
}

/** The addresses of both families behind a name; null where the DNS said nothing of either. */
export async function readAddresses(name: string): Promise<string[] | null> {
  const families = ([4, 6] as const).map((family) => orNone(resolver.addresses(name, family)))
  const answers = await Promise.all(families)
  const found = answers.flatMap((answer) => answer ?? [])
  return found.length || !answers.includes(null) ? found : null
}
