import vine from '@vinejs/vine'

/**
 * Settings the host reads of every delivery, whatever its channel: a channel spreads them into its own schema, so
 * that they are checked and drawn with the rest.
 */
export const channelSettings = () => ({
  transform: vine
    .string()
    .maxLength(65_536)
    .optional()
    .meta({
      title: 'Transform',
      description:
        'JavaScript that changes the lead before it is sent: export default (lead) => ({ ...lead })',
      control: 'code',
      advanced: true,
      de: {
        title: 'Umwandlung',
        description:
          'JavaScript, das den Lead vor dem Senden ändert: export default (lead) => ({ ...lead })',
      },
    }),
  timeout_seconds: vine
    .number()
    .min(1)
    .max(60)
    .optional()
    .meta({
      title: 'Time limit',
      description: 'From looking up the host to the last byte of the answer.',
      default: 10,
      unit: 'seconds',
      advanced: true,
      de: {
        title: 'Zeitlimit',
        description: 'Vom Auflösen der Adresse bis zum letzten Byte der Antwort.',
      },
    }),
  retry: vine
    .object({
      attempts: vine
        .number()
        .withoutDecimals()
        .min(1)
        .max(10)
        .optional()
        .meta({ title: 'Attempts in all', default: 3, de: { title: 'Versuche insgesamt' } }),
    })
    .optional()
    .meta({ title: 'Retry', advanced: true, de: { title: 'Wiederholung' } }),
  on_unknown: vine
    .enum(['retry', 'next'])
    .optional()
    .meta({
      title: 'When it is not known whether the partner has the lead',
      description:
        'An answer may be lost after the request arrived. Asking again is safe for partners that heed the Idempotency-Key.',
      labels: {
        retry: 'Ask again, and hold the lead if no answer comes',
        next: 'Offer the lead to the next partner',
      },
      default: 'retry',
      advanced: true,
      de: {
        title: 'Wenn unklar ist, ob der Partner den Lead hat',
        description:
          'Eine Antwort kann verloren gehen, nachdem die Anfrage ankam. Erneut zu fragen ist sicher bei Partnern, die den Idempotency-Key beachten.',
        labels: {
          retry: 'Erneut fragen und den Lead anhalten, wenn keine Antwort kommt',
          next: 'Den Lead dem nächsten Partner anbieten',
        },
      },
    }),
})

/** What `channelSettings` reads. */
export interface ChannelSettings {
  transform?: string
  timeout_seconds?: number
  retry?: { attempts?: number }
  on_unknown?: 'retry' | 'next'
}
