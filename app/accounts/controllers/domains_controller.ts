import type { HttpContext } from '@adonisjs/core/http'
import { conflict, invalidField, notFound } from '#shared/http_problem'
import { actorOf } from '#accounts/actor'
import { addressFor } from '#accounts/domains/address_for'
import { checkDomain } from '#accounts/domains/check_domain'
import { addDomain, findDomain, listDomains, removeDomain } from '#accounts/domains/domains'
import { ownHosts } from '#accounts/domains/own_hosts'
import { presentDomain } from '#accounts/domains/present_domain'
import type { DomainProblem } from '#accounts/judge_domain'
import { asProblem } from '#accounts/sign_in/refusal'
import { secondsToWait } from '#accounts/sign_in/throttles'
import { domainInput } from '#accounts/validators/domain_inputs'

const SENTENCES: Record<DomainProblem | 'taken', string> = {
  format: 'Give the name alone, such as leads.example.com',
  address: 'An IP address is no domain',
  local: 'This name is known on one machine or network only',
  own: 'This is the name of the installation itself',
  shared: 'Strangers have names below this one: give your own below it',
  taken: 'The account has this domain already',
}

/** Names of the account's own. */
export default class DomainsController {
  async index({ inertia, team }: HttpContext) {
    const { id } = team!.account
    const [domains, app, portal, capture] = await Promise.all([
      listDomains(id),
      addressFor(id, 'app'),
      addressFor(id, 'portal'),
      addressFor(id, 'capture'),
    ])
    return inertia.render('settings/domains', {
      domains: domains.map(presentDomain),
      target: ownHosts.publicName,
      links: { app, portal: `${portal}/portal`, capture },
    })
  }

  async store({ request, response, team }: HttpContext) {
    const wish = await request.validateUsing(domainInput)
    const { account, user } = team!
    await demandTry(account.id)
    const added = await addDomain(account.id, wish, { actor: actorOf(user), now: Date.now() })
    if (!added.ok) {
      if (added.problem === 'many') throw conflict('An account has 20 domains at most')
      throw invalidField('host', added.problem, SENTENCES[added.problem])
    }
    return response.created(presentDomain(added.value))
  }

  /** Looks at once, and says what was found. */
  async check({ params, team }: HttpContext) {
    const { account, user } = team!
    const domain = await findDomain(account.id, params.id)
    if (!domain) throw notFound('domain')
    await demandTry(account.id)
    const checked = await checkDomain(domain, actorOf(user), Date.now())
    if (!checked) throw notFound('domain')
    return presentDomain(checked)
  }

  async destroy({ params, response, team }: HttpContext) {
    const { account, user } = team!
    if (!(await removeDomain(account.id, params.id, actorOf(user)))) throw notFound('domain')
    return response.noContent()
  }
}

async function demandTry(accountId: string) {
  const seconds = await secondsToWait(['domain_account', accountId])
  if (seconds) throw asProblem('host', { reason: 'throttled', seconds })
}
