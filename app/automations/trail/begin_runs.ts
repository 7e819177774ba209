import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { HOUR, MINUTE } from '#shared/local_time'
import { newId } from '#shared/ids'
import type { Found } from '#automations/trail/read_occurrences'
import { judgeStart, linkOf } from '#automations/trail/judge_start'

interface Cursor {
  name: string
  upto: string
}

/**
 * Begins a run for each, once however often the event is read, and moves the cursor with them. Whoever else follows the
 * trail waits meanwhile: so limits hold to the run.
 */
export async function beginRuns(
  found: readonly Found[],
  now: number,
  cursor: Cursor | null
): Promise<number> {
  if (found.length === 0 && cursor === null) return 0
  return db.transaction(async (trx) => {
    // Held until the commit, by whoever comes first.
    await trx.from('automation_cursors').where('name', 'trail').update({ name: 'trail' })
    let begun = 0
    for (const one of found) if (await beginRun(one, now, trx)) begun++
    if (cursor)
      await trx
        .from('automation_cursors')
        .where('name', cursor.name)
        .where('upto', '<', cursor.upto)
        .update({ upto: cursor.upto })
    return begun
  })
}

async function beginRun(
  { automation, line, occurrence }: Found,
  now: number,
  trx: TransactionClientContract
): Promise<boolean> {
  const { id: automationId, version, compiled } = automation
  const runs = () => trx.from('automation_runs').where('automation_id', automationId)
  if (await runs().where('event_id', line.id).select('id').first()) return false
  const subject = subjectOf(automation.compiled.about, line)
  const chain = await chainBehind(line.cause, trx)
  const stop = judgeStart(
    linkOf(automationId, subject),
    chain,
    await begunBefore(automationId, subject, now, trx),
    compiled.document.limits
  )
  const { after_seconds: after = 0, while: stays } = occurrence
  await trx.table('automation_runs').insert({
    ...{ id: newId('arun', now), account_id: line.accountId, automation_id: automationId, version },
    ...{ event_id: line.id, event_type: line.type, event_at: line.at },
    ...{ facts: JSON.stringify(line.data), subject, lead_id: line.leadId },
    ...{ partner_id: line.partnerId, profile_id: line.profileId },
    ...{ parent_run: line.cause, chain: JSON.stringify(chain) },
    ...{ status: stop ? 'stopped' : after > 0 ? 'scheduled' : 'running', reason: stop },
    ...{ node: compiled.program.start, stays: stays?.stage ?? null },
    ...{ due_at: after > 0 ? line.at + after * 1000 : now, owner: null, owned_until: 0 },
    ...{ created_at: now, ended_at: stop ? now : null },
  })
  return stop === null
}

/** A partner has many invoices, each with its own runs. */
const subjectOf = (about: 'lead' | 'partner', { leadId, partnerId, data }: Found['line']) =>
  about === 'lead' ? leadId! : typeof data.invoice === 'string' ? data.invoice : partnerId!

/** The runs an event came from, the first one first. */
async function chainBehind(
  cause: string | null,
  trx: TransactionClientContract
): Promise<string[]> {
  if (cause === null) return []
  const parent = await trx.from('automation_runs').where('id', cause).first()
  if (!parent) return []
  return [
    ...(JSON.parse(parent.chain as string) as string[]),
    linkOf(parent.automation_id as string, parent.subject as string),
  ]
}

async function begunBefore(
  automationId: string,
  subject: string,
  now: number,
  trx: TransactionClientContract
) {
  const countSince = async (from: number, of: Record<string, string>) => {
    const row = await trx
      .from('automation_runs')
      .where({ automation_id: automationId, ...of })
      .where('created_at', '>', from)
      .whereNotIn('status', ['stopped', 'skipped'])
      .count('* as n')
      .first()
    return Number(row?.n ?? 0)
  }
  return {
    ofSubject: await countSince(now - HOUR, { subject }),
    ofAll: await countSince(now - MINUTE, {}),
  }
}
