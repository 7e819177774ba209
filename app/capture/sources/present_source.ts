import type { SourceForm } from '#capture/sources/source_shape'
import type { Source } from '#capture/sources/types'

/** A source as it is written: what is as it would be anyway is left out. Pure. */
export function writeSource(
  { key, name, status, rules, posting }: Source,
  entity: string,
  supplier: string | null
): SourceForm {
  const { hidden, fixed, allowed, duplicate, profile } = rules
  return {
    ...{ key, name, entity, status },
    ...(supplier && { supplier }),
    ...(duplicate && { duplicate }),
    ...(profile && { profile }),
    ...(hidden.length && { hidden }),
    ...(Object.keys(fixed).length && { fixed }),
    ...(Object.keys(allowed).length && { allowed }),
    posting: { ...posting },
  }
}

/** With what the app knows of it; `url` is the address of its posting document. */
export const presentSource = (source: Source, form: SourceForm, url: string | null) => ({
  id: source.id,
  kind: 'api',
  ...form,
  posting_url: url,
  protected: source.protected,
  created_at: new Date(source.createdAt).toISOString(),
  updated_at: new Date(source.updatedAt).toISOString(),
})
