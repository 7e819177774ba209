import type { Veil } from '#entities/veil_values'
import { keepText, textIdOf } from '#intake/consent/keep_consents'
import { store } from '#store/store'
import type { Row, Write } from '#store/types'

/** Texts that name the person who agreed: by their id the one that stands in its place. */
export type VeiledTexts = ReadonlyMap<string, string>

/**
 * A text may have been sent with the person's name in it. The same text without it is kept beside it; which leads of
 * others, if any, still stand on the first is looked up when it is to go.
 */
export async function veilTexts(
  accountId: string,
  consents: Row[],
  veil: Veil,
  at: number
): Promise<VeiledTexts> {
  const ids = consents.map(({ text_id: id }) => id as string | null).filter((id) => id !== null)
  const veiled = new Map<string, string>()
  if (!ids.length) return veiled
  for (const row of await store.all('select id, text from consent_texts where id in (??)', [ids])) {
    const text = veil(row.text as string)
    if (text === row.text) continue
    await keepText(accountId, text, at)
    veiled.set(row.id as string, textIdOf(accountId, text))
  }
  return veiled
}

/** Of those texts the ones nobody else agreed to lose their words; sent once more, they are kept anew. */
export async function emptyTexts(leadId: string, texts: VeiledTexts): Promise<Write[]> {
  if (!texts.size) return []
  const others = await store.all(
    `select distinct c.text_id from consents c join leads l on l.id = c.lead_id
     where c.text_id in (??) and c.lead_id <> ? and l.erased_at is null`,
    [[...texts.keys()], leadId]
  )
  const used = new Set(others.map(({ text_id: id }) => id))
  return [...texts.keys()]
    .filter((id) => !used.has(id))
    .map((id) => ({ update: 'consent_texts', id, set: { text: '' } }))
}
