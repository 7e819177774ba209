import type { HttpContext } from '@adonisjs/core/http'
import { withdrawReturn } from '#distribution/returns/decide_return'
import { sendEvidence } from '#distribution/returns/open_evidence'
import { readForm } from '#distribution/returns/read_form'
import { decideRefusal, requestRefusal } from '#distribution/returns/refusals'
import { requestReturn } from '#distribution/returns/request_return'
import type { ReturnActor } from '#distribution/returns/types'
import { formInput } from '#distribution/validators/return_inputs'

const askerOf = ({ portal }: HttpContext): ReturnActor => ({
  kind: 'partner',
  partnerId: portal!.partner.id,
  name: portal!.actor,
})

/** Giving leads back, within what was agreed on. */
export default class ReturnsController {
  async store(ctx: HttpContext) {
    const { fields, evidence } = await readForm(ctx)
    const { reason, note } = await formInput.validate(fields)
    // Only the team may ask for what the terms refuse.
    const wish = { reason, note: note || null, evidence, waive: false }
    const { account } = ctx.portal!
    const asked = await requestReturn(account.id, ctx.params.id, wish, askerOf(ctx))
    if (!asked.ok) throw requestRefusal(asked.problem)
    return ctx.response.created(asked.value)
  }

  async withdraw(ctx: HttpContext) {
    const done = await withdrawReturn(ctx.portal!.account.id, ctx.params.id, askerOf(ctx))
    if (!done.ok) throw decideRefusal(done.problem)
    return ctx.response.noContent()
  }

  async evidence(ctx: HttpContext) {
    const { account, partner } = ctx.portal!
    const where = { accountId: account.id, returnId: ctx.params.id, fileId: ctx.params.file }
    return sendEvidence(ctx, { ...where, partnerId: partner.id })
  }
}
