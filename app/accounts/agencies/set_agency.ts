import db from '@adonisjs/lucid/services/db'
import { type Problem, type Result, fail, ok } from '#shared/result'
import { lockConfiguration, recordChange } from '#accounts/config_changes'

/** Makes an account an agency, or an ordinary one again; refused while it has clients, or is a client itself. */
export function setAgency(
  accountId: string,
  agency: boolean,
  { actor, now }: { actor: string | null; now: number }
): Promise<Result<void, Problem[]>> {
  const refuse = (rule: string, message: string) => fail([{ field: 'agency', rule, message }])
  return db.transaction(async (trx) => {
    await lockConfiguration(trx, accountId)
    const account = await trx.from('accounts').where('id', accountId).first()
    if (!account) return refuse('unknown', 'There is no such account')
    if (Boolean(account.agency) === agency) return ok(undefined)
    if (agency && account.parent_id) return refuse('client', 'It is a client of an agency')
    const client = await trx.from('accounts').where('parent_id', accountId).first()
    if (!agency && client) return refuse('clients', 'It has clients')
    await trx.from('accounts').where('id', accountId).update({ agency, updated_at: now })
    await recordChange(trx, {
      ...{ accountId, actor, object: 'account', action: 'updated' },
      detail: { changes: [{ path: 'agency', from: !agency, to: agency }] },
    })
    return ok(undefined)
  })
}
