import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import db from '@adonisjs/lucid/services/db'
import { latestChange, lockConfiguration, recordChange } from '#accounts/config_changes'
import PartnerModel from '#partners/models/partner'
import { newSigningSecret, openSigningSecrets, sealSigningSecrets } from '#partners/signing_secret'

/** What people may know of a partner's secret without seeing it. */
export interface SigningState {
  /** 2 while an old one still signs beside the new. */
  count: number
  /** A secret is shown once; null: nobody has seen it yet. RFC 3339. */
  shown_at: string | null
  shown_by: string | null
}

const objectOf = (key: string) => `partners.${key}.signing_secret`

const partnerRow = (accountId: string, key: string, trx?: TransactionClientContract) =>
  PartnerModel.query({ client: trx })
    .where({ account_id: accountId, key })
    .whereNull('deleted_at')
    .first()

/** Null where the account has no such partner. */
export async function signingState(accountId: string, key: string): Promise<SigningState | null> {
  const row = await partnerRow(accountId, key)
  if (!row) return null
  const shown = await latestChange(accountId, objectOf(key))
  return {
    count: openSigningSecrets(row.signingSecret, key).length,
    shown_at: shown ? new Date(shown.at).toISOString() : null,
    shown_by: shown?.actor ?? null,
  }
}

type Change = 'shown' | 'rotated' | 'retired'

/** One change of the secrets, alone at the partner and written into the history. `to` answers what is kept. */
function change(
  accountId: string,
  key: string,
  actor: string | null,
  word: Change,
  to: (secrets: string[]) => string[]
): Promise<string | null> {
  return db.transaction(async (trx) => {
    await lockConfiguration(trx, accountId)
    const row = await partnerRow(accountId, key, trx)
    if (!row) return null
    const kept = to(openSigningSecrets(row.signingSecret, key))
    await row.merge({ signingSecret: sealSigningSecrets(kept), updatedAt: Date.now() }).save()
    const detail = { signing_secret: word }
    await recordChange(trx, { accountId, actor, object: objectOf(key), action: 'updated', detail })
    return kept[0]
  })
}

/** The secret, for the one time it is shown; null: there is no such partner, or it was shown before. */
export async function showSigningSecret(
  accountId: string,
  key: string,
  actor: string | null
): Promise<string | null> {
  if (await latestChange(accountId, objectOf(key))) return null
  return change(accountId, key, actor, 'shown', (secrets) => secrets)
}

/** A new secret, shown now and never again. The one before signs too until it is retired. */
export const rotateSigningSecret = (accountId: string, key: string, actor: string | null) =>
  change(accountId, key, actor, 'rotated', ([newest]) => [newSigningSecret(), newest])

/** Ends a rotation: requests are signed with the newest secret alone. */
export const retireOldSecret = async (accountId: string, key: string, actor: string | null) =>
  (await change(accountId, key, actor, 'retired', ([newest]) => [newest])) !== null
