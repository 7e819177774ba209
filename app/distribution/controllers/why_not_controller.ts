import type { HttpContext } from '@adonisjs/core/http'
import { askWhyNot } from '#distribution/story/ask_why_not'
import { whyNotQuery } from '#distribution/validators/lead_page'
import { notFound } from '#shared/http_problem'

/** "Why not me?", for the API. */
export default class WhyNotController {
  async show({ api, params, request, response }: HttpContext) {
    const query = await whyNotQuery.validate(request.qs())
    const answer = await askWhyNot(api.accountId, { ...query, lead: params.id })
    if (!answer) throw notFound('distribution or assignment')
    return response.send(answer)
  }
}
