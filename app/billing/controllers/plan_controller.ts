import type { HttpContext } from '@adonisjs/core/http'
import { actorOf } from '#accounts/actor'
import { loadSubscription, planSettings, sellerOf } from '#accounts/plans/repository'
import { endSubscription, subscribe } from '#accounts/plans/subscribe'
import { fileRefusal } from '#billing/documents/files/file_refusal'
import { readFile } from '#billing/documents/files/read_file'
import { sendFile } from '#billing/documents/files/send_file'
import { checkOut, planDocumentHouse } from '#billing/plans/check_out'
import { planPage } from '#billing/plans/plan_page'
import { endInput, planChoice } from '#billing/validators/plan_inputs'
import { HttpProblem, conflict, invalidField, notFound } from '#shared/http_problem'

/** The plan an account is on: its use, its invoices, another one. */
export default class PlanController {
  async show({ inertia, team }: HttpContext) {
    return inertia.render('settings/plan', (await planPage(team!.account, Date.now())) as never)
  }

  async update({ request, response, team }: HttpContext) {
    const { account, user } = team!
    const { plan, at_once: atOnce } = await request.validateUsing(planChoice)
    const settings = await planSettings(sellerOf(account))
    if (!settings?.enabled || settings.accountId === account.id) throw noPlan(plan)
    const taken = await subscribe(account.id, plan, {
      actor: actorOf(user),
      now: Date.now(),
      atOnce,
    })
    if (!taken.ok) throw noPlan(plan)
    return response.send({ begins: taken.value })
  }

  async end({ request, response, team }: HttpContext) {
    const { account, user } = team!
    const { ends } = await request.validateUsing(endInput)
    const wish = { actor: actorOf(user), now: Date.now() }
    if (!(await endSubscription(account.id, ends, wish))) throw conflict('There is no plan to end')
    return response.noContent()
  }

  async file(ctx: HttpContext) {
    const { params, team } = ctx
    const house = await planDocumentHouse(team!.account.id, params.id)
    if (!house) throw notFound('document')
    const wish = { accountId: house.account.id, invoiceId: params.id, format: 'pdf' }
    const file = await readFile({ ...wish, waitMs: 10_000 })
    if (!file.ok) throw fileRefusal(file.problem)
    return sendFile(ctx, file.value, 'attachment')
  }

  async pay({ params, response, team }: HttpContext) {
    const { account } = team!
    const subscription = await loadSubscription(account.id)
    if (!subscription) throw notFound('document')
    const step = await checkOut(account, subscription.seller, params.id)
    if (step.ok) return response.send(step.value)
    if (step.problem === 'not_found') throw notFound('document')
    if (step.problem === 'nothing_due') throw conflict('Nothing is due any more')
    throw new HttpProblem('unavailable', 'The payment provider cannot be reached right now')
  }
}

const noPlan = (key: string) => invalidField('plan', 'exists', `There is no plan "${key}"`)
