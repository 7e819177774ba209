import db from '@adonisjs/lucid/services/db'
import { type Choices, USUAL_HOUR } from '#notifications/choices'

/** What somebody chose for an account: how they hear of each kind, and the hour of their digest in its zone. */
export interface OwnChoices {
  choices: Choices
  digestHour: number
}

export async function loadChoices(accountId: string, userId: string): Promise<OwnChoices> {
  const row = await db
    .from('notice_choices')
    .where({ account_id: accountId, user_id: userId })
    .first()
  return {
    choices: row ? JSON.parse(row.choices) : {},
    digestHour: row ? Number(row.digest_hour) : USUAL_HOUR,
  }
}

/** Kinds that are not named keep what was chosen before: another role may have had them. */
export async function saveChoices(
  accountId: string,
  userId: string,
  { choices, digestHour }: OwnChoices,
  now: number
): Promise<void> {
  const before = await loadChoices(accountId, userId)
  await db
    .knexQuery()
    .table('notice_choices')
    .insert({
      ...{ account_id: accountId, user_id: userId, digest_hour: digestHour, updated_at: now },
      choices: JSON.stringify({ ...before.choices, ...choices }),
    })
    .onConflict(['account_id', 'user_id'])
    .merge()
}
