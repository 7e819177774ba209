import type { Entity } from '#entities/types'
import { event } from '#store/audit_event'
import type { Write } from '#store/types'

const HOUR = 3_600_000
const DAY = 24 * HOUR
/** Who came within these days may still be where everybody begins. */
const FRESH_DAYS = 4

export interface Stood {
  stage: string
  since: number
}

/** Where a lead of the past stands by now, and since when. `chance` as of the run; null: its entity has no stages. */
export function pastStage(
  { pipelines }: Entity,
  { at, sold }: { at: number; sold: boolean },
  chance: (about: string) => number,
  now = Date.now()
): Stood | null {
  const [sales, care] = pipelines.map(({ stages }) => stages)
  if (!sales) return null
  const age = now - at
  const since = Math.round(Math.min(at + HOUR + chance('moved') * 3 * DAY, at + age * 0.8))
  const fresh = chance('fresh') > age / (FRESH_DAYS * DAY)
  if (fresh || sales.length === 1) return { stage: sales[0].key, since: at }
  const pick = (of: readonly { key: string }[], about: string): Stood => ({
    stage: of[Math.floor(chance(about) * of.length)].key,
    since,
  })
  const ends = sales.filter(({ kind }) => kind === (sold ? 'won' : 'lost'))
  if (sold && care && chance('care') < 0.3) return pick(care, 'care stage')
  if (ends.length && chance('end') < (sold ? 0.7 : 0.6)) return pick(ends, 'end stage')
  const open = sales.slice(1).filter(({ kind }) => kind === 'open')
  return pick(open.length ? open : sales.slice(1), 'stage')
}

/** The trail of how it came there; nothing where it stands where it began. */
export const movedTo = (
  { stages }: Entity,
  { stage, since }: Stood,
  subject: { accountId: string; leadId: string },
  at: number
): Write[] =>
  since > at ? [event('lead.stage_changed', subject, { from: stages[0], to: stage }, since)] : []
