import type { HttpContext } from '@adonisjs/core/http'
import { secondsToWait } from '#accounts/sign_in/throttles'
import { asProblem } from '#accounts/sign_in/refusal'
import { configValue } from '#distribution/config_value'
import { updateConfig } from '#distribution/configuration/configuration'
import { capsShape } from '#partners/caps_shape'
import { saveOwnLimits } from '#partners/repository'
import { invalid, invalidField, notFound } from '#shared/http_problem'
import type { Problem } from '#shared/result'
import { placesOf, settingsPage } from '#portal/settings/settings_page'
import { selfTest } from '#portal/settings/self_test'
import { addWish, settleWish } from '#portal/settings/wishes'
import { contactsInput, testInput, wishInput } from '#portal/validators/settings_inputs'
import { pauseInput } from '#portal/validators/people_inputs'

/** What a partner decides for itself. */
export default class SettingsController {
  async show({ inertia, portal }: HttpContext) {
    return inertia.render('portal/settings', (await settingsPage(portal!, Date.now())) as never)
  }

  async contacts({ portal, request, response }: HttpContext) {
    const { account, partner, actor } = portal!
    const wish = await contactsInput.validate(request.body())
    const billing = partner.billing && {
      billing: { ...partner.billing, email: wish.documents ?? undefined },
    }
    const form = { email: wish.email ?? null, ...billing }
    configValue(await updateConfig(account.id, 'partners', partner.key, form, { actor }), 'partner')
    return response.noContent()
  }

  async pause({ portal, request, response }: HttpContext) {
    const { account, partner, actor } = portal!
    const { paused } = await pauseInput.validate(request.body())
    await saveOwnLimits(account.id, partner.id, { paused }, actor)
    return response.noContent()
  }

  async caps({ portal, request, response }: HttpContext) {
    const { account, partner, actor } = portal!
    const problems: Problem[] = []
    const caps = capsShape(account.currency).parse(request.body(), '', problems)
    if (problems.length) throw invalid(problems)
    await saveOwnLimits(account.id, partner.id, { caps }, actor)
    return response.noContent()
  }

  async test({ portal, request, response }: HttpContext) {
    const wish = await testInput.validate(request.body())
    const seconds = await secondsToWait(['portal_test', portal!.partner.id])
    if (seconds) throw asProblem('assignment', { reason: 'throttled', seconds })
    const sent = await selfTest(portal!, wish, Date.now())
    if (sent.ok) return response.send(sent.value)
    throw sent.problem === 'missing' ? notFound('assignment') : invalid(sent.problem)
  }

  async wish({ portal, request, response }: HttpContext) {
    const { note = null, ...wish } = await wishInput.validate(request.body())
    const places = await placesOf(portal!)
    if (!places.some((one) => one.profile === wish.profile && one.assignment === wish.assignment))
      throw notFound('assignment')
    if (wish.kind === 'price' && !/^\d{1,9}(\.\d{1,4})?$/.test(wish.wish))
      throw invalidField('wish', 'amount', 'must be an amount such as "25.00"')
    const id = await addWish(portal!, { ...wish, note }, Date.now())
    return response.created({ id })
  }

  async withdraw({ params, portal, response }: HttpContext) {
    const { account, partner, actor } = portal!
    const where = { accountId: account.id, partnerId: partner.id, id: params.id }
    if (!(await settleWish(where, 'withdrawn', { answer: null, actor }, Date.now())))
      throw notFound('wish')
    return response.noContent()
  }
}
