import type { HttpContext } from '@adonisjs/core/http'
import { isOfSite } from '#accounts/domains/may_enter'
import { answerRequest } from '#capture/endpoints/answer_request'
import { findEndpoint } from '#capture/endpoints/find_endpoint'
import { addressOf } from '#capture/endpoints/repository'

/** Where others hand in leads as to another system: no session, no token, the address is all they have. */
export default class IntakeController {
  async answer({ params, rawBody, request, response, route, site }: HttpContext) {
    const [, plugin, does] = route!.name!.split('.')
    const parts = params as Record<string, string>
    const endpoint = await findEndpoint(addressOf(plugin, parts), Date.now())
    if (!endpoint || (site && !(await isOfSite(site, endpoint.accountId))))
      return response.status(404).type('text/plain').send('There is nothing here')
    const answer = await answerRequest(endpoint, {
      does: does === 'ping' ? 'ping' : 'submit',
      method: request.method(),
      query: request.parsedUrl.query ?? '',
      headers: headersOf(request.headers()),
      body: rawBody ?? null,
    })
    response.status(answer.status)
    for (const [name, value] of Object.entries(answer.headers)) response.header(name, value)
    return response.send(answer.body)
  }
}

function headersOf(all: NodeJS.Dict<string | string[]>): Record<string, string> {
  const headers: Record<string, string> = {}
  for (const [name, value] of Object.entries(all))
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(', ') : value
  return headers
}
