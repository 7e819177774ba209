import type { HttpContext } from '@adonisjs/core/http'
import { actorOf } from '#accounts/actor'
import {
  retireOldSecret,
  rotateSigningSecret,
  showSigningSecret,
  signingState,
} from '#partners/signing_keys'
import { conflict, notFound } from '#shared/http_problem'

/** The secret a partner checks signatures with: shown once, then only replaced. */
export default class SigningSecretsController {
  async show({ params, response, team }: HttpContext) {
    const { account, user } = team!
    const secret = await showSigningSecret(account.id, params.key, actorOf(user))
    if (secret) return response.send({ secret, ...(await signingState(account.id, params.key)) })
    if (!(await signingState(account.id, params.key))) throw notFound('partner')
    throw conflict('The secret was shown before; make a new one instead')
  }

  async rotate({ params, response, team }: HttpContext) {
    const { account, user } = team!
    const secret = await rotateSigningSecret(account.id, params.key, actorOf(user))
    if (!secret) throw notFound('partner')
    return response.send({ secret, ...(await signingState(account.id, params.key)) })
  }

  async retire({ params, response, team }: HttpContext) {
    const { account, user } = team!
    if (!(await retireOldSecret(account.id, params.key, actorOf(user)))) throw notFound('partner')
    return response.send(await signingState(account.id, params.key))
  }
}
