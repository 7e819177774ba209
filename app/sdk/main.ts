/*
 * The plugin contract: the only module a plugin may import. A plugin describes what should happen, the host does it:
 * a plugin never opens a socket, reads a clock or a file, or sees another account's data.
 */
import type { SchemaTypes } from '@vinejs/vine/types'
import type { ConditionTrace, Rule } from '#sdk/rule'

export type { Condition, ConditionTrace, Operator, Rule } from '#sdk/rule'
export { default as vine } from '@vinejs/vine'

export type PluginKind = 'channel' | 'strategy' | 'tax' | 'node'

/** What a plugin sees of a lead: normal forms of its values, decrypted, read-only. Times are RFC 3339 in UTC. */
export interface LeadView {
  readonly id: string
  readonly entity: string
  readonly values: Readonly<Record<string, unknown>>
  readonly source: string | null
  readonly created_at: string
  readonly test: boolean
  /** Keys the lead came with that are no field of its entity. */
  readonly extra?: Readonly<Record<string, unknown>>
}

interface Manifest<C> {
  /** Version of this contract the plugin is written for. */
  api: 1
  /** snake_case; the file is named after it. */
  id: string
  name: string
  /** Semantic version; stored beside every config, see `upgrade`. */
  version: string
  description?: string
  /** Lucide icon name for the editor, such as `webhook`. */
  icon?: string
  /** A Vine schema. Its `.meta({ title, description, default, secret, control })` and JSON Schema draw the form. */
  config: SchemaTypes
  /** Turns a config stored by version `from` into today's. Called on read; must not throw on its own old configs. */
  upgrade?(config: unknown, from: string): C
}

// ---------------------------------------------------------------- channels

/** What templates and channels see of one delivery. `price` is a decimal string. */
export interface DeliveryView {
  readonly lead: LeadView
  readonly delivery: {
    id: string
    callback_url: string
    price: string
    currency: string
    attempt: number
  }
  readonly partner: {
    key: string
    name: string
    email: string | null
    /** What the partner's portal is set to; the portal channel's default. */
    portal?: { accept_reject?: boolean } | null
  }
  readonly assignment: { key: string }
  readonly profile: { key: string; name: string }
  readonly account: { key: string; name: string }
}

/** The request as it will be sent: stored with the attempt, previewed, resent byte for byte. */
export type Envelope =
  | {
      type: 'http'
      method: string
      url: string
      headers: Record<string, string>
      body: string | null
    }
  | {
      type: 'mail'
      to: string[]
      reply_to: string | null
      subject: string
      text: string
      html: string | null
    }
  | { type: 'portal'; accept_reject: boolean; deadline_hours: number | null }

export interface HttpAnswer {
  status: number
  headers: Record<string, string>
  /** At most 64 KiB, decoded as text. */
  body: string
  truncated: boolean
  /** Size of the answer's body as far as it is known, when it was cut. */
  bytes?: number
}

/** How an answer is read. The rules see `status`, `headers.<name>`, `body` and `text`; the others are paths into them. */
export interface ResponseConfig {
  accepted?: Rule
  duplicate?: Rule
  pending?: Rule
  rejected?: Rule
  reason?: string
  price?: string
  reference?: string
  /** Forces how the body is read; absent: by what it is, never by its label. */
  format?: 'json' | 'xml' | 'text'
}

/**
 * Why no answer came. `sent` tells whether the request may have reached the partner: only then is the outcome
 * unknown instead of failed.
 */
export class TransportError extends Error {
  constructor(
    public code: 'refused' | 'dns' | 'connect' | 'tls' | 'timeout' | 'reset' | 'protocol',
    public sent: boolean,
    message: string,
    options?: ErrorOptions
  ) {
    super(message, options)
    this.name = 'TransportError'
  }
}

/** The host's hands. Deadlines, SSRF rules, signatures, logs and redaction are the host's. */
export interface ChannelIo {
  /** Sends the envelope's request. Rejects with TransportError when no complete answer came. */
  http(
    envelope: Extract<Envelope, { type: 'http' }>,
    options: { timeoutMs: number }
  ): Promise<HttpAnswer>
  /** Hands a mail to the mail server or the outbox. Rejects when it was not taken. */
  mail(envelope: Extract<Envelope, { type: 'mail' }>): Promise<{ messageId: string }>
  /** Reads a partner's answer by the rules of the config, or by its status where there are none. */
  read(answer: HttpAnswer, response?: ResponseConfig): Outcome
}

export interface Outcome {
  /**
   * accepted: sold · sent: handed over, no answer expected, counts as sold · waiting: the partner decides later ·
   * rejected: a clear no · failed: did not reach the partner or a fault on their side · unknown: may have been sold.
   */
  status: 'accepted' | 'sent' | 'waiting' | 'rejected' | 'failed' | 'unknown'
  reason?: string | null
  duplicate?: boolean
  /** Decimal string, as the partner answered it. */
  price?: string | null
  reference?: string | null
  /** failed and unknown only: may the host try again? `afterSeconds` is the partner's own wish (Retry-After). */
  retry?: { afterSeconds?: number } | false
  /** waiting only: seconds after which no answer counts as rejected; absent means 24 h. */
  deadlineSeconds?: number
  /** One line for the log when there is no answer. */
  error?: string | null
  /** The endpoint says it is gone for good (410): the host stops calling it until a person enables it again. */
  disable?: boolean
}

export interface DeliveryChannel<C> extends Manifest<C> {
  kind: 'channel'
  /** Pure: builds the request from the (already transformed) lead. Throws PrepareError with the path of what is wrong. */
  prepare(view: DeliveryView, config: C): Envelope
  /** Sends it through `io` and reads the answer. Must not catch TransportError unless it knows better. */
  send(envelope: Envelope, io: ChannelIo, config: C): Promise<Outcome>
}

/** A request could not be built from this lead: missing variable, bad header value, transform output of a wrong type. */
export class PrepareError extends Error {
  constructor(
    public path: string,
    message: string,
    options?: ErrorOptions
  ) {
    super(message, options)
    this.name = 'PrepareError'
  }
}

// ---------------------------------------------------------------- strategies

/** An eligible assignment, in the order of priority, then of definition. `price` is in integer minor units. */
export interface Candidate {
  readonly assignment: string
  readonly partner: string
  readonly priority: number
  readonly price: number
  /** Share for weighted strategies; 1 unless the assignment says otherwise. */
  readonly weight: number
}

/** Waves are offered one after the other; all of a wave at once. Offering ends after `stopAfter` sales. */
export interface RoutePlan {
  waves: string[][]
  stopAfter: number | 'never'
}

export interface RoutingStrategy<C> extends Manifest<C> {
  kind: 'strategy'
  /** Pure and deterministic: the same candidates, config and seed (the lead's id) give the same plan. */
  plan(candidates: readonly Candidate[], config: C, seed: string): RoutePlan
}

// ---------------------------------------------------------------- nodes

/** Opening hours in a zone: `{ "mon-fri": ["08:00-18:00"], sat: ["10:00-14:00"] }`. No zone: the owner's. */
export interface Schedule {
  time_zone?: string
  hours: Record<string, string[]>
}

/** What a node may ask of the host while deciding. */
export interface NodeContext {
  /** The moment the lead is routed at, ms since the epoch. */
  readonly at: number
  /** Stable per lead and node: `split` is sticky by it, and two splits in a row do not repeat each other. */
  readonly seed: string
  /** IANA zone of the account. */
  readonly timeZone: string
  /** Judges a rule on the lead. */
  judge(rule: Rule): { matched: boolean; conditions: ConditionTrace[] }
  /** Is the schedule open at `at`, and if not, when it opens next (RFC 3339; null: never). */
  isOpen(schedule: Schedule): { open: boolean; opens_at: string | null }
}

/** A node's answer: leave by a port, or ask the host to do something and leave by the port of its result. */
export type NodeDecision =
  | { port: string; detail?: Record<string, unknown> }
  | { offer: { strategy: { use: string; [key: string]: unknown }; assignments: string[] | null } } // → sold | unsold
  | { transform: { code: string } } // → out, or the run is held
  | { stop: 'unsold' | 'held'; detail?: Record<string, unknown> }

export interface NodeType<C> extends Manifest<C> {
  kind: 'node'
  /** Names of the ports a node with this config has, in order. `required: false` ones may stay open (the run ends there). */
  ports(config: C): readonly { name: string; required: boolean }[]
  decide(lead: LeadView, config: C, context: NodeContext): NodeDecision
}

// ---------------------------------------------------------------- tax

export interface TaxParty {
  country: string
  postal_code?: string
  type?: 'business' | 'consumer'
  vat_status?: 'registered' | 'small_business' | 'not_registered'
  vat_id?: string
  vat_id_status?: 'valid' | 'invalid' | 'absent' | 'unavailable' | 'not_applicable'
}

/** Everything a tax strategy may know, as facts. `net` in minor units; `date` is the tax point (YYYY-MM-DD). */
export interface Supply {
  seller: TaxParty
  buyer: TaxParty
  date: string
  kind: 'b2b_service' | 'general_service' | 'electronic_service'
  net: number
  currency: string
}

export interface TaxLine {
  category: 'S' | 'AE' | 'E' | 'O' | 'Z' | 'K' | 'G'
  /** Percent as a decimal string, null where the category has none. */
  rate: string | null
  /** Minor units. */
  amount: number
  tax_country: string
  exemption_code: string | null
  note: string | null
}

export interface TaxStrategy<C> extends Manifest<C> {
  kind: 'tax'
  applies(supply: Supply, config: C): boolean
  assess(supply: Supply, config: C): TaxLine
}

export type Plugin = DeliveryChannel<any> | RoutingStrategy<any> | NodeType<any> | TaxStrategy<any>

/** Declares a plugin: `export default definePlugin({ api: 1, kind: 'strategy', id: 'first_match', ... })`. */
export function definePlugin<C>(plugin: DeliveryChannel<C>): DeliveryChannel<C>
export function definePlugin<C>(plugin: RoutingStrategy<C>): RoutingStrategy<C>
export function definePlugin<C>(plugin: NodeType<C>): NodeType<C>
export function definePlugin<C>(plugin: TaxStrategy<C>): TaxStrategy<C>
export function definePlugin(plugin: Plugin): Plugin {
  return plugin
}
