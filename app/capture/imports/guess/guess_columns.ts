import { PART_NAMES, foldPart } from '#entities/fields/address'
import type { Entity } from '#entities/types'
import { type Look, looksOf } from '#capture/imports/guess/looks_like'
import { foldName, meaningOf } from '#capture/imports/guess/synonyms'
import { type Target, targetsOf } from '#capture/imports/guess/targets'
import {
  type ColumnGuess,
  EXTERNAL_ID,
  KEEP,
  type RememberedMapping,
  SOURCE,
} from '#capture/imports/types'

export interface ColumnSample {
  /** As the header has it; empty where it has none. */
  name: string
  values: readonly string[]
}

interface Match {
  column: number
  target: string
  score: number
  why: string
}

/** From this score on nobody needs to look; below LIKELY nothing is said. */
const SURE = 80
const LIKELY = 40
const OWN_NAME = 75

/**
 * Where the columns of a file go, by their names and by what is in them. Each place is given once, the best match first.
 * What nothing speaks for is kept under its own name; an empty column is left out.
 */
export function guessColumns(
  columns: readonly ColumnSample[],
  entity: Pick<Entity, 'fields'>,
  remembered: RememberedMapping | null
): ColumnGuess[] {
  const targets = targetsOf(entity)
  const guesses = columns.map(({ values }): ColumnGuess =>
    values.every((value) => value.trim() === '')
      ? { target: null, confidence: 'none', why: 'empty' }
      : { target: KEEP, confidence: 'none', why: 'unknown' }
  )
  if (remembered) {
    const known = new Set([KEEP, ...targets.map(({ target }) => target)])
    for (const [i, target] of Object.entries(remembered.mapping))
      if (guesses[Number(i)] && (target === null || known.has(target)))
        guesses[Number(i)] = { target, confidence: 'sure', why: 'remembered' }
    return guesses
  }
  const taken = new Set<string>()
  const done = new Set<number>()
  for (const { column, target, score, why } of allMatches(columns, targets)) {
    if (taken.has(target) || done.has(column)) continue
    taken.add(target)
    done.add(column)
    guesses[column] = { target, confidence: score >= SURE ? 'sure' : 'likely', why }
  }
  return guesses
}

function allMatches(columns: readonly ColumnSample[], targets: Target[]): Match[] {
  const matches = columns.flatMap(({ name, values }, column) => {
    const looks = looksOf(values)
    const filled = values.some((value) => value.trim() !== '')
    return targets.flatMap((target): Match[] => {
      const named = byName(name, target)
      const fits = !filled ? 0 : byContents(looks, values, target)
      // A name that its contents speak against: "Mail" may be a yes or no, so only the field's own name counts still.
      if (fits < 0 && named < OWN_NAME) return []
      const score = fits < 0 ? LIKELY : named + (fits > 0 ? 25 : 0)
      if (named > 0)
        return [{ column, target: target.target, score, why: named >= 80 ? 'name' : 'synonym' }]
      return fits >= LIKELY ? [{ column, target: target.target, score: fits, why: 'contents' }] : []
    })
  })
  // Of equals the one further left, as people put what matters first.
  return matches.sort((a, b) => b.score - a.score || a.column - b.column)
}

function byName(name: string, { target, field, part }: Target): number {
  const folded = foldName(name)
  if (folded === '') return 0
  if (!field) return meaningOf(name) === LEAD_MEANING[target] ? 60 : 0
  const own = [foldName(field.key), foldName(field.label)]
  if (part === null) {
    if (own.includes(folded)) return 100
    const meaning = meaningOf(name)
    if (meaning && own.some((one) => meaningOf(one) === meaning)) return 75
    if (meaning && CLOSE[meaning] && own.some((one) => meaningOf(one) === CLOSE[meaning])) return 45
    if (meaning === field.type && (field.type === 'email' || field.type === 'phone')) return 65
    return own.some((one) => contains(folded, one)) ? 45 : 0
  }
  for (const [known, its] of PART_NAMES) {
    if (its !== part) continue
    if (own.some((one) => folded === one + foldPart(known))) return 100
    if (folded === foldPart(known)) return 80
  }
  return meaningOf(name) === part ? 75 : 0
}

const LEAD_MEANING: Record<string, string> = { [EXTERNAL_ID]: 'external_id', [SOURCE]: 'source' }
/** What stands for another where that has no column of its own. */
const CLOSE: Record<string, string> = { mobile: 'phone', phone: 'mobile' }

const contains = (longer: string, shorter: string) =>
  shorter.length >= 4 && (longer.startsWith(shorter) || longer.endsWith(shorter))

/** Above 0: what is in the column speaks for the place; below: against it. */
function byContents(
  looks: readonly Look[],
  values: readonly string[],
  { field, part }: Target
): number {
  const has = (look: Look) => looks.includes(look)
  if (!field) return 0
  if (part === 'postal_code') return has('postal_code') ? 20 : has('email') ? -1 : 0
  if (part === 'country') return has('country') ? 20 : -1
  if (part !== null) return has('email') || has('url') ? -1 : 0
  switch (field.type) {
    case 'email':
      return has('email') ? 60 : -1
    case 'url':
      return has('url') ? 60 : -1
    case 'phone':
      return has('phone') ? 50 : -1
    case 'date':
    case 'datetime':
      return has('date') ? 45 : -1
    case 'number':
    case 'money':
      return values.some((value) => /\d/.test(value)) ? 10 : -1
    case 'select':
    case 'multi_select':
      return isOfOptions(field.options ?? [], values) ? 45 : 0
    default:
      return has('email') ? -1 : 0
  }
}

function isOfOptions(options: readonly string[], values: readonly string[]): boolean {
  const known = new Set(options.map(foldName))
  const filled = values.filter((value) => value.trim() !== '')
  return known.size > 1 && filled.every((value) => known.has(foldName(value)))
}
