import { useI18n } from 'vue-i18n'
import { useFormat } from './format'
import { useNotify } from './notify'
import { postJson } from './request'
import type { Money } from './types'

interface ClientMonth {
  leads: number
  revenue: Money
}

/** A client as the API has it (OpenAPI: `GET /agency/clients`). */
export interface Client {
  key: string
  name: string
  status: 'active' | 'resting' | 'new'
  resting_since: string | null
  country: string | null
  currency: string
  time_zone: string
  language: 'en' | 'de'
  starter: string | null
  created_at: string
  last_lead_at: string | null
  team: number
  access: boolean
  month: ClientMonth
  month_before: ClientMonth
  trouble: { unsold: number | null; failing: number }
}

export interface ClientList {
  data: Client[]
  meta: { next_cursor: string | null }
}

/** Begins to work in a client's account; a load of the whole page, so that nothing of the agency stays in it. */
export function useEnter() {
  const notify = useNotify()
  return async (client: Client, to = '/overview') => {
    try {
      await postJson(`/agency/clients/${client.key}/enter`)
      location.assign(to)
    } catch (error) {
      notify.failed(error)
    }
  }
}

/** Back to the agency's own account. */
export function useLeave() {
  const notify = useNotify()
  return async () => {
    try {
      await postJson('/agency/leave')
      location.assign('/agency')
    } catch (error) {
      notify.failed(error)
    }
  }
}

/** What is wrong at a client, a sentence each. */
export function useTrouble() {
  const { t } = useI18n()
  const { count, percent } = useFormat()
  return ({ trouble }: Client): string[] => [
    ...(trouble.unsold === null
      ? []
      : [t('agency.trouble.unsold', { share: percent(trouble.unsold) })]),
    ...(trouble.failing ? [count(trouble.failing, 'agency.trouble.failing')] : []),
  ]
}
