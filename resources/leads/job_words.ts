/*
 * Work on many leads in words: "Stage set to won", "Tagged Hot". Pure: words and names are arguments.
 */
import type { LeadJob, ListChoices } from './types.js'

type Translate = (key: string, values?: Record<string, unknown>) => string

const quoted = (names: string[]) => names.join(', ')

/** What is or was done, without how far. */
export function whatText({ kind, change, profile }: LeadJob, choices: ListChoices, t: Translate) {
  const tagNames = (keys: string[] = []) =>
    quoted(keys.map((key) => choices.tags.find((one) => one.key === key)?.name ?? key))
  switch (kind) {
    case 'distribute':
      return t('leads.job.what.distribute', {
        profile: choices.profiles.find(({ key }) => key === profile)?.name ?? profile ?? '',
      })
    case 'stage':
      return t('leads.job.what.stage', { stage: change?.stage ?? '' })
    case 'assignee': {
      const email = change?.assignee
      if (!email) return t('leads.job.what.nobody')
      const person = choices.team.find((one) => one.email === email)?.name ?? email
      return t('leads.job.what.assignee', { person })
    }
    case 'tags': {
      const { add = [], remove = [] } = change?.tags ?? {}
      const which = add.length ? (remove.length ? 'both' : 'added') : 'removed'
      return t(`leads.job.what.tags_${which}`, { added: tagNames(add), removed: tagNames(remove) })
    }
    case 'values': {
      const keys = [...(change?.values?.set ?? []), ...(change?.values?.cleared ?? [])]
      return t('leads.job.what.values', {
        fields: quoted(keys.map((key) => fieldName(key, choices))),
      })
    }
    default:
      return t(`leads.job.what.${kind}`)
  }
}

const fieldName = (key: string, { entities }: ListChoices): string =>
  entities.flatMap(({ fields }) => fields).find((field) => field.key === key)?.label ?? key

/** The same with whether it goes on, has ended or was stopped. */
export const jobText = (job: LeadJob, choices: ListChoices, t: Translate): string =>
  t(`leads.job.${job.status}`, { what: whatText(job, choices, t) })

/** "3 passed over: 2 erased, 1 unchanged". */
export function skippedText(
  { skipped, reasons }: LeadJob,
  { t, number }: { t: Translate; number: (n: number) => string }
): string {
  const why = Object.entries(reasons).map(([reason, n]) =>
    t('leads.job.why', { n: number(n), reason: t(`leads.job.reason.${reason}`) })
  )
  return t('leads.job.skipped', { n: number(skipped), why: why.join(', ') })
}
