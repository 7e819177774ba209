import { isDeepStrictEqual } from 'node:util'
import type { Import, ImportCounts, ImportSettings } from '#capture/imports/types'

type Checked = Pick<Import, 'status' | 'counts' | 'named' | 'settings'>

/** What a row becomes that met somebody. */
const AS = {
  skip: 'duplicates',
  update: 'updated',
  create: 'created',
  reject: 'rejected',
} as const satisfies Record<ImportSettings['duplicate'], keyof ImportCounts>

/**
 * What a check counted, under settings that read every row as it did: source, stage and the like change no row, and
 * another choice for duplicates merely calls those it met something else. Null: the check says nothing any more. Pure.
 */
export function recount(before: Checked, after: Checked): ImportCounts | null {
  const { counts } = before
  if (before.status !== 'checked' || counts?.met === undefined) return null
  if (!isDeepStrictEqual(readBy(before), readBy(after))) return null
  const [from, to] = [AS[before.settings.duplicate], AS[after.settings.duplicate]]
  if (from === to) return counts
  const { met } = counts
  return { ...counts, [from]: counts[from] - met, [to]: counts[to] + met }
}

/** Test leads meet nobody, so that counts too. */
const readBy = ({ named, settings: { mapping, formats, constants, test } }: Checked) => ({
  ...{ named, mapping, formats, constants, test },
})
