import { answer, page } from '#http/api/answers'
import { type ApiRoute, handledBy } from '#http/api/route'
import { listOf, record, ref } from '#http/openapi/components'
import { eventFilters } from '#insights/validators/event_filters'
import { revenueQuery } from '#insights/validators/revenue_query'

const EventsController = () => import('#insights/controllers/events_controller')
const ReportsController = () => import('#insights/controllers/reports_controller')

export const insightRoutes: ApiRoute[] = [
  {
    method: 'GET',
    path: '/events',
    id: 'events.index',
    tag: 'Insights',
    summary: 'List the audit trail, newest first',
    abilities: ['leads:read'],
    ...handledBy(EventsController, 'index'),
    query: eventFilters,
    answers: { 200: page('A page of events.', 'Event') },
  },
  {
    method: 'GET',
    path: '/reports/revenue',
    id: 'reports.revenue',
    tag: 'Insights',
    summary: 'Sum up revenue',
    description:
      'From the ledger: a sale counts on the day it was booked, its cancellation on the day it was cancelled, in the time zone of the account.',
    abilities: ['reports:read'],
    ...handledBy(ReportsController, 'revenue'),
    query: revenueQuery,
    answers: {
      200: answer(
        'A line per group, and their sum.',
        record({ data: listOf(ref('RevenueLine')), total: ref('RevenueTotal') })
      ),
    },
  },
]
