/*
 * Takes a change of many leads back, once somebody said so.
 */
import { confirm } from '~/confirm'
import type { useNotify } from '~/notify'
import { postJson } from '~/request'
import type { LeadJob } from './types'

interface Around {
  t: (key: string, values?: Record<string, unknown>) => string
  number: (n: number) => string
  notify: ReturnType<typeof useNotify>
}

/** True: it has begun. */
export async function undoLeads(job: LeadJob, { t, number, notify }: Around): Promise<boolean> {
  const go = await confirm({
    title: t('leads.undo.title', { n: number(job.started) }),
    body: t('leads.undo.body'),
    consequence: t(job.kind === 'stage' ? 'leads.undo.stage' : 'leads.undo.others'),
    action: t('leads.undo.action'),
  })
  if (!go) return false
  try {
    await postJson(`/leads/jobs/${job.id}/undo`)
    notify.done(t('leads.undo.begun'), t('leads.bulk.leave'))
    return true
  } catch (error) {
    notify.failed(error)
    return false
  }
}
