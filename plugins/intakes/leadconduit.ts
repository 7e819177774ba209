import {
  type IncomingLead,
  type IntakeAnswer,
  type IntakeReading,
  type IntakeRequest,
  definePlugin,
  vine,
} from '#sdk'
import { bestMatch, mediaType, readForm, readXml, writeXml } from '#sdk/intake_bodies'

interface Config {
  success_when: 'sold' | 'taken'
  price_percent: number
  redirect_hosts?: string[]
}

/*
 * As ActiveProspect documents submissions and pings of LeadConduit, and as the standard source it publishes answers them:
 * every lead that could be read is answered 201 with its outcome, a ping 200; refusals are plain text.
 */
const FORM = 'application/x-www-form-urlencoded'
const TYPES = [FORM, 'application/json', 'application/xml', 'text/xml']
/** JSON comes first where anything will do. */
const ANSWERS = ['application/json', 'application/xml', 'text/xml']
const TEXT = { 'content-type': 'text/plain' }
const METHODS = ['GET', 'POST']
const MAX_DEPTH = 20

class Refusal extends Error {
  constructor(
    public status: number,
    message: string,
    public headers: Record<string, string> = {}
  ) {
    super(message)
  }
}

export default definePlugin<Config>({
  api: 1,
  kind: 'intake',
  id: 'leadconduit',
  name: 'LeadConduit',
  version: '1.0.0',
  description:
    'Takes leads and pings as LeadConduit does: forms, JSON, XML or query, under the same ids.',
  de: {
    description:
      'Nimmt Leads und Pings an wie LeadConduit: als Formular, JSON, XML oder in der Adresse, unter denselben Ids.',
  },
  icon: 'waypoints',
  config: vine.object({
    success_when: vine.enum(['sold', 'taken']).meta({
      title: 'Answer success when the lead is',
      description: 'What is not decided in time is answered with success.',
      default: 'sold',
      labels: { sold: 'Sold', taken: 'Taken' },
      de: {
        title: 'Erfolg melden, sobald der Lead',
        description: 'Was nicht rechtzeitig entschieden ist, wird als Erfolg gemeldet.',
        labels: { sold: 'verkauft ist', taken: 'angenommen ist' },
      },
    }),
    price_percent: vine
      .number()
      .min(0)
      .max(100)
      .meta({
        title: 'Share of the price that is told',
        description: 'Of what the lead was sold for, or would be. 0 tells no price.',
        default: 100,
        unit: '%',
        de: {
          title: 'Anteil am Preis, der genannt wird',
          description: 'Von dem, wofür der Lead verkauft wurde oder würde. 0 nennt keinen Preis.',
        },
      }),
    redirect_hosts: vine
      .array(vine.string().maxLength(255))
      .maxLength(50)
      .optional()
      .meta({
        title: 'Hosts to redirect to',
        description: 'Where redir_url may lead people. Empty: nowhere.',
        control: 'list',
        advanced: true,
        de: {
          title: 'Hosts für Weiterleitungen',
          description: 'Wohin redir_url führen darf. Leer: nirgendwohin.',
        },
      }),
  }),
  paths: {
    submit: '/flows/:flow/sources/:source/submit',
    ping: '/flows/:flow/sources/:source/ping',
  },

  read(request, config): IntakeReading {
    try {
      return { lead: leadOf(request, config) }
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      const { status, message, headers } = error
      return { refuse: { status, headers: { ...TEXT, ...headers }, body: message } }
    }
  },

  answer(result, request, config): IntakeAnswer {
    const type = answerType(request) ?? ANSWERS[0]
    const isPing = request.does === 'ping'
    const price = config.price_percent
      ? Math.floor(Number(result.price?.amount ?? 0) * config.price_percent + 1e-6) / 100
      : 0
    const sold = result.distribution !== 'unsold' || (!isPing && config.success_when === 'taken')
    const success =
      result.outcome === 'taken' && !result.duplicate && (isPing ? result.ping !== null : sold)
    const outcome = success ? 'success' : result.outcome === 'failed' ? 'error' : 'failure'
    const otherwise = isPing ? 'no bid' : result.duplicate ? 'duplicate lead' : 'rejected'
    const content = {
      outcome,
      ...(outcome !== 'success' && { reason: result.reason ?? otherwise }),
      ...(result.lead !== null && !isPing && { lead: { id: result.lead } }),
      price: success ? price : 0,
      ...(success && isPing && { ping_id: result.ping!.id }),
    }
    const redirect = isPing ? null : redirectOf(request)
    return {
      status: redirect ? 303 : isPing ? 200 : 201,
      headers: { 'content-type': type, ...(redirect && { location: redirect }) },
      body: type === 'application/json' ? JSON.stringify(content) : writeXml('result', content),
    }
  },
})

const answerType = ({ headers }: IntakeRequest) => bestMatch(ANSWERS, headers.accept)

function leadOf(request: IntakeRequest, config: Config): IncomingLead {
  const { method, headers } = request
  if (!METHODS.includes(method))
    throw new Refusal(405, `The ${method} method is not allowed`, { allow: METHODS.join(', ') })
  if (!answerType(request))
    throw new Refusal(406, 'Not capable of generating content according to the Accept header')
  checkRedirect(redirectOf(request), config)
  const query = readForm(request.query)
  const body = method === 'POST' && request.body !== null ? bodyOf(request.body, headers) : {}
  // What is said in the address counts, as there.
  const all = Object.assign(Object.create(null), body, query) as Record<string, unknown>
  delete all.redir_url
  const ping = typeof all.ping_id === 'string' ? all.ping_id : null
  delete all.ping_id
  const evidence = takeEvidence(all, request.does === 'ping')
  return { values: flat(all), evidence, ping }
}

function bodyOf(text: string, headers: IntakeRequest['headers']): Record<string, unknown> {
  if (!headers['content-type']) throw new Refusal(415, 'Content-Type header is required')
  const type = mediaType(headers['content-type'])
  if (!TYPES.includes(type))
    throw new Refusal(
      406,
      `MIME type in Content-Type header is not supported. Use only ${TYPES.join(', ')}.`
    )
  if (!text.trim()) return {}
  if (type === FORM) return readForm(text)
  return type === 'application/json' ? jsonOf(text) : parsedXml(text)
}

function jsonOf(text: string): Record<string, unknown> {
  let value: unknown
  try {
    // Line breaks and tabs within texts are no JSON, and are sent all the same.
    value = parseJson(text) ?? JSON.parse(text.replace(/[\r\n\t]/g, ''))
  } catch (error) {
    throw new Refusal(400, `Unable to parse JSON -- ${String(error)}`)
  }
  if (!isRecord(value)) throw new Refusal(400, 'Unable to parse JSON -- it must be an object')
  return value
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function parsedXml(text: string): Record<string, unknown> {
  try {
    return readXml(text)
  } catch (error) {
    const why = String(error).replace(/\s+/g, ' ')
    throw new Refusal(400, `Body does not contain XML or XML is unparseable -- ${why}.`)
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Certificates of TrustedForm and Jornaya, under whatever name they come; a ping has one of its own. */
function takeEvidence(all: Record<string, unknown>, isPing: boolean): Record<string, string> {
  const found: Record<string, string> = {}
  for (const key of Object.keys(all)) {
    const name = key.toLowerCase()
    const value = typeof all[key] === 'string' ? all[key].slice(0, 2_000) : ''
    if (name === 'xxtrustedformpingurl' || name === 'trustedform_ping_url') {
      delete all[key]
      if (isPing && value) found.ping = value
    } else if (name === 'xxtrustedformcerturl' || name === 'trustedform_cert_url') {
      delete all[key]
      if (value) found.cert ??= value
    } else if (name === 'universal_leadid' || name === 'leadid_token') {
      if (value) found.jornaya ??= value
    }
  }
  const certificate = found.ping ?? found.cert
  if (certificate) all.trustedform_cert_url = certificate
  return {
    ...(certificate && { trustedform_cert_url: certificate }),
    ...(found.jornaya && { universal_leadid: found.jornaya }),
  }
}

/** `{ callcenter: { note } }` and `callcenter.note` are one key; lists and what lies deep stay as they are. */
function flat(all: Record<string, unknown>): Record<string, unknown> {
  const values: Record<string, unknown> = Object.create(null)
  const walk = (value: Record<string, unknown>, path: string, depth: number) => {
    for (const key of Object.keys(value)) {
      const name = path ? `${path}.${key}` : key
      const inner = value[key]
      if (isRecord(inner) && depth < MAX_DEPTH) walk(inner, name, depth + 1)
      else values[name] = inner
    }
  }
  walk(all, '', 1)
  return values
}

function redirectOf({ query }: IntakeRequest): string | null {
  const given = readForm(query).redir_url
  return (Array.isArray(given) ? given[0] : given) ?? null
}

function checkRedirect(given: string | null, { redirect_hosts: hosts = [] }: Config) {
  if (given === null) return
  const url = URL.canParse(given) ? new URL(given) : null
  const isWeb = url?.protocol === 'https:' || url?.protocol === 'http:'
  const isKnown = hosts.some((host) => host.trim().toLowerCase() === url?.hostname)
  if (!isWeb || !isKnown || /[\r\n\0]/.test(given)) throw new Refusal(400, 'Invalid redir_url')
}
