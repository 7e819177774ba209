import { openValues } from '#entities/seal_values'
import { attemptIds } from '#store/row_ids'
import { store } from '#store/store'
import type { Row } from '#store/types'
import { accountConfig } from '#distribution/account_config'
import type { Measure } from '#privacy/types'

const STEP = 400

/** What there is of these leads, before anything of it goes. */
export async function measureLeads(accountId: string, ids: string[]): Promise<Measure> {
  const sum: Measure = {
    ...{ leads: ids.length, entities: {}, requests: 0, files: 0, evidence: 0, mails: 0 },
    ...{ consents: 0, revisions: 0, sales: 0, invoices: 0, events: 0 },
  }
  const documents = new Set<string>()
  for (let n = 0; n < ids.length; n += STEP)
    await addTo(sum, documents, accountId, ids.slice(n, n + STEP))
  sum.invoices = documents.size
  return sum
}

const count = async (sql: string, params: (string | string[])[]): Promise<number> =>
  Number((await store.first(`select count(*) as n from ${sql}`, params))!.n)

async function addTo(sum: Measure, documents: Set<string>, accountId: string, ids: string[]) {
  const [leads, revisions, deliveries, postings] = await Promise.all([
    store.all('select entity_id, "values" from leads where id in (??)', [ids]),
    store.all('select lead_id, "values" from lead_revisions where lead_id in (??)', [ids]),
    store.all('select id, attempts from deliveries where lead_id in (??)', [ids]),
    store.all(
      `select p.id, i.invoice_id from postings p left join invoice_postings i on i.id = p.id
       where p.account_id = ? and p.delivery_id in (select id from deliveries where lead_id in (??))`,
      [accountId, ids]
    ),
  ])
  const config = await accountConfig(accountId)
  for (const row of leads) {
    const entity = config.entities.get(row.entity_id as string)
    if (!entity) continue
    sum.entities[entity.key] = (sum.entities[entity.key] ?? 0) + 1
    const values = Object.values(openValues(config.key, entity, row.values as string))
    sum.files += values.filter((one) => (one as { path?: unknown } | null)?.path).length
  }
  sum.revisions += revisions.length
  sum.sales += postings.length
  for (const { invoice_id: id } of postings) if (id) documents.add(id as string)
  sum.events += await count('events where lead_id in (??)', [ids])
  sum.evidence += await count(
    `return_files where path is not null and return_id in (select id from returns where lead_id in (??))`,
    [ids]
  )
  sum.consents += await count('consents where lead_id in (??)', [ids])
  sum.requests += await countLogged(deliveries)
  sum.requests += await count('pings where request is not null and lead_id in (??)', [ids])
  sum.mails += await countMails(accountId, deliveries)
  sum.mails += await count('lead_mails where lead_id in (??)', [ids])
}

const countLogged = (deliveries: Row[]) =>
  count('attempts where request is not null and id in (??)', [attemptIds(deliveries)])

/** A kept mail has the id of its delivery behind its own prefix. */
const countMails = (accountId: string, deliveries: Row[]) =>
  count('mails where account_id = ? and id in (??)', [
    accountId,
    deliveries.map(({ id }) => `mail_${(id as string).replace(/^[a-z]+_/, '')}`),
  ])
