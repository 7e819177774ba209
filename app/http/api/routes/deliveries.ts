import { answer, page } from '#http/api/answers'
import { type ApiRoute, BODY_LIMIT, handledBy } from '#http/api/route'
import {
  callbackSchema,
  cancelSchema,
  deliveryFilters,
} from '#distribution/validators/delivery_inputs'

const DistributionsController = () => import('#distribution/controllers/distributions_controller')
const DeliveriesController = () => import('#distribution/controllers/deliveries_controller')
const CallbacksController = () => import('#distribution/controllers/callbacks_controller')

const tag = 'Deliveries'
const write = ['leads:write'] as const
const read = ['leads:read'] as const

export const deliveryRoutes: ApiRoute[] = [
  {
    method: 'GET',
    path: '/distributions/:id',
    id: 'distributions.show',
    tag,
    summary: 'Read a distribution: path, verdicts on every assignment, deliveries',
    abilities: read,
    ...handledBy(DistributionsController, 'show'),
    answers: { 200: answer('The distribution.', 'Distribution') },
  },
  {
    method: 'GET',
    path: '/deliveries',
    id: 'deliveries.index',
    tag,
    summary: 'List deliveries, newest first',
    abilities: read,
    ...handledBy(DeliveriesController, 'index'),
    query: deliveryFilters,
    answers: { 200: page('A page of deliveries.', 'Delivery') },
  },
  {
    method: 'GET',
    path: '/deliveries/:id',
    id: 'deliveries.show',
    tag,
    summary: 'Read a delivery with its attempts',
    abilities: read,
    ...handledBy(DeliveriesController, 'show'),
    answers: { 200: answer('The delivery.', 'Delivery') },
  },
  {
    method: 'POST',
    path: '/deliveries/:id/cancel',
    id: 'deliveries.cancel',
    tag,
    summary: 'Take a sale back',
    description:
      'By the seller, whatever the terms of returns say: the caps are given back, the revenue is reversed. Where the partner has reasons agreed on, `reason` is one of them or of the usual ones. 409 if it is not sold or already cancelled.',
    abilities: write,
    ...handledBy(DeliveriesController, 'cancel'),
    body: { types: ['json'], limit: BODY_LIMIT, schema: cancelSchema },
    answers: { 200: answer('The delivery, cancelled.', 'Delivery') },
    problems: [409],
  },
  {
    method: 'POST',
    path: '/deliveries/:id/retry',
    id: 'deliveries.retry',
    tag,
    summary: 'Try a delivery again under its first idempotency key',
    abilities: write,
    ...handledBy(DeliveriesController, 'retry'),
    body: { types: ['json'], limit: BODY_LIMIT, optional: true, schema: { type: 'object' } },
    answers: { 200: answer('The delivery, about to be tried.', 'Delivery') },
    problems: [409],
  },
  {
    method: 'POST',
    path: '/deliveries/:id/settle',
    id: 'deliveries.settle',
    tag,
    summary: 'Settle a waiting or unanswered delivery by hand',
    abilities: write,
    ...handledBy(DeliveriesController, 'settle'),
    body: { types: ['json'], limit: BODY_LIMIT, schema: callbackSchema },
    answers: { 200: answer('The delivery, settled.', 'Delivery') },
    problems: [409],
  },
  {
    method: 'POST',
    path: '/callbacks/:token',
    id: 'callbacks.store',
    tag,
    summary: 'Settle a waiting delivery as its partner',
    description:
      'The address is given to the partner as `{{ delivery.callback_url }}`; it needs no token of the API.',
    abilities: null,
    ...handledBy(CallbacksController, 'store'),
    body: { types: ['json', 'form'], limit: BODY_LIMIT, schema: callbackSchema },
    answers: {
      200: answer('Settled.', {
        type: 'object',
        properties: { delivery: { type: 'string' }, status: { enum: ['accepted', 'rejected'] } },
        required: ['delivery', 'status'],
      }),
    },
    problems: [404, 409],
  },
]
