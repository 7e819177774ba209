import { store } from '#store/store'
import { accountConfig } from '#distribution/account_config'
import { evaluationsOf } from '#distribution/present_evaluations'
import { type Group, grouping } from '#distribution/story/group_verdicts'
import { judgedRun } from '#distribution/story/judged_run'
import { withDetails } from '#distribution/story/verdict_details'
import type { Evaluation } from '#routing/types'

export interface VerdictSearch {
  lead: string
  distribution: string
  group?: Group
  search?: string
  offset?: number
}

const PAGE = 50

/** Verdicts of one run by group and by a word in a partner's or an assignment's name. Null: no such run. */
export async function findVerdicts(accountId: string, wish: VerdictSearch) {
  const [row, lead, deliveries, config] = await Promise.all([
    store.first('select * from distributions where id = ? and account_id = ? and lead_id = ?', [
      wish.distribution,
      accountId,
      wish.lead,
    ]),
    store.first('select * from leads where id = ? and account_id = ?', [wish.lead, accountId]),
    store.all('select * from deliveries where lead_id = ? and distribution_id = ? order by id', [
      wish.lead,
      wish.distribution,
    ]),
    accountConfig(accountId),
  ])
  if (!row || !lead) return null
  const run = await judgedRun(config, row, lead)
  if (!run) return { total: 0, rows: [] }
  const word = wish.search?.trim().toLowerCase() ?? ''
  const groupOf = grouping(deliveries)
  const isNamed = ({ assignment, partner }: Evaluation) => {
    const name = config.partnersByKey.get(partner)?.name ?? ''
    return `${assignment} ${partner} ${name}`.toLowerCase().includes(word)
  }
  const found = evaluationsOf(config, run, deliveries)
    .filter((one) => !wish.group || groupOf(one) === wish.group)
    .filter(isNamed)
  const offset = wish.offset ?? 0
  const shown = found.slice(offset, offset + PAGE)
  return {
    total: found.length,
    rows: await withDetails(config, run, shown, row, deliveries),
  }
}
