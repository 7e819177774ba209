import type { HttpContext } from '@adonisjs/core/http'
import { HttpProblem } from '#shared/http_problem'
import { wantsJson } from '#shared/in_place'

/** Why somebody is not let in; pages have a sentence for each. */
export type Refusal =
  | { reason: 'wrong_credentials' | 'wrong_code' | 'wrong_password' }
  | { reason: 'throttled'; seconds: number }

const SENTENCES = {
  wrong_credentials: 'The e-mail address or the password is wrong.',
  wrong_code: 'The code is wrong or was used before.',
  wrong_password: 'The password is wrong.',
  throttled: 'Too many attempts.',
}

/** A problem document for a script, the form again with the reason at its field for a page. */
export function refuse(ctx: HttpContext, field: string, refusal: Refusal) {
  if (wantsJson(ctx.request)) throw asProblem(field, refusal)
  const long = refusal.reason === 'throttled' && refusal.seconds > 60
  ctx.session.flash('inputErrorsBag', { [field]: [long ? 'throttled_long' : refusal.reason] })
  return ctx.response.redirect().back()
}

export function asProblem(field: string, refusal: Refusal): HttpProblem {
  const message = SENTENCES[refusal.reason]
  const errors = [{ field, rule: refusal.reason, message }]
  if (refusal.reason === 'throttled')
    return new HttpProblem('too-many-requests', `${message} Repeat in ${refusal.seconds} s.`, {
      headers: { 'retry-after': String(refusal.seconds) },
      errors,
    })
  // 401 says that nobody is signed in; a wrong word of somebody who is has another answer.
  const type = refusal.reason === 'wrong_credentials' ? 'unauthenticated' : 'validation'
  return new HttpProblem(type, message, { errors })
}
