import type { HttpContext } from '@adonisjs/core/http'
import { actorOf } from '#accounts/actor'
import { loadPartner } from '#partners/repository'
import { conflict, notFound } from '#shared/http_problem'
import { invite, inviteAgain } from '#portal/people/invitations'
import { findSeat, listPeople, pausePerson, removePerson } from '#portal/people/people'
import { inviteInput, pauseInput } from '#portal/validators/people_inputs'

/** Whom the team lets into the portal of one of its partners. */
export default class PartnerPeopleController {
  async index(ctx: HttpContext) {
    const { account, partner } = await houseOf(ctx)
    return ctx.response.send({ people: await listPeople(account.id, partner.id, Date.now()) })
  }

  async store(ctx: HttpContext) {
    const wish = await ctx.request.validateUsing(inviteInput)
    const { account, partner, actor } = await houseOf(ctx)
    const made = await invite(account, partner, wish, actor, Date.now())
    if (!made.ok) throw conflict('This address has a place here already')
    return ctx.response.created({ id: made.value.id })
  }

  async again(ctx: HttpContext) {
    const { account, partner, actor, seat } = await seatOf(ctx)
    if (!(await inviteAgain(account, partner, seat, actor, Date.now())))
      throw conflict('The invitation was accepted already')
    return ctx.response.noContent()
  }

  async pause(ctx: HttpContext) {
    const { paused } = await ctx.request.validateUsing(pauseInput)
    const { seat, actor, ...house } = await seatOf(ctx)
    await pausePerson(house, seat, paused, actor, Date.now())
    return ctx.response.noContent()
  }

  async destroy(ctx: HttpContext) {
    const { seat, actor, ...house } = await seatOf(ctx)
    await removePerson(house, seat, actor, Date.now())
    return ctx.response.noContent()
  }
}

async function houseOf({ params, team }: HttpContext) {
  const partner = await loadPartner(team!.account.id, params.key)
  if (!partner) throw notFound('partner')
  return { account: team!.account, partner, actor: actorOf(team!.user) }
}

async function seatOf(ctx: HttpContext) {
  const house = await houseOf(ctx)
  const seat = await findSeat(house.account.id, house.partner.id, ctx.params.id)
  if (!seat) throw notFound('person')
  return { ...house, seat }
}
