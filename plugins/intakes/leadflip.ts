import { type IntakeAnswer, type IntakeReading, definePlugin, vine } from '#sdk'
import { mediaType, readForm } from '#sdk/intake_bodies'

/*
 * The flat intake of Leadflip, under an address of its own: senders that can set no header and name no entity, such as
 * webhooks of form services.
 */
const JSON_TYPE = { 'content-type': 'application/json; charset=utf-8' }

const refuse = (
  status: number,
  message: string,
  headers: Record<string, string> = {}
): IntakeReading => ({
  refuse: {
    status,
    headers: { ...JSON_TYPE, ...headers },
    body: JSON.stringify({ status: 'error', message }),
  },
})

export default definePlugin<object>({
  api: 1,
  kind: 'intake',
  id: 'leadflip',
  name: 'Leadflip',
  version: '1.0.0',
  description:
    'Takes flat forms and JSON as the intake of Leadflip does, without a token: the address is the key.',
  de: {
    description:
      'Nimmt flache Formulare und JSON an wie der Intake von Leadflip, ohne Token: Die Adresse ist der Schlüssel.',
  },
  icon: 'log-in',
  config: vine.object({}),
  paths: { submit: '/intake/:endpoint' },

  read({ method, headers, body, query }): IntakeReading {
    if (method !== 'POST') return refuse(405, 'Send a POST request', { allow: 'POST' })
    const type = mediaType(headers['content-type'])
    if (type === 'application/x-www-form-urlencoded')
      return leadOf({ ...readForm(body ?? ''), ...readForm(query) })
    if (type !== 'application/json')
      return refuse(415, 'Send application/json or application/x-www-form-urlencoded')
    let values: unknown
    try {
      values = JSON.parse(body ?? '')
    } catch (error) {
      return refuse(400, `The body is not valid JSON: ${(error as Error).message}`)
    }
    if (typeof values !== 'object' || values === null || Array.isArray(values))
      return refuse(400, 'The body must be a JSON object')
    return leadOf({ ...values })
  },

  answer(result): IntakeAnswer {
    const {
      outcome,
      lead,
      created_at: createdAt,
      duplicate,
      distribution,
      price,
      reason,
      problems,
    } = result
    if (outcome !== 'taken') {
      const content = {
        status: 'error',
        message: reason ?? 'The lead was not taken',
        errors: problems,
      }
      const status = outcome === 'failed' ? 503 : problems.length ? 422 : 409
      return { status, headers: JSON_TYPE, body: JSON.stringify(content) }
    }
    const content = {
      status: 'success',
      lead_id: lead,
      created_at: createdAt,
      ...(duplicate && { duplicate_of: lead }),
      ...(distribution && { outcome: distribution, price, reason }),
    }
    return { status: duplicate ? 200 : 201, headers: JSON_TYPE, body: JSON.stringify(content) }
  },
})

function leadOf(values: Record<string, unknown>): IntakeReading {
  const { test, ping_id: ping, ...others } = values
  return {
    lead: {
      values: others,
      ...((test === true || test === 'true' || test === '1') && { test: true }),
      ping: typeof ping === 'string' && ping ? ping : null,
    },
  }
}
