import { duplicateKeys } from '#entities/duplicate_keys'
import { store } from '#store/store'
import type { OpenDelivery } from '#distribution/open_delivery'

/**
 * The earlier sale that shows a partner had this person before: of a lead that is a duplicate of this one, or has a
 * match key in common with it. Null where our data show none.
 */
export async function proofOfDuplicate({
  row,
  run,
  context,
}: OpenDelivery): Promise<string | null> {
  const { id: leadId, view } = run.lead
  const keys = duplicateKeys(context.config.key, context.profile.entity, view.values)
  const [lead, matches] = await Promise.all([
    store.first('select duplicate_of from leads where id = ?', [leadId]),
    store.all('select lead_id from lead_keys where id in (??) and lead_id is not null', [
      keys.map(({ id }) => id),
    ]),
  ])
  const first = (lead?.duplicate_of ?? null) as string | null
  const family = [leadId, first, ...matches.map((one) => one.lead_id as string)].filter(
    (id) => id !== null
  )
  const found = await store.first(
    `select d.id from deliveries d where d.account_id = ? and d.partner_id = ? and d.id < ?
       and d.test = ? and d.status in ('accepted', 'sent') and d.lead_id <> ? and d.lead_id in
         (select id from leads where id in (??) union
          select id from leads where account_id = ? and duplicate_of in (??))
     order by d.id limit 1`,
    [
      ...[run.accountId, row.partner_id as string, row.id as string, false, leadId],
      ...[family, run.accountId, family],
    ]
  )
  return (found?.id ?? null) as string | null
}
