import type { AcceptContext, Entity, Field, FieldType } from '#entities/types'
import { usualPipelines } from '#entities/pipelines'

export const NOW = Date.UTC(2026, 10, 1, 10)
export const US: AcceptContext = { country: 'US', currency: 'USD' }
export const DE: AcceptContext = { country: 'DE', currency: 'EUR', timeZone: 'Europe/Berlin' }

export const field = (key: string, type: FieldType, more: Partial<Field> = {}): Field => ({
  key,
  label: key,
  type,
  required: false,
  default: null,
  options: null,
  encrypted: false,
  ...more,
})

export const entityOf = (fields: Field[], more: Partial<Entity> = {}): Entity => ({
  id: 'ent_1',
  accountId: 'acc_1',
  key: 'solar',
  name: 'Solar lead',
  fields,
  duplicate: null,
  stages: [],
  pipelines: usualPipelines(more.stages ?? []),
  ...more,
})

/** One field of every type. */
export const everyType = (): Entity =>
  entityOf([
    field('text', 'text'),
    field('long_text', 'long_text'),
    field('number', 'number'),
    field('money', 'money'),
    field('email', 'email'),
    field('phone', 'phone'),
    field('date', 'date'),
    field('datetime', 'datetime'),
    field('select', 'select', { options: ['CA', 'New York', 'Straße'] }),
    field('multi_select', 'multi_select', { options: ['Solar', 'Heat pump', 'EV, charger'] }),
    field('checkbox', 'checkbox'),
    field('url', 'url'),
    field('file', 'file'),
    field('address', 'address'),
  ])
