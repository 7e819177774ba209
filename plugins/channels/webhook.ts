import {
  PrepareError,
  definePlugin,
  vine,
  type DeliveryView,
  type Envelope,
  type ResponseConfig,
} from '#sdk'
import { building } from '#sdk/building'
import { channelSettings, type ChannelSettings } from '#sdk/channel_settings'
import { answerPathProblem, answerRuleProblem } from '#sdk/rule_shape'
import {
  bodyTemplateProblem,
  compileBody,
  compileHeaders,
  compileUrl,
  headersTemplateProblem,
  templateScope,
  urlTemplateProblem,
  type BodyTemplate,
  type TemplateScope,
} from '#sdk/templates'

/** A request as it is written in a config: the delivery's own, or its ping's. */
interface RequestConfig {
  method?: string
  url: string
  headers?: Record<string, unknown>
  body?: unknown
  content_type?: string
}

interface PingConfig extends RequestConfig {
  response?: Pick<ResponseConfig, 'accepted' | 'reason' | 'reference' | 'format'> & { bid?: string }
}

interface WebhookConfig extends ChannelSettings, RequestConfig {
  response?: ResponseConfig
  ping?: PingConfig
}

/** Methods a request without a configured body is sent with none; all others send the lead's values. */
const BODILESS = new Set(['GET', 'HEAD', 'DELETE', 'OPTIONS'])
/** Values of `method` (null: none, so POST) a body can go with. */
const WITH_BODY = [null, 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']
const METHOD = /^[A-Za-z][A-Za-z-]{0,31}$/
const MAX_BODY = 1024 * 1024

/** A check as a Vine rule; a message is the problem, null is fine. Null and absent values are not checked. */
const check = (name: string, problemOf: (value: unknown, parent: RequestConfig) => string | null) =>
  vine.createRule(
    (value, _options, field) => {
      const problem =
        value === undefined || value === null
          ? null
          : problemOf(value, field.parent as RequestConfig)
      if (problem) field.report(problem, name, field)
    },
    { name }
  )()

const methodOf = (config: RequestConfig): string => (config.method ?? 'POST').toUpperCase()

const methodProblem = (value: unknown): string | null => {
  const method = String(value).toUpperCase()
  return METHOD.test(method) && method !== 'CONNECT' && method !== 'TRACE'
    ? null
    : 'must be an HTTP method such as POST'
}

function bodyProblem(body: unknown, config: RequestConfig): string | null {
  const method = methodOf(config)
  if (method === 'GET' || method === 'HEAD') return `a ${method} request has no body`
  return bodyTemplateProblem(body, contentTypeOf(config))
}

/** What there is of a delivery only once it is one. */
function pingProblem(ping: unknown): string | null {
  const text = JSON.stringify(ping)
  const early = ['callback_url', 'ping_reference'].find((name) => text.includes(`delivery.${name}`))
  return early ? `cannot name delivery.${early}: nobody has the lead yet` : null
}

const ruleField = (title: string, german: string) =>
  vine
    .any()
    .use(check('rule', (rule) => answerRuleProblem(rule)))
    .optional()
    .meta({ title, control: 'rule', about: 'answer', de: { title: german } })

const pathField = (title: string, german: string) =>
  vine
    .string()
    .use(check('path', (path) => answerPathProblem(path)))
    .optional()
    .meta({ title, control: 'answer_path', de: { title: german } })

const formatField = () =>
  vine
    .enum(['json', 'xml', 'text'])
    .optional()
    .meta({
      title: 'Read the body as',
      labels: { json: 'JSON', xml: 'XML', text: 'Text' },
      advanced: true,
      de: { title: 'Inhalt lesen als' },
    })

/** The fields of a request; a ping is one of its own. */
const requestFields = (ping: boolean) => ({
  method: vine
    .string()
    .use(check('method', methodProblem))
    .optional()
    .meta({
      title: 'Method',
      default: 'POST',
      examples: ['POST', 'PUT', 'PATCH', 'GET', 'DELETE'],
      de: { title: 'Methode' },
    }),
  url: vine
    .string()
    .maxLength(4096)
    .use(check('url', (url) => urlTemplateProblem(String(url))))
    .meta({
      title: 'URL',
      description: 'Variables such as {{ lead.source }} may stand in path and query.',
      control: 'template_line',
      de: {
        description: 'Variablen wie {{ lead.source }} dürfen in Pfad und Query stehen.',
      },
    }),
  headers: vine
    .record(vine.any())
    .use(check('headers', (headers) => headersTemplateProblem(headers as object)))
    .optional()
    .meta({
      title: 'Headers',
      description: 'A value whose name says key, token, secret or password is kept as a secret.',
      control: 'key_value',
      templates: true,
      de: {
        title: 'Header',
        description:
          'Ein Wert, dessen Name key, token, secret oder password sagt, wird als Geheimnis verwahrt.',
      },
    }),
  body: vine
    .any()
    .use(check('body', bodyProblem))
    .optional()
    .meta({
      title: 'Body',
      description: ping
        ? 'A JSON value or text with variables; only what stands here is told. Empty: no body.'
        : 'A JSON value or text with variables. Empty: all values of the lead as JSON.',
      control: 'template',
      shown_when: { method: WITH_BODY },
      de: {
        title: 'Inhalt',
        description: ping
          ? 'Ein JSON-Wert oder Text mit Variablen; nur was hier steht, wird verraten. Leer: kein Inhalt.'
          : 'Ein JSON-Wert oder Text mit Variablen. Leer: alle Werte des Leads als JSON.',
      },
    }),
  content_type: vine
    .string()
    .regex(/^[\w.+-]+\/[\w.+-]+(?:\s*;\s*[\w-]+=[\w."-]+)*$/)
    .optional()
    .meta({
      title: 'Content type',
      description:
        'Decides how values are escaped in the body. Empty: by what the body looks like.',
      control: 'text',
      shown_when: { method: WITH_BODY },
      advanced: true,
      de: {
        title: 'Inhaltstyp',
        description:
          'Entscheidet, wie Werte im Inhalt maskiert werden. Leer: danach, wie der Inhalt aussieht.',
      },
      examples: [
        'application/json',
        'application/x-www-form-urlencoded',
        'application/xml',
        'text/plain',
      ],
    }),
})

const config = vine.object({
  ...requestFields(false),
  response: vine
    .object({
      accepted: ruleField('Accepted when', 'Angenommen, wenn'),
      duplicate: ruleField('Duplicate when', 'Dublette, wenn'),
      pending: ruleField('Decided later when', 'Später entschieden, wenn'),
      rejected: ruleField('Rejected when', 'Abgelehnt, wenn'),
      reason: pathField('Reason', 'Grund'),
      price: pathField('Price', 'Preis'),
      reference: pathField('Reference', 'Referenz'),
      format: formatField(),
    })
    .optional()
    .meta({
      title: 'Reading the answer',
      description:
        'Without a rule for accepted, a 2xx answer is accepted; with it, what it does not match is rejected.',
      de: {
        title: 'Antwort lesen',
        description:
          'Ohne Regel für „Angenommen“ ist eine Antwort mit 2xx angenommen; mit ihr ist abgelehnt, was nicht passt.',
      },
    }),
  ping: vine
    .object({
      ...requestFields(true),
      response: vine
        .object({
          accepted: ruleField('A bid when', 'Ein Gebot, wenn'),
          bid: pathField('Bid', 'Gebot'),
          reference: pathField('Reference', 'Referenz'),
          reason: pathField('Reason', 'Grund'),
          format: formatField(),
        })
        .optional()
        .meta({
          title: 'Reading the answer',
          description:
            'Without a rule a 2xx answer is a bid. Without a place for the bid, who accepts bids the price of the assignment.',
          de: {
            title: 'Antwort lesen',
            description:
              'Ohne Regel ist eine Antwort mit 2xx ein Gebot. Ohne Stelle für das Gebot bietet, wer annimmt, den Preis der Zuordnung.',
          },
        }),
    })
    .use(check('ping', pingProblem))
    .optional()
    .meta({
      title: 'Ping',
      description:
        'For strategies that ask for bids: the request that asks, before the lead is offered. Personal values stay here unless they are named.',
      advanced: true,
      de: {
        title: 'Ping',
        description:
          'Für Strategien, die Gebote einholen: die Anfrage, bevor der Lead angeboten wird. Persönliche Werte bleiben hier, solange sie nicht genannt werden.',
      },
    }),
  ...channelSettings(),
})

// ---------------------------------------------------------------- the request

interface Compiled {
  method: string
  url: (scope: TemplateScope) => string
  headers: ReturnType<typeof compileHeaders>
  body: BodyTemplate | null
  /** The body is the lead's values as they are. */
  plain: boolean
  /** Content-Type to add; null where the config's headers have one, or there is no body. */
  contentType: string | null
}

const compiledByConfig = new WeakMap<RequestConfig, Compiled>()

function compile(settings: RequestConfig): Compiled {
  const known = compiledByConfig.get(settings)
  if (known) return known
  const method = methodOf(settings)
  const problem = methodProblem(method)
  if (problem) throw new PrepareError('method', problem)
  const given = settings.body !== undefined && settings.body !== null
  const headers = settings.headers ?? {}
  const body = given
    ? building('body', () => compileBody(settings.body, contentTypeOf(settings)))
    : null
  const plain = !given && !BODILESS.has(method)
  const labelled = Object.keys(headers).some((name) => name.toLowerCase() === 'content-type')
  const compiled: Compiled = {
    method,
    url: building('url', () => compileUrl(settings.url)),
    headers: building('headers', () => compileHeaders(headers)),
    body,
    plain,
    contentType: labelled ? null : plain ? 'application/json' : (body?.contentType ?? null),
  }
  compiledByConfig.set(settings, compiled)
  return compiled
}

/** `content_type`, or what a fixed Content-Type header says; null: by what the body looks like. */
function contentTypeOf(settings: RequestConfig): string | null {
  if (settings.content_type) return settings.content_type
  const header = Object.entries(settings.headers ?? {}).find(
    ([name]) => name.toLowerCase() === 'content-type'
  )
  return typeof header?.[1] === 'string' && !header[1].includes('{') ? header[1] : null
}

/** `bare`: without a body in the config none is sent, not the lead's values. */
function prepare(view: DeliveryView, settings: RequestConfig, bare = false): Envelope {
  const compiled = compile(settings)
  const scope = templateScope(view)
  const headers: Record<string, string> = {}
  const plain = compiled.plain && !bare
  if (compiled.contentType !== null && (plain || compiled.body))
    headers['Content-Type'] = compiled.contentType
  for (const header of compiled.headers)
    headers[header.name] = building(`headers.${header.name}`, () => header.render(scope))
  const body = plain
    ? JSON.stringify(view.lead.values)
    : compiled.body && building('body', () => compiled.body!.render(scope))
  if (body !== null && body.length > MAX_BODY) throw new PrepareError('body', 'is larger than 1 MB')
  return {
    type: 'http',
    method: compiled.method,
    url: building('url', () => compiled.url(scope)),
    headers,
    body,
  }
}

const readings = new WeakMap<PingConfig, ResponseConfig>()

/** The same object for the same config: its rules are compiled once. */
function bidReading(ping: PingConfig): ResponseConfig {
  const known = readings.get(ping)
  if (known) return known
  const { bid, ...rest } = ping.response ?? {}
  const reading: ResponseConfig = { ...rest, ...(bid !== undefined && { price: bid }) }
  readings.set(ping, reading)
  return reading
}

export default definePlugin<WebhookConfig>({
  api: 1,
  kind: 'channel',
  id: 'webhook',
  name: 'Webhook',
  version: '1.0.0',
  description: 'Sends the lead as an HTTP request and reads the answer.',
  de: { name: 'Webhook', description: 'Sendet den Lead als HTTP-Anfrage und liest die Antwort.' },
  icon: 'webhook',
  config,
  prepare: (view, settings) => prepare(view, settings),
  ping: {
    prepare(view, settings) {
      if (!settings.ping) throw new PrepareError('ping', 'is not set')
      return building('ping', () => prepare(view, settings.ping!, true))
    },
    async send(envelope, io, settings) {
      if (envelope.type !== 'http') throw new PrepareError('', 'a webhook sends HTTP requests only')
      const timeoutMs = (settings.timeout_seconds ?? 10) * 1000
      const answer = await io.http(envelope, { timeoutMs })
      const outcome = io.read(answer, bidReading(settings.ping!))
      const unread = settings.ping?.response?.bid && (outcome.price ?? null) === null
      return outcome.status === 'accepted' && unread
        ? { ...outcome, status: 'rejected', reason: 'the answer names no bid' }
        : outcome
    },
  },
  async send(envelope, io, settings) {
    if (envelope.type !== 'http') throw new PrepareError('', 'a webhook sends HTTP requests only')
    const answer = await io.http(envelope, { timeoutMs: (settings.timeout_seconds ?? 10) * 1000 })
    return io.read(answer, settings.response)
  },
})
