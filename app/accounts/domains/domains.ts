import db from '@adonisjs/lucid/services/db'
import { type Result, fail, ok } from '#shared/result'
import { newId } from '#shared/ids'
import { changed } from '#store/changed'
import { lockConfiguration, recordChange } from '#accounts/config_changes'
import { endSessionsOn } from '#accounts/domains/end_sessions_on'
import { forgetDomains } from '#accounts/domains/domain_book'
import { ownHosts } from '#accounts/domains/own_hosts'
import { type DomainProblem, type DomainUse, judgeDomain } from '#accounts/judge_domain'
import Domain from '#accounts/models/domain'
import { newSecret } from '#accounts/sign_in/hash_secret'

/** More is nobody's need, and each is looked up again and again. */
const MOST = 20

export const listDomains = (accountId: string): Promise<Domain[]> =>
  Domain.query().where('account_id', accountId).orderBy('host')

export const findDomain = (accountId: string, id: string): Promise<Domain | null> =>
  Domain.query().where({ account_id: accountId, id }).first()

/** Claims a name. It opens nothing before it is proven, and keeps nobody else from claiming and proving it. */
export async function addDomain(
  accountId: string,
  { host: typed, use }: { host: string; use: DomainUse },
  { actor, now }: { actor: string; now: number }
): Promise<Result<Domain, DomainProblem | 'taken' | 'many'>> {
  const judged = judgeDomain(typed, ownHosts.names)
  if ('problem' in judged) return fail(judged.problem)
  const { host } = judged
  return db.transaction(async (trx) => {
    await lockConfiguration(trx, accountId)
    const known = await trx.from('domains').where('account_id', accountId).select('host')
    if (known.some((one) => one.host === host)) return fail('taken')
    if (known.length >= MOST) return fail('many')
    const domain = await Domain.create(
      {
        ...{ id: newId('dom', now), accountId, host, use, status: 'pending', token: newSecret() },
        ...{ problem: null, found: null, checkedAt: null, verifiedAt: null, missingSince: null },
        ...{ dueAt: now + 60_000, createdAt: now, createdBy: actor },
      },
      { client: trx }
    )
    await recordChange(trx, {
      ...{ accountId, actor, object: `domains.${host}`, action: 'created' },
      detail: { use },
    })
    return ok(domain)
  })
}

/** False where the account has no such domain. From the next request on nothing answers under it. */
export async function removeDomain(accountId: string, id: string, actor: string): Promise<boolean> {
  const removed = await db.transaction(async (trx) => {
    const row = await trx.from('domains').where({ account_id: accountId, id }).first()
    if (!row || !changed(await trx.from('domains').where({ id }).delete())) return false
    if (row.status === 'verified') await endSessionsOn(trx, row.host)
    await recordChange(trx, {
      ...{ accountId, actor, object: `domains.${row.host}`, action: 'deleted' },
      detail: { use: row.use },
    })
    return true
  })
  forgetDomains()
  return removed
}
