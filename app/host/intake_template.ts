/** A new shape of endpoints; words in capitals are filled in by `pluginTemplate`. */
export const INTAKE = `
import { definePlugin, vine } from '#sdk'
import { readForm } from '#sdk/intake_bodies'

export default definePlugin<object>({
  api: 1,
  kind: 'intake',
  id: 'ID',
  name: 'NAME',
  version: '1.0.0',
  description: 'Takes leads as forms and answers in one line of text.',
  icon: 'plug',
  config: vine.object({}),
  paths: { submit: '/in/ID/:endpoint' },

  read(request) {
    if (request.method !== 'POST')
      return { refuse: { status: 405, headers: { allow: 'POST' }, body: 'POST only' } }
    return { lead: { values: readForm(request.body ?? '') } }
  },

  answer({ outcome, lead, reason }) {
    const body = outcome === 'taken' ? \`OK \${lead}\` : \`NO \${reason}\`
    const status = outcome === 'failed' ? 503 : 200
    return { status, headers: { 'content-type': 'text/plain; charset=utf-8' }, body }
  },
})
`
