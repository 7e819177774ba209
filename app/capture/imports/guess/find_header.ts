import type { Entity } from '#entities/types'
import { isDataLike } from '#capture/imports/guess/looks_like'
import { foldName, meaningOf } from '#capture/imports/guess/synonyms'
import { targetsOf } from '#capture/imports/guess/targets'

/**
 * Does the first row name the columns? It does when one of its cells is the name of a field or means one, and none is a
 * value; else when all of it are words of their own, and what stands below looks otherwise.
 */
export function hasHeader(rows: readonly string[][], entity: Pick<Entity, 'fields'>): boolean {
  const [first = [], ...below] = rows
  const names = first.map((cell) => cell.trim()).filter((cell) => cell !== '')
  if (names.length === 0 || names.some(isValue)) return false
  const known = new Set(targetsOf(entity).map(({ target }) => foldName(target)))
  for (const { key, label } of entity.fields) known.add(foldName(key)).add(foldName(label))
  if (names.some((name) => known.has(foldName(name)) || meaningOf(name) !== null)) return true
  if (new Set(names.map(foldName)).size < names.length) return false
  return below.some((row) => row.some((cell) => isDataLike(cell.trim())))
}

/** "2026" may well be a column of figures; an address or a date is never a name. */
const isValue = (text: string) => isDataLike(text) && !/^(19|20)\d\d$/.test(text)
