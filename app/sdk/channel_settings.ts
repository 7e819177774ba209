import vine from '@vinejs/vine'

/**
 * Settings the host reads of every delivery, whatever its channel: a channel spreads them into its own schema, so
 * that they are checked and drawn with the rest.
 */
export const channelSettings = () => ({
  transform: vine.string().maxLength(65_536).optional().meta({
    title: 'Transform',
    description:
      'JavaScript that changes the lead before it is sent: export default (lead) => ({ ...lead })',
    control: 'code',
  }),
  timeout_seconds: vine.number().min(1).max(60).optional().meta({
    title: 'Time limit in seconds',
    description: 'From looking up the host to the last byte of the answer.',
    default: 10,
  }),
  retry: vine
    .object({
      attempts: vine
        .number()
        .withoutDecimals()
        .min(1)
        .max(10)
        .optional()
        .meta({ title: 'Attempts in all' }),
    })
    .optional()
    .meta({ title: 'Retry' }),
  on_unknown: vine.enum(['retry', 'next']).optional().meta({
    title: 'When it is not known whether the partner has the lead',
    description:
      'retry: ask again with the same key and hold the lead if there is never an answer. next: offer it to the next partner.',
    default: 'retry',
  }),
})

/** What `channelSettings` reads. */
export interface ChannelSettings {
  transform?: string
  timeout_seconds?: number
  retry?: { attempts?: number }
  on_unknown?: 'retry' | 'next'
}
