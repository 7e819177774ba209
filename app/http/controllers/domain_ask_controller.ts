import { createHash, timingSafeEqual } from 'node:crypto'
import type { HttpContext } from '@adonisjs/core/http'
import { ownHosts } from '#accounts/domains/own_hosts'
import { siteOfHost } from '#accounts/domains/site_of_host'
import { readHost } from '#accounts/read_host'
import { secondsToWait } from '#accounts/sign_in/throttles'
import { askQuery } from '#accounts/validators/domain_inputs'
import { parseAllowList } from '#delivery/transports/denied_addresses'
import { HttpProblem, notFound } from '#shared/http_problem'
import env from '#start/env'

/** This machine and private networks, where a proxy in front of the app is. */
const NEAR =
  '127.0.0.0/8,10.0.0.0/8,172.16.0.0/12,192.168.0.0/16,169.254.0.0/16,::1,fc00::/7,fe80::/10'
const near = parseAllowList(NEAR)

const digest = (text: string) => createHash('sha256').update(text).digest()

/** Whether a proxy in front may get a certificate for a name: only for those that are proven, and the install's own. */
export default class DomainAskController {
  async show({ request, response }: HttpContext) {
    const { domain, token } = await askQuery.validate(request.qs())
    if (!mayAsk(request.ip(), token)) throw notFound('page')
    const seconds = await secondsToWait(['domain_ask', request.ip()])
    if (seconds)
      throw new HttpProblem('too-many-requests', `Repeat in ${seconds} s.`, {
        headers: { 'retry-after': String(seconds) },
      })
    const host = readHost(domain)
    const known = host !== null && (host === ownHosts.publicName || (await siteOfHost(host)))
    response.header('cache-control', 'no-store')
    return response.status(known ? 200 : 404).send({ allowed: Boolean(known) })
  }
}

/** With the token from anywhere, else from nearby. */
function mayAsk(ip: string, given = ''): boolean {
  const token = env.get('DOMAINS_ASK_TOKEN')?.release()
  if (token && timingSafeEqual(digest(given), digest(token))) return true
  const plain = ip.replace(/^::ffff:(?=\d+\.)/i, '')
  return near.ok && near.value.check(plain, plain.includes(':') ? 'ipv6' : 'ipv4')
}
