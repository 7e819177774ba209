import type { HttpContext } from '@adonisjs/core/http'
import { choiceOf } from '#notifications/choices'
import { KINDS, acts, kindsFor, kindsWithin } from '#notifications/kinds'
import { type OwnChoices, loadChoices, saveChoices } from '#notifications/inbox/own_choices'
import { choicesValidator } from '#notifications/validators/notification_inputs'

type Team = NonNullable<HttpContext['team']>

/** How somebody wants to be told of what. */
export default class ChoicesController {
  async show({ inertia, team }: HttpContext) {
    const { account, user, role, scope } = team!
    return inertia.render('settings/notifications', {
      own: present(await loadChoices(account.id, user.id), team!),
      kinds: kindsWithin(role, scope).map((kind) => ({
        ...{ kind, group: KINDS[kind].group, mails: acts(role, kind) },
      })),
      email: user.email,
    })
  }

  async update({ request, response, team }: HttpContext) {
    const { account, user, role } = team!
    const { choices, digest_hour: digestHour } = await request.validateUsing(choicesValidator)
    // What a role hears nothing of is not kept for it.
    const mine = choices.filter(({ kind }) => kindsFor(role).includes(kind))
    const own = Object.fromEntries(mine.map(({ kind, app, mail }) => [kind, { app, mail }]))
    await saveChoices(account.id, user.id, { choices: own, digestHour }, Date.now())
    return response.send(present(await loadChoices(account.id, user.id), team!))
  }
}

const present = ({ choices, digestHour }: OwnChoices, { role, scope }: Team) => ({
  digest_hour: digestHour,
  choices: kindsWithin(role, scope).map((kind) => ({ kind, ...choiceOf(choices, role, kind)! })),
})
