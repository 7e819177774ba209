import { type Schedule, definePlugin, vine } from '#sdk'

/** Leaves by `open` or `closed`: `schedule: { time_zone: Europe/Berlin, hours: { mon-fri: ["08:00-18:00"] } }`. */
export default definePlugin<{ schedule: Schedule }>({
  api: 1,
  kind: 'node',
  id: 'schedule',
  name: 'Schedule',
  version: '1.0.0',
  description: 'Sends the lead one way in opening hours, the other way outside them.',
  de: {
    name: 'Zeitplan',
    description: 'Schickt den Lead zu Öffnungszeiten den einen Weg, sonst den anderen.',
  },
  icon: 'clock',
  branches: true,
  config: vine.object({
    schedule: vine
      .any()
      .meta({ title: 'Opening hours', control: 'schedule', de: { title: 'Öffnungszeiten' } }),
  }),

  ports: () => [
    { name: 'open', required: true },
    { name: 'closed', required: true },
  ],

  decide(_lead, config, context) {
    const { open, opens_at: opensAt } = context.isOpen(config.schedule)
    return open ? { port: 'open' } : { port: 'closed', detail: { opens_at: opensAt } }
  },
})
