import type { HttpContext } from '@adonisjs/core/http'
import { conflict, notFound } from '#shared/http_problem'
import { invite, inviteAgain } from '#portal/people/invitations'
import { findSeat, isLastOwner, listPeople, pausePerson, removePerson } from '#portal/people/people'
import { inviteInput, pauseInput } from '#portal/validators/people_inputs'

/** Whom a partner's owner lets in. */
export default class PeopleController {
  async index({ inertia, portal }: HttpContext) {
    const { account, partner } = portal!
    return inertia.render('portal/people', {
      people: await listPeople(account.id, partner.id, Date.now()),
    })
  }

  async store({ portal, request, response }: HttpContext) {
    const { account, partner, actor } = portal!
    const wish = await request.validateUsing(inviteInput)
    const made = await invite(account, partner, wish, actor, Date.now())
    if (!made.ok) throw conflict('This address has a place here already')
    return response.created({ id: made.value.id })
  }

  async again(ctx: HttpContext) {
    const { account, partner, actor } = ctx.portal!
    if (!(await inviteAgain(account, partner, await seatOf(ctx), actor, Date.now())))
      throw conflict('The invitation was accepted already')
    return ctx.response.noContent()
  }

  async pause(ctx: HttpContext) {
    const { paused } = await ctx.request.validateUsing(pauseInput)
    const seat = await seatOf(ctx)
    if (paused && (await isLastOwner(seat))) throw conflict('The last owner stays')
    await pausePerson(ctx.portal!, seat, paused, ctx.portal!.actor, Date.now())
    return ctx.response.noContent()
  }

  async destroy(ctx: HttpContext) {
    const seat = await seatOf(ctx)
    if (await isLastOwner(seat)) throw conflict('The last owner stays')
    await removePerson(ctx.portal!, seat, ctx.portal!.actor, Date.now())
    return ctx.response.noContent()
  }
}

async function seatOf({ params, portal }: HttpContext) {
  const seat = await findSeat(portal!.account.id, portal!.partner.id, params.id)
  if (!seat) throw notFound('person')
  return seat
}
