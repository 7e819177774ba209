import { useI18n } from 'vue-i18n'

export interface Named {
  key: string
  name: string
}
export interface Choices {
  partners: Named[]
  profiles: Named[]
}

/** Whom a list keeps a lead from; `own`: it is a partner's. */
export interface SuppressionList {
  key: string
  name: string
  blocks: 'everything' | 'some'
  profiles: string[]
  partners: string[]
  on_arrival: 'refuse' | 'store'
  partner: string | null
  keep_days: number | null
  entries: number
  created_at: string
  updated_at: string
}

export interface SuppressionEntry {
  id: string
  kind: 'email' | 'phone' | 'domain' | 'hash'
  source: string | null
  reason: string | null
  added_at: string
  added_by: string | null
  expires_at: string | null
}

export interface SuppressionImport {
  id: string
  name: string
  status: 'running' | 'done' | 'failed'
  share: number
  lines: number
  added: number
  known: number
  refused: number
  problems: { line: number; message: string }[]
  created_at: string
  finished_at: string | null
}

/** What lists do, in a few words. */
export function useSuppressionWords(choices: () => Choices) {
  const { t } = useI18n()
  const named = (all: Named[], key: string) => all.find((one) => one.key === key)?.name ?? key

  function blocks(list: SuppressionList): string {
    const { partners, profiles } = choices()
    if (list.partner !== null)
      return t('suppression.blocks.own', { partner: named(partners, list.partner) })
    if (list.blocks === 'everything') return t('suppression.blocks.everything')
    return [
      ...list.partners.map((key) => named(partners, key)),
      ...list.profiles.map((key) => named(profiles, key)),
    ].join(', ')
  }

  function arrival(list: SuppressionList): string {
    if (list.blocks !== 'everything' || list.partner !== null)
      return t('suppression.arrival.delivered')
    return t(`suppression.arrival.${list.on_arrival}`)
  }

  return { blocks, arrival }
}
