import type { ListForm } from '~/components/privacy/suppression_form.vue'
import type { SuppressionList } from '~/suppression'

export const emptyForm = (): ListForm => ({
  scope: 'everything',
  on_arrival: 'refuse',
  partners: [],
  profiles: [],
  partner: null,
  keep_days: null,
})

export const formOf = (list: SuppressionList): ListForm => ({
  scope: list.partner === null ? list.blocks : 'own',
  on_arrival: list.on_arrival,
  partners: [...list.partners],
  profiles: [...list.profiles],
  partner: list.partner,
  keep_days: list.keep_days,
})

/** What is sent of a form. */
export const writtenOf = ({
  scope,
  on_arrival,
  partners,
  profiles,
  partner,
  keep_days,
}: ListForm) => ({
  blocks: scope === 'everything' ? 'everything' : 'some',
  on_arrival,
  partners: scope === 'some' ? partners : [],
  profiles: scope === 'some' ? profiles : [],
  partner: scope === 'own' ? partner : null,
  keep_days,
})
