import { answer } from '#http/api/answers'
import { type ApiRoute, BODY_LIMIT, handledBy } from '#http/api/route'
import { balanceSchema, movementSchema } from '#http/openapi/balance_schemas'
import { pageOf } from '#http/openapi/components'
import { correctionSchema, movementFilters, topUpSchema } from '#billing/validators/balance_inputs'

const BalancesController = () => import('#billing/controllers/balances_controller')

const tag = 'Billing'
const write = ['billing:write'] as const
const read = ['billing:read'] as const

export const balanceRoutes: ApiRoute[] = [
  {
    method: 'GET',
    path: '/partners/:key/balance',
    id: 'balances.show',
    tag,
    summary: 'Read the balance of a partner',
    description: '409 where the partner has none: `billing.balance` says whether it has.',
    abilities: read,
    ...handledBy(BalancesController, 'show'),
    answers: { 200: answer('The balance.', balanceSchema) },
    problems: [409],
  },
  {
    method: 'GET',
    path: '/partners/:key/balance-movements',
    id: 'balances.movements',
    tag,
    summary: 'List what moved the balance of a partner, newest first',
    abilities: read,
    ...handledBy(BalancesController, 'movements'),
    query: movementFilters,
    answers: { 200: answer('A page of movements.', pageOf(movementSchema)) },
    problems: [409],
  },
  {
    method: 'POST',
    path: '/partners/:key/top-ups',
    id: 'balances.top_up',
    tag,
    summary: 'Record money that a partner paid in',
    description:
      'It gives room for leads at once. `at` is a time or a date of the account, now if it is left out; `reference` is what the bank or provider calls the payment.',
    abilities: write,
    ...handledBy(BalancesController, 'topUp'),
    body: { types: ['json'], limit: BODY_LIMIT, schema: topUpSchema },
    answers: { 201: answer('The balance as it stands now.', balanceSchema) },
    problems: [409],
  },
  {
    method: 'POST',
    path: '/partners/:key/balance-corrections',
    id: 'balances.correct',
    tag,
    summary: 'Correct the balance of a partner',
    description: 'By an amount, below nothing to take away, and with a reason. Both stay.',
    abilities: write,
    ...handledBy(BalancesController, 'correct'),
    body: { types: ['json'], limit: BODY_LIMIT, schema: correctionSchema },
    answers: { 201: answer('The balance as it stands now.', balanceSchema) },
    problems: [409],
  },
]
