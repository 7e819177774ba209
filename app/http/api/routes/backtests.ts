import { answer } from '#http/api/answers'
import { type ApiRoute, DOCUMENT_LIMIT, handledBy } from '#http/api/route'
import { backtestChange, backtestHead, backtestSchema } from '#http/openapi/backtest_schemas'
import { pageOf, record } from '#http/openapi/components'
import {
  backtestSchema as backtestBody,
  backtestChangesQuery,
} from '#distribution/validators/backtest_inputs'

const BacktestsController = () => import('#distribution/controllers/backtests_controller')

const tag = 'Configuration'
const read = ['config:read'] as const
const either = ['config:read', 'config:write'] as const

export const backtestRoutes: ApiRoute[] = [
  {
    method: 'POST',
    path: '/profiles/:key/backtest',
    id: 'profiles.backtest',
    tag,
    summary: 'Judge past leads by a route that is not live',
    description:
      'The leads that came in from `from` to `to` are judged by `route`, by a published `version` (0: the draft) or, without both, by the draft where there is one, and compared with what really became of them. Nothing is sent or counted. The answer waits for the result, 25 seconds or as long as `Prefer: wait=N` says (at most 30); what takes longer goes on in the background, is answered with 202 and found at `Location`.',
    abilities: either,
    ...handledBy(BacktestsController, 'store'),
    body: { types: ['json'], limit: DOCUMENT_LIMIT, schema: backtestBody },
    headers: [
      {
        name: 'Prefer',
        description: '`wait=N`: seconds to wait for the result.',
        schema: { type: 'string' },
      },
    ],
    answers: {
      200: answer('The result.', backtestSchema),
      202: answer('It goes on in the background.', backtestSchema),
    },
    problems: [409],
  },
  {
    method: 'GET',
    path: '/profiles/:key/backtests',
    id: 'backtests.index',
    tag,
    summary: 'List the backtests of a profile, newest first',
    abilities: read,
    ...handledBy(BacktestsController, 'index'),
    answers: { 200: answer('The backtests that are kept.', pageOf(record(backtestHead))) },
  },
  {
    method: 'GET',
    path: '/backtests/:id',
    id: 'backtests.show',
    tag,
    summary: 'Read a backtest: how far it is, or what it found',
    abilities: read,
    ...handledBy(BacktestsController, 'show'),
    answers: { 200: answer('The backtest.', backtestSchema) },
  },
  {
    method: 'GET',
    path: '/backtests/:id/changes',
    id: 'backtests.changes',
    tag,
    summary: 'List the leads that other partners have in a backtest',
    abilities: read,
    ...handledBy(BacktestsController, 'changes'),
    query: backtestChangesQuery,
    answers: { 200: answer('A page of changes, in the order of arrival.', pageOf(backtestChange)) },
  },
  {
    method: 'DELETE',
    path: '/backtests/:id',
    id: 'backtests.destroy',
    tag,
    summary: 'Stop a backtest that is under way',
    abilities: either,
    ...handledBy(BacktestsController, 'destroy'),
    answers: { 204: { description: 'Stopped.' } },
    problems: [409],
  },
]
