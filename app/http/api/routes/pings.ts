import { pingSchema } from '#distribution/validators/ping_input'
import { answer } from '#http/api/answers'
import { type ApiRoute, BODY_LIMIT, handledBy } from '#http/api/route'

const PingsController = () => import('#distribution/controllers/pings_controller')

export const pingRoutes: ApiRoute[] = [
  {
    method: 'POST',
    path: '/pings',
    id: 'pings.store',
    tag: 'Leads',
    summary: 'Ask what a lead would be sold for, and hold that price',
    description:
      'With what is known of it: no value is required. The partner who would be sold the lead keeps a place for it, with its caps and its balance, for `ttl` seconds (60). `POST /leads` with this `ping_id` in that time is sold there at this price; every value that was pinged must be that of the lead. 409 says that the time is over (`reason: ping_expired`), that another lead has it (`ping_used`), or that the lead is another (`ping_differs`). Values of `email_sha256` and `phone_sha256` are looked for on suppression lists, and checked when the lead comes. A token of a source is told whether there is a buyer, and no price.',
    abilities: ['leads:write'],
    ofSources: true,
    ...handledBy(PingsController, 'store'),
    body: { types: ['json'], limit: BODY_LIMIT, schema: pingSchema },
    answers: { 200: answer('The price, or why there is none.', 'PingAnswer') },
  },
]
