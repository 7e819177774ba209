import { Readable } from 'node:stream'
import type { HttpContext } from '@adonisjs/core/http'
import { actorOf } from '#accounts/actor'
import { lastProof } from '#insights/ledger/keep_proof'
import { startProof } from '#insights/ledger/start_proof'
import { chooseSpan } from '#insights/revenue/choose_span'
import { exportPostings, exportReport } from '#insights/revenue/export_revenue'
import { findPostings } from '#insights/revenue/find_postings'
import { loadRevenue } from '#insights/revenue/load_revenue'
import { readRevenueFilter } from '#insights/revenue/read_filter'
import {
  postingsQuery,
  revenueFileQuery,
  revenuePageQuery,
} from '#insights/validators/revenue_page_query'

/** What the account earned, with whom, net of what was taken back. */
export default class RevenueController {
  async show({ inertia, request, team }: HttpContext) {
    const { account } = team!
    // An address somebody mistyped shows the last thirty days rather than nothing.
    const [, asked] = await revenuePageQuery.tryValidate(request.qs())
    const span = chooseSpan(asked ?? {}, account.timeZone, Date.now())
    return inertia.render('revenue/show', {
      revenue: () => loadRevenue(account, span, asked ?? {}, team!.scope),
      // The proof counts the whole ledger.
      proof: () => (team!.scope ? null : lastProof(account.id)),
    })
  }

  async postings({ request, response, team }: HttpContext) {
    const { partner, profile, source, ...wish } = await postingsQuery.validate(request.qs())
    const { account } = team!
    const { filter } = await readRevenueFilter(
      account.id,
      { partner, profile, source },
      team!.scope
    )
    return response.send(await findPostings(account.id, { ...wish, filter }))
  }

  async export({ request, response, team }: HttpContext) {
    const { account } = team!
    const { rows, partner, profile, source, ...wish } = await revenueFileQuery.validate(
      request.qs()
    )
    const { filter } = await readRevenueFilter(
      account.id,
      { partner, profile, source },
      team!.scope
    )
    const lines =
      rows === 'postings'
        ? exportPostings(account.id, { ...wish, filter })
        : exportReport(account.id, rows, { ...wish, filter })
    const file = `${account.key}-revenue-${rows}-${wish.from}-${wish.to}.csv`
    response.header('content-type', 'text/csv; charset=utf-8')
    response.header('content-disposition', `attachment; filename="${file}"`)
    response.header('cache-control', 'no-store')
    return response.stream(Readable.from(lines))
  }

  /** Answers when the proof is there. */
  async prove({ response, team }: HttpContext) {
    await startProof(team!.account, actorOf(team!.user))
    return response.send(await lastProof(team!.account.id))
  }
}
