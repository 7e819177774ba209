import type { Reader } from '#store/snapshot'
import { GRAINS, type Grain } from '#insights/revenue/grains'
import { POSTING_SUMS } from '#insights/revenue/posting_sums'
import { REVENUE_SUMS } from '#insights/revenue/types'

const LISTED = 20
const MONTH = 'substr(day, 1, 7)'
const SUMS = REVENUE_SUMS.map((name) => `sum(${name}) as ${name}`).join(', ')
const DIFFER = REVENUE_SUMS.map((name) => `coalesce(s.${name}, 0) <> p.${name}`).join(' or ')

/** Days whose sums are not what the postings of the day come to, one sentence each. */
export async function checkSums(accountId: string, reader: Reader): Promise<string[]> {
  const [cursor] = await reader.all('select upto from revenue_cursors where account_id = ?', [
    accountId,
  ])
  const upto = (cursor?.upto as string) ?? ''
  const faults: string[] = []
  for (const grain of GRAINS) {
    const isMonth = grain.endsWith('month')
    if (upto || !isMonth)
      faults.push(...(await compare(accountId, upto, grain, isMonth ? MONTH : 'day', reader)))
  }
  return faults
}

async function compare(
  accountId: string,
  upto: string,
  grain: Grain,
  span: string,
  reader: Reader
) {
  const rows = await reader.all(
    `select p.span, p.currency from
       (select ${span} as span, currency, ${POSTING_SUMS} from postings where account_id = ? and day <= ? group by 1, 2) p
       left join (select span, currency, ${SUMS} from revenue_sums where account_id = ? and grain = '${grain}'
         group by span, currency) s on s.span = p.span and s.currency = p.currency
     where ${DIFFER} order by p.span limit ${LISTED}`,
    [accountId, upto, accountId]
  )
  return rows.map(
    (row) => `the sums of ${row.span} in ${row.currency} (${grain}) are not those of its postings`
  )
}
