import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { changed } from '#store/changed'
import { recordChange } from '#accounts/config_changes'
import { endSessionsOn } from '#accounts/domains/end_sessions_on'
import { forgetDomains } from '#accounts/domains/domain_book'
import { ownHosts } from '#accounts/domains/own_hosts'
import { readAddresses, readTexts } from '#accounts/domains/resolver'
import { tellOfDomain } from '#accounts/domains/tell'
import { type CheckVerdict, judgeCheck } from '#accounts/judge_check'
import { RECORD_PREFIX, recordValue } from '#accounts/judge_domain'
import { type DomainWay, judgeWay } from '#accounts/judge_way'
import Domain from '#accounts/models/domain'

/** What is kept of what stood there: enough to see a mistake. */
const MOST_FOUND = 10
const briefly = (values: string[]) => values.slice(0, MOST_FOUND).map((one) => one.slice(0, 255))

/** Looks a domain's record up and acts on it; `actor` null: the clock. */
export async function checkDomain(
  domain: Domain,
  actor: string | null,
  now: number
): Promise<Domain | null> {
  const own = ownHosts.publicName
  const [values, addresses, here] = await Promise.all([
    readTexts(RECORD_PREFIX + domain.host),
    readAddresses(domain.host),
    own ? readAddresses(own) : null,
  ])
  const way = { leads: judgeWay(addresses, here), addresses }
  const verdict = judgeCheck(domain, values, recordValue(domain.token), now)
  const act = () =>
    db.transaction((trx) => settle(trx, { domain, verdict, values, way, actor, now }))
  // Two may prove one name at the same moment: the index lets one through, and the other looks again.
  const done = await act().catch(act)
  if (done.changed) forgetDomains()
  for (const lost of done.lost) tellOfDomain(lost, 'lost', now)
  if (verdict.tell && done.changed) tellOfDomain(domain, verdict.tell, now)
  return Domain.find(domain.id)
}

interface Look {
  domain: Domain
  verdict: CheckVerdict
  values: string[] | null
  /** Where the name leads: said beside, and never decides. */
  way: { leads: DomainWay | null; addresses: string[] | null }
  actor: string | null
  now: number
}

async function settle(trx: TransactionClientContract, look: Look) {
  const { domain, verdict, values, way, actor, now } = look
  const proves = verdict.status === 'verified' && domain.status !== 'verified'
  const holders = proves
    ? await trx
        .from('domains')
        .where({ host: domain.host, status: 'verified' })
        .whereNot('id', domain.id)
        .forUpdate()
    : []
  // Two records side by side: whoever was first stays, until theirs is taken out of the DNS.
  const held = holders.some((one) => values!.includes(recordValue(one.token)))
  const status = held ? domain.status : verdict.status
  if (!held) for (const one of holders) await lose(trx, one, now)
  const written = await trx
    .from('domains')
    .where({ id: domain.id, status: domain.status, token: domain.token })
    // Of two who look at once one says that the record has gone.
    .if(verdict.tell === 'missing', (query) => query.whereNull('missing_since'))
    .update({
      ...{ status, problem: held ? 'held' : verdict.problem, checked_at: now },
      ...{ missing_since: verdict.missingSince, due_at: held ? now + 3_600_000 : verdict.dueAt },
      leads: way.leads,
      addresses: way.addresses && JSON.stringify(briefly(way.addresses)),
      ...(values && { found: JSON.stringify(briefly(values)) }),
      ...(status === 'verified' && proves && { verified_at: now }),
    })
  if (changed(written) && status !== domain.status)
    await recordChange(trx, {
      ...{ accountId: domain.accountId, actor, object: `domains.${domain.host}` },
      action: 'updated',
      detail: { changes: [{ path: 'status', from: domain.status, to: status }] },
    })
  return { changed: changed(written), lost: held || !proves ? [] : holders.map(asDomain) }
}

const asDomain = (row: Record<string, string>) => ({ accountId: row.account_id, host: row.host })

async function lose(trx: TransactionClientContract, row: Record<string, string>, now: number) {
  await endSessionsOn(trx, row.host)
  await trx.from('domains').where('id', row.id).update({
    status: 'failing',
    problem: 'lost',
    missing_since: now,
    checked_at: now,
    due_at: null,
  })
  await recordChange(trx, {
    ...{ accountId: row.account_id, actor: null, object: `domains.${row.host}` },
    action: 'updated',
    detail: { changes: [{ path: 'status', from: 'verified', to: 'failing' }] },
  })
}
