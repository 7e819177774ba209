import type { HttpContext } from '@adonisjs/core/http'
import { actorOf } from '#accounts/actor'
import { conflict, notFound } from '#shared/http_problem'
import { holdLead, listHolds, releaseLead } from '#privacy/holds/holds'
import { previewRules } from '#privacy/retention/preview'
import { presentRetention } from '#privacy/retention/present_retention'
import { rulesOf, saveRules } from '#privacy/retention/rules'
import { loadEntities } from '#entities/repository'
import { holdInput, retentionInput } from '#privacy/validators/privacy_inputs'

type Team = NonNullable<HttpContext['team']>
const whoOf = ({ account, user }: Team) => ({ accountId: account.id, actor: actorOf(user) })

/** How long things are kept, and leads that are kept for a claim. For those who manage the account. */
export default class RetentionController {
  async show({ inertia, team }: HttpContext) {
    const { account } = team!
    const [retention, holds] = await Promise.all([presentRetention(account), listHolds(account.id)])
    return inertia.render('privacy/retention', { ...retention, holds } as never)
  }

  async preview({ request, response, team }: HttpContext) {
    const wish = await retentionInput.validate(request.body())
    const accountId = team!.account.id
    const [rules, entities] = await Promise.all([
      rulesOf(accountId, wish as never),
      loadEntities(accountId),
    ])
    const keyOf = (id: string) => entities.find((one) => one.id === id)?.key ?? null
    return response.send({ data: await previewRules(rules, keyOf, Date.now()) })
  }

  async update({ request, response, team }: HttpContext) {
    const wish = await retentionInput.validate(request.body())
    await saveRules(whoOf(team!), wish as never, Date.now())
    return response.noContent()
  }

  async hold({ request, response, team }: HttpContext) {
    const { lead, reason } = await holdInput.validate(request.body())
    const held = await holdLead(whoOf(team!), lead, reason, Date.now())
    if (held === 'not_found') throw notFound('lead')
    if (held === 'erased') throw conflict('The lead is erased already')
    return response.created({ lead })
  }

  async release({ params, response, team }: HttpContext) {
    if (!(await releaseLead(whoOf(team!), params.id, Date.now()))) throw notFound('hold')
    return response.noContent()
  }
}
