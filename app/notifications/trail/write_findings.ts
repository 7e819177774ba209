import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { newId } from '#shared/ids'
import { loadTeams } from '#notifications/trail/teams'
import { queueMessages } from '#notifications/webhooks/queue_messages'
import type { Finding } from '#notifications/types'

/** So few that neither database runs out of parameters. */
const AT_ONCE = 100

/**
 * Writes what was found, and a copy for whoever wants to hear of it. What was told before in its period is passed over,
 * so any number of processes may find the same, at any time again.
 */
export async function writeFindings(
  findings: Finding[],
  now: number,
  trx: TransactionClientContract
): Promise<number> {
  let written = 0
  for (let i = 0; i < findings.length; i += AT_ONCE)
    written += await writeSome(findings.slice(i, i + AT_ONCE), now, trx)
  return written
}

async function writeSome(findings: Finding[], now: number, trx: TransactionClientContract) {
  const byId = new Map(findings.map((finding) => [newId('ntc', now), finding]))
  await trx
    .insertQuery()
    .table('notices')
    .multiInsert(
      [...byId].map(([id, { accountId, kind, subject, period, at, data }]) => ({
        ...{ id, account_id: accountId, kind, subject, period, at },
        data: JSON.stringify(data),
      }))
    )
    .knexQuery.onConflict(['account_id', 'kind', 'subject', 'period'])
    .ignore()
  const mine = await trx
    .from('notices')
    .whereIn('id', [...byId.keys()])
    .select('id')
  const news = mine.map(({ id }) => [id as string, byId.get(id)!] as const)
  await queueMessages(news, now, trx)
  const teams = await loadTeams([...new Set(news.map(([, { accountId }]) => accountId))], trx)
  const copies = news.flatMap(([id, finding]) => copiesOf(id, finding, teams, now))
  for (let i = 0; i < copies.length; i += AT_ONCE)
    await trx.table('notice_copies').multiInsert(copies.slice(i, i + AT_ONCE))
  return news.length
}

/** Also where they did it as somebody of an agency. */
const isBy = (actor: string | null, email: string) =>
  actor === `user:${email}` || Boolean(actor?.startsWith(`user:${email} via `))

function copiesOf(
  id: string,
  { accountId, kind, actor, to }: Finding,
  teams: Awaited<ReturnType<typeof loadTeams>>,
  now: number
) {
  return (teams.get(accountId) ?? []).flatMap(({ userId, email, choiceOf }) => {
    if (to && !to.includes(userId)) return []
    const choice = choiceOf(kind)
    if (!choice || isBy(actor, email) || (!choice.app && choice.mail === 'off')) return []
    return [
      {
        ...{ notice_id: id, user_id: userId, account_id: accountId, kind, told_at: now },
        shown: choice.app,
        mail: choice.mail === 'off' ? null : choice.mail,
      },
    ]
  })
}
