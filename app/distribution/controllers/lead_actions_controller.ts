import type { HttpContext } from '@adonisjs/core/http'
import { actorOf } from '#accounts/actor'
import { changeStoredLead } from '#distribution/change_stored_lead'
import { distribute } from '#distribution/distribute_by_hand'
import { distributeRefusal } from '#distribution/refusals'
import { boardCard } from '#distribution/board/board_column'
import { previewDistribution } from '#distribution/story/preview_distribution'
import { revealValue } from '#distribution/story/reveal_value'
import { profileInput, revealInput } from '#distribution/validators/lead_page'
import type { Scope } from '#entities/entity_scope'
import { eraseLead } from '#intake/erase_lead'
import { changeLead, moveLead } from '#intake/validators/change_lead'
import { conflict, notFound } from '#shared/http_problem'

const by = ({ team }: HttpContext) => actorOf(team!.user)

/** What somebody does to a lead on its page. Each answers without a body: the page asks for what it shows. */
export default class LeadActionsController {
  async update(ctx: HttpContext) {
    const { params, request, response, team } = ctx
    const { values, ...change } = await changeLead.validate(request.body())
    // Vine drops what it does not know inside values; they are read by their entity.
    const given = values && (request.body() as { values: Record<string, unknown> }).values
    const wish = { ...change, values: given }
    await changeStoredLead(team!.account.id, params.id, wish, by(ctx))
    return response.noContent()
  }

  /** A card is put into another column. Answers what the lead is then: a stage may have set off a sale. */
  async move(ctx: HttpContext) {
    const { params, request, response, team } = ctx
    const wish = await moveLead.validate(request.body())
    await changeStoredLead(team!.account.id, params.id, wish, by(ctx))
    return response.send(await boardCard(team!.account.id, params.id))
  }

  async reveal(ctx: HttpContext) {
    const { params, request, response, team } = ctx
    const { field } = await revealInput.validate(request.body())
    return response.send(await revealValue(team!.account.id, params.id, field, by(ctx)))
  }

  async destroy(ctx: HttpContext) {
    const { params, response, team } = ctx
    const erased = await eraseLead(team!.account.id, params.id, by(ctx))
    if (erased === 'not_found') throw notFound('lead')
    if (erased === 'busy') throw conflict('The lead is being distributed right now; try again')
    if (erased === 'on_hold')
      throw conflict('The lead is kept for a legal claim; lift the hold first')
    return response.noContent()
  }

  async preview({ params, request, response, team }: HttpContext) {
    const { profile } = await profileInput.validate(request.body())
    demandProfile(team!.scope, profile)
    const shown = await previewDistribution(team!.account.id, params.id, profile)
    if (!shown.ok) throw distributeRefusal(shown.problem, profile)
    return response.send(shown.value)
  }

  async distribute({ params, request, response, team }: HttpContext) {
    const { profile } = await profileInput.validate(request.body())
    demandProfile(team!.scope, profile)
    const made = await distribute(team!.account.id, params.id, profile, 'manual')
    if (!made.ok) throw distributeRefusal(made.problem, profile)
    return response.status(201).send({ id: made.value.id })
  }
}

/** A profile outside of a limit is said to be missing, as one that never was. */
function demandProfile(scope: Scope, profile: string) {
  if (scope && !scope.profiles.includes(profile))
    throw distributeRefusal('profile_not_found', profile)
}
