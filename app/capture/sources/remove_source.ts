import db from '@adonisjs/lucid/services/db'
import { recordChange } from '#accounts/config_changes'
import { revokeToken, tokensOfSource } from '#accounts/verify_token'
import { newSlug } from '#capture/sources/save_source'
import { sourceRow } from '#capture/sources/repository'

/** Takes a source away with its tokens; leads keep its name, and its supplier keeps being paid. False: there was none. */
export async function removeSource(accountId: string, key: string, actor: string | null) {
  const row = await sourceRow(accountId, key)
  if (!row) return false
  for (const token of await tokensOfSource(accountId, key))
    await revokeToken(accountId, token.id, actor)
  await db.transaction(async (trx) => {
    await row.useTransaction(trx).delete()
    const detail = { name: row.name }
    await recordChange(trx, {
      ...{ accountId, actor, object: `sources.${key}`, action: 'deleted', detail },
    })
  })
  return true
}

/** Gives its posting document another address; the one before shows nothing any more. Null: there is no such source. */
export async function moveDocument(accountId: string, key: string, actor: string | null) {
  const row = await sourceRow(accountId, key)
  if (!row) return null
  const slug = newSlug()
  await db.transaction(async (trx) => {
    await row.useTransaction(trx).merge({ slug, updatedAt: Date.now() }).save()
    const detail = { posting: 'new address' }
    await recordChange(trx, {
      ...{ accountId, actor, object: `sources.${key}`, action: 'updated', detail },
    })
  })
  return slug
}
