import type { HttpContext } from '@adonisjs/core/http'
import { CHANGE_KINDS, changingActors, listChanges } from '#accounts/team/history'
import { changesQuery } from '#accounts/validators/changes_query'

/** Who changed what of the account's configuration, and from what to what. */
export default class ChangesController {
  async index({ inertia, request, team }: HttpContext) {
    // A filter of a link that is none shows all.
    const [, query] = await changesQuery.tryValidate(request.qs())
    const { kind, actor } = query ?? {}
    return inertia.render('settings/changes', {
      filters: { kind: kind ?? null, actor: actor ?? null },
      list: await listChanges(team!.account.id, { kind, actor }),
      kinds: [...CHANGE_KINDS],
      actors: await changingActors(team!.account.id),
    })
  }

  async search({ request, response, team }: HttpContext) {
    const query = await changesQuery.validate(request.qs())
    return response.send(await listChanges(team!.account.id, query))
  }
}
