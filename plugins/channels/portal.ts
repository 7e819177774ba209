import { PrepareError, definePlugin, vine } from '#sdk'
import { channelSettings, type ChannelSettings } from '#sdk/channel_settings'

interface PortalConfig extends ChannelSettings {
  accept_reject?: boolean
  deadline_hours?: number
}

const HOUR = 3600

export default definePlugin<PortalConfig>({
  api: 1,
  kind: 'channel',
  id: 'portal',
  name: 'Partner portal',
  version: '1.0.0',
  description:
    'Puts the lead into the partner’s portal; they accept or reject it there when asked to.',
  de: {
    name: 'Partnerportal',
    description:
      'Legt den Lead ins Portal des Partners; dort nimmt er ihn an oder lehnt ihn ab, wenn er gefragt wird.',
  },
  icon: 'inbox',
  config: vine.object({
    accept_reject: vine
      .boolean({ strict: true })
      .optional()
      .meta({
        title: 'Partner accepts or rejects',
        description:
          'Without it the lead counts as sold at once. Not set: as the partner’s portal is set.',
        de: {
          title: 'Der Partner nimmt an oder lehnt ab',
          description:
            'Sonst gilt der Lead sofort als verkauft. Nicht festgelegt: wie im Portal des Partners eingestellt.',
        },
      }),
    deadline_hours: vine
      .number()
      .min(0.25)
      .max(720)
      .optional()
      .meta({
        title: 'Time to decide',
        description: 'A lead without a decision by then counts as rejected.',
        default: 24,
        unit: 'hours',
        shown_when: { accept_reject: [true, null] },
        de: {
          title: 'Frist zur Entscheidung',
          description: 'Ein Lead ohne Entscheidung bis dahin gilt als abgelehnt.',
        },
      }),
    ...channelSettings(),
  }),

  prepare(view, config) {
    const acceptReject = config.accept_reject ?? view.partner.portal?.accept_reject ?? false
    return {
      type: 'portal',
      accept_reject: acceptReject,
      deadline_hours: acceptReject ? (config.deadline_hours ?? 24) : null,
    }
  },

  async send(envelope) {
    if (envelope.type !== 'portal') throw new PrepareError('', 'the portal takes no requests')
    if (!envelope.accept_reject) return { status: 'sent' }
    return {
      status: 'waiting',
      deadlineSeconds: Math.round((envelope.deadline_hours ?? 24) * HOUR),
    }
  },
})
