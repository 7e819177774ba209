import { addressFor } from '#accounts/domains/address_for'
import { loadEntities } from '#entities/repository'
import { presentSource, writeSource } from '#capture/sources/present_source'
import { listSources, loadSource, suppliersOfSources } from '#capture/sources/repository'
import type { Source } from '#capture/sources/types'

export type PresentedSource = ReturnType<typeof presentSource>

/** Where its posting document is read; null where nobody may. */
export async function postingUrl({ accountId, posting, slug }: Source): Promise<string | null> {
  if (!posting.public || !slug) return null
  return `${await addressFor(accountId, 'capture')}/posting/${slug}`
}

/** A source as programs see it; null where the account has none of that key. */
export async function showSource(accountId: string, key: string): Promise<PresentedSource | null> {
  const source = await loadSource(accountId, key)
  if (!source) return null
  const [shown] = await presentAll(accountId, [source])
  return shown
}

/** A page of sources in the order they were made. */
export async function showSources(
  accountId: string,
  { limit, after }: { limit: number; after?: string }
) {
  const found = await listSources(accountId, { after, limit: limit + 1 })
  const page = found.slice(0, limit)
  return {
    data: await presentAll(accountId, page),
    next: found.length > limit ? page[page.length - 1].id : null,
  }
}

async function presentAll(accountId: string, sources: Source[]): Promise<PresentedSource[]> {
  const [entities, suppliers] = await Promise.all([
    loadEntities(accountId),
    suppliersOfSources(accountId),
  ])
  const keys = new Map(entities.map(({ id, key }) => [id, key]))
  const one = async (source: Source) => {
    const entity = keys.get(source.entityId) ?? ''
    const form = writeSource(source, entity, suppliers.get(source.key) ?? null)
    return presentSource(source, form, await postingUrl(source))
  }
  return Promise.all(sources.map(one))
}
