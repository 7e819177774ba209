import { request } from 'node:http'
import { checkDomain } from '#accounts/domains/check_domain'
import { findDomain } from '#accounts/domains/domains'
import { ownHosts } from '#accounts/domains/own_hosts'
import { resolveBy } from '#accounts/domains/resolver'
import { type DomainUse, RECORD_PREFIX, recordValue } from '#accounts/judge_domain'
import Domain from '#accounts/models/domain'
import type { Visitor } from '#tests/helpers/visitor'

/** What the DNS says, for a test: texts by the name of their record. A name that is not there has none. */
export class FakeDns {
  readonly texts = new Map<string, string[]>()
  /** Addresses by name, of the fourth version. */
  readonly addresses = new Map<string, string[]>()
  silent = false

  /** Answers in the place of the machine's resolver; to be called at the end. */
  use(): () => void {
    const look = (book: Map<string, string[]>, name: string) => {
      if (this.silent) throw Object.assign(new Error('no answer'), { code: 'ETIMEOUT' })
      const found = book.get(name)
      if (!found) throw Object.assign(new Error('absent'), { code: 'ENOTFOUND' })
      return found
    }
    resolveBy({
      // Long ones come in parts.
      texts: async (name) =>
        look(this.texts, name).map((text) => [text.slice(0, 20), text.slice(20)]),
      addresses: async (name, family) => look(family === 4 ? this.addresses : new Map(), name),
    })
    return () => resolveBy(null)
  }

  set(domain: { host: string; token: string }, ...more: string[]) {
    this.texts.set(RECORD_PREFIX + domain.host, [recordValue(domain.token), ...more])
  }

  clear = (host: string) => void this.texts.delete(RECORD_PREFIX + host)
}

let made = 0
/** A name nobody has. */
export const someHost = (begin = 'leads') => `${begin}-${++made}-${Date.now()}.brand.example`

/** Adds a domain over the page and proves it. */
export async function prove(
  dns: FakeDns,
  owner: Visitor,
  accountId: string,
  use: DomainUse = 'app',
  host = someHost(use)
): Promise<Domain> {
  const { status, body } = await owner.json('POST', '/settings/domains', { host, use })
  if (status !== 201) throw new Error(JSON.stringify(body))
  const domain = (await findDomain(accountId, body.id))!
  dns.set(domain)
  return (await checkDomain(domain, null, Date.now()))!
}

export const reload = (domain: Domain): Promise<Domain> => Domain.findOrFail(domain.id)

/** As in production, under a name of its own; to be called at the end. */
export function strictly(): () => void {
  const before = { strict: ownHosts.strict, publicName: ownHosts.publicName }
  Object.assign(ownHosts, { strict: true, publicName: 'install.example' })
  ownHosts.names.add('install.example')
  return () => {
    Object.assign(ownHosts, before)
    ownHosts.names.delete('install.example')
  }
}

/** A request with exactly these header lines, as no well-behaved client sends them. */
export function raw(path: string, headers: string[]): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        ...{ host: process.env.HOST, port: process.env.PORT, path, setHost: false },
        headers: headers as never,
      },
      (answer) => {
        const parts: Buffer[] = []
        answer.on('data', (part) => parts.push(part))
        answer.on('end', () =>
          resolve({ status: answer.statusCode!, body: Buffer.concat(parts).toString() })
        )
      }
    )
    sent.on('error', reject).end()
  })
}
