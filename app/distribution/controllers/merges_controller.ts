import type { HttpContext } from '@adonisjs/core/http'
import { actorOf } from '#accounts/actor'
import { mergeLeads } from '#crm/merge/merge_leads'
import { presentMerge } from '#crm/merge/merge_rows'
import { MOST_MERGED } from '#crm/merge/types'
import { undoMerge } from '#crm/merge/undo_merge'
import { accountConfig } from '#distribution/account_config'
import { compareLeads } from '#distribution/merge/compare_leads'
import { findDuplicates } from '#distribution/merge/find_duplicates'
import { mergeRefusal, undoRefusal } from '#distribution/merge/refuse_merge'
import { missingPage } from '#distribution/missing_page'
import { mergeInput, mergePageQuery } from '#distribution/validators/lead_merge'
import { store } from '#store/store'
import type { Row } from '#store/types'

/** Leads of the same person, made one. */
export default class MergesController {
  /** Side by side, with those that seem to be the same where nobody says which. */
  async show({ inertia, params, request, team }: HttpContext) {
    const { with: named } = await mergePageQuery.validate({ with: idsIn(request.qs().with) })
    const config = await accountConfig(team!.account.id)
    const [row] = await rowsOf(config.account.id, [params.id])
    if (!row || row.merged_into || row.erased_at) throw missingPage(request)
    const duplicates = await findDuplicates(config, row)
    const wanted = named ?? duplicates.slice(0, 1).map(({ id }) => id)
    const others = await rowsOf(config.account.id, [...new Set(wanted)].slice(0, MOST_MERGED - 1))
    const fitting = others.filter(
      (one) =>
        one.id !== row.id &&
        one.entity_id === row.entity_id &&
        Boolean(one.test) === Boolean(row.test) &&
        !one.erased_at &&
        !one.merged_into
    )
    return inertia.render('leads/merge', {
      ...(await compareLeads(config, [row, ...fitting])),
      duplicates: duplicates as never,
      /** Of those that were asked for. */
      leftOut: wanted.length - fitting.length,
    } as never)
  }

  async store({ params, request, response, team }: HttpContext) {
    const { from, values = {} } = await mergeInput.validate(request.body())
    const { account, user } = team!
    const merged = await mergeLeads(account.id, { into: params.id, from, values }, actorOf(user))
    if (!merged.ok) throw mergeRefusal(merged.problem)
    return response.status(201).send({ data: merged.value.map(presentMerge) })
  }

  async undo({ params, response, team }: HttpContext) {
    const { account, user } = team!
    const undone = await undoMerge(account.id, params.id, params.merge, actorOf(user), Date.now())
    if (!undone.ok) throw undoRefusal(undone.problem)
    return response.send(presentMerge(undone.value))
  }
}

/** What stands between commas; a query may come taken apart already. */
const idsIn = (given: unknown): string[] | undefined =>
  given === undefined || given === '' ? undefined : [given].flat().join(',').split(',')

/** In the order they were asked for. */
async function rowsOf(accountId: string, ids: string[]): Promise<Row[]> {
  const rows = await store.all('select * from leads where account_id = ? and id in (??)', [
    accountId,
    ids,
  ])
  const byId = new Map(rows.map((row) => [row.id, row]))
  return ids.map((id) => byId.get(id)).filter((row) => row !== undefined)
}
