import type { HttpContext } from '@adonisjs/core/http'
import { actorOf } from '#accounts/actor'
import { loadPartner } from '#partners/repository'
import { configValue } from '#distribution/config_value'
import { invalidField, notFound } from '#shared/http_problem'
import { decideWish } from '#portal/settings/decide_wish'
import { wishesOf } from '#portal/settings/settings_page'
import { answerInput } from '#portal/validators/settings_inputs'

/** What a partner would like to be changed, for the team. */
export default class PartnerWishesController {
  async index(ctx: HttpContext) {
    const partner = await partnerOf(ctx)
    return ctx.response.send({ wishes: await wishesOf({ account: ctx.team!.account, partner }) })
  }

  async decide(ctx: HttpContext) {
    const { approve, answer = null } = await answerInput.validate(ctx.request.body())
    // A reason follows every no.
    if (!approve && !answer) throw invalidField('answer', 'required', 'must say why')
    const { account, user } = ctx.team!
    const house = { account, partner: await partnerOf(ctx) }
    const wish = { approve, answer }
    const done = await decideWish(house, ctx.params.id, wish, actorOf(user), Date.now())
    return ctx.response.send({ state: configValue(done, 'wish') })
  }
}

async function partnerOf({ params, team }: HttpContext) {
  const partner = await loadPartner(team!.account.id, params.key)
  if (!partner) throw notFound('partner')
  return partner
}
