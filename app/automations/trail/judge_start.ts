import type { RunLimits } from '#automations/types'

/** So long a chain of runs that set each other off is taken for a loop, whatever they are about. */
export const LONGEST_CHAIN = 20

/** How a run is named among those it came from. */
export const linkOf = (automationId: string, subject: string) => `${automationId}:${subject}`

/**
 * Whether a run may begin. `chain`: the runs whose doing the event was. `begun`: runs of the automation about the same in
 * the last hour, and about whatever in the last minute. Pure.
 */
export function judgeStart(
  link: string,
  chain: readonly string[],
  begun: { ofSubject: number; ofAll: number },
  limits: RunLimits
): 'loop' | 'rate' | null {
  if (chain.includes(link) || chain.length >= LONGEST_CHAIN) return 'loop'
  if (begun.ofSubject >= limits.per_subject_hour || begun.ofAll >= limits.per_minute) return 'rate'
  return null
}
