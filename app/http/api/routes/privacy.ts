import { answer } from '#http/api/answers'
import { type ApiRoute, BODY_LIMIT, handledBy } from '#http/api/route'
import { privacyRequestSchema } from '#http/openapi/privacy_schemas'
import { apiRequestSchema } from '#privacy/validators/privacy_inputs'

const PrivacyApiController = () => import('#privacy/controllers/privacy_api_controller')

const tag = 'Privacy'

export const privacyRoutes: ApiRoute[] = [
  {
    method: 'POST',
    path: '/privacy/requests',
    id: 'privacy.store',
    tag,
    summary: 'Erase a person, or put together what is kept of them',
    description:
      'The person is known by `email`, `phone` or `external_id`; every lead of every entity that has one of them is theirs. `erasure` erases the values of these leads and asks the partners that received them to do the same; sales, invoices and the trail stay. `access` makes an archive that those who manage the account download for seven days. It begins at once, unless `review` is true: then somebody begins it on its page.',
    abilities: ['leads:write'],
    ...handledBy(PrivacyApiController, 'store'),
    body: { types: ['json'], limit: BODY_LIMIT, schema: apiRequestSchema },
    answers: { 201: answer('The request.', privacyRequestSchema) },
  },
  {
    method: 'GET',
    path: '/privacy/requests/:id',
    id: 'privacy.show',
    tag,
    summary: 'Read a request of a person: how far it is, and what was done',
    abilities: ['leads:read', 'leads:write'],
    ...handledBy(PrivacyApiController, 'show'),
    answers: { 200: answer('The request.', privacyRequestSchema) },
  },
]
