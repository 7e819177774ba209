import { type Task, definePlugin, vine } from '#sdk'

export default definePlugin<object>({
  api: 1,
  kind: 'action',
  id: 'erase',
  name: 'Erase',
  version: '1.0.0',
  description: 'Erases the values of the lead for good; sales and the trail stay.',
  de: {
    name: 'Löschen',
    description: 'Löscht die Angaben des Leads endgültig; Verkäufe und Verlauf bleiben.',
  },
  icon: 'eraser',
  config: vine.object({}),
  about: 'lead',

  prepare: (): Task => ({ do: 'erase' }),
})
