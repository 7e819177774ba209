import { answer } from '#http/api/answers'
import { type ApiRoute, BODY_LIMIT, handledBy } from '#http/api/route'
import { clientSchema } from '#http/openapi/agency_schemas'
import { pageOf } from '#http/openapi/components'
import { clientSchema as clientBody, clientsQuery } from '#insights/validators/agency_inputs'

const AgencyClientsController = () => import('#insights/controllers/agency_clients_controller')

const tag = 'Agency'

export const agencyRoutes: ApiRoute[] = [
  {
    method: 'GET',
    path: '/agency/clients',
    id: 'agency.clients.index',
    tag,
    summary: "List an agency's clients",
    description:
      'Months are those of the calendar of the agency, revenue is net in the currency of each client. 403 for an account that is no agency.',
    abilities: ['config:read', 'config:write'],
    ...handledBy(AgencyClientsController, 'index'),
    query: clientsQuery,
    answers: { 200: answer('A page of clients.', pageOf(clientSchema)) },
  },
  {
    method: 'POST',
    path: '/agency/clients',
    id: 'agency.clients.store',
    tag,
    summary: "Make a client's account",
    description:
      'Currency, time zone and language are those of the agency unless they are sent. `starter` is what the account begins with, `owner` is invited by mail.',
    abilities: ['config:write'],
    ...handledBy(AgencyClientsController, 'store'),
    body: { types: ['json'], limit: BODY_LIMIT, schema: clientBody },
    answers: { 201: answer('The client.', clientSchema) },
  },
]
