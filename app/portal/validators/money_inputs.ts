import vine from '@vinejs/vine'
import { page } from '#shared/list_query'

export const documentFilters = vine.create({
  ...page,
  status: vine.enum(['open', 'overdue', 'paid'] as const).optional(),
})

export const analyticsQuery = vine.create({ days: vine.number().in([7, 30, 90]).optional() })
