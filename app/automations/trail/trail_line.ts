import { type TrailLine, toTrailLine } from '#store/trail_line'
import type { Row } from '#store/types'

/** A line of the audit trail as automations read it. */
export interface CausedLine extends TrailLine {
  /** The run whose doing it is. */
  cause: string | null
}

/** Who automations act as: `automation:` and the key. */
const OWN = 'automation:'
export const actorOfAutomation = (key: string) => `${OWN}${key}`

export function toLine(row: Row): CausedLine {
  const line = toTrailLine(row)
  return { ...line, cause: causeOf(line.actor, line.data, row.cause as string | null) }
}

/** What a person or a partner did is nobody else's doing, also where an automation had begun the distribution. */
function causeOf(
  actor: string | null,
  data: Record<string, unknown>,
  ofDistribution: string | null
): string | null {
  if (typeof data.cause === 'string') return data.cause
  return actor === null || actor.startsWith(OWN) ? ofDistribution : null
}
