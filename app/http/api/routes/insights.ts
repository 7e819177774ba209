import { answer, page } from '#http/api/answers'
import { type ApiRoute, handledBy } from '#http/api/route'
import { listOf, record, ref } from '#http/openapi/components'
import { eventFilters } from '#insights/validators/event_filters'
import { marginQuery } from '#insights/validators/margin_query'
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
      'From the ledger: a sale counts on the day it was booked, its cancellation or return on the day it was taken back, in the time zone of the account. Keys of a partner, profile or entity narrow it; the source "-" is what came without one. The total is in the account’s currency, or in the one asked for.',
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
  {
    method: 'GET',
    path: '/reports/margin',
    id: 'reports.margin',
    tag: 'Insights',
    summary: 'Compare what leads brought with what they cost',
    description:
      'Revenue net of reversals from the ledger, less what suppliers get for the leads, net of what they give back, each on the day it was booked in the time zone of the account. Costs follow the audit trail within seconds. Revenue is a supplier’s by the source it has today; null stands for no source, or for sources of no supplier.',
    abilities: ['reports:read'],
    ...handledBy(ReportsController, 'margin'),
    query: marginQuery,
    answers: {
      200: answer(
        'A line per group, and their sum.',
        record({ data: listOf(ref('MarginLine')), total: ref('MarginTotal') })
      ),
    },
  },
]
