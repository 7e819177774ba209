/*
 * The plugin contract: the only module a plugin may import. A plugin describes what should happen, the host does it:
 * a plugin never opens a socket, reads a clock or a file, or sees another account's data.
 */
import type { SchemaTypes } from '@vinejs/vine/types'
import type { ActionMethods, TriggerMethods } from '#sdk/automation'
import type { TaxDocument } from '#sdk/document'
import type { IntakeMethods } from '#sdk/intake'
import type { PaymentMethods } from '#sdk/payment'
import type { ConditionTrace, Rule } from '#sdk/rule'

export type { Condition, ConditionTrace, Operator, Rule } from '#sdk/rule'
export type { TaxDocument } from '#sdk/document'
export { default as vine } from '@vinejs/vine'

export type PluginKind =
  'channel' | 'strategy' | 'tax' | 'node' | 'document' | 'payment' | 'intake' | 'trigger' | 'action'

export type * from '#sdk/automation'
export type * from '#sdk/intake'
export type * from '#sdk/payment'

/** What a plugin sees of a lead: normal forms of its values, decrypted, read-only. Times are RFC 3339 in UTC. */
export interface LeadView {
  readonly id: string
  readonly entity: string
  readonly values: Readonly<Record<string, unknown>>
  readonly source: string | null
  readonly created_at: string
  readonly test: boolean
  /** Where it stands in its pipeline; absent: not asked for here. */
  readonly stage?: string | null
  /** How it stands by now, and whose it is; absent: not asked for here. Automations know it. */
  readonly status?: string
  readonly assignee?: string | null
  /** Keys. */
  readonly tags?: readonly string[]
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
  /** The same texts in another language; what is not there is shown in English. */
  de?: { name?: string; description?: string }
  /** Lucide icon name for the editor, such as `webhook`. */
  icon?: string
  /**
   * A Vine schema. Its JSON Schema draws the form, with what `.meta()` adds: `title`, `description`, `default`, `secret`,
   * `control` (text textarea number switch select date duration list key_value group code rule template template_line
   * template_lines minutes member json; and, checked by the host, what is of the account: profile partner stage
   * field_values), `labels` of an enum's values, `unit`, `advanced` (folded away), `shown_when: { sibling: values }`
   * (null: not set), and the same texts in another language as `de: { title, description, labels }`.
   */
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
    /** What the partner called its bid by; null where it was not asked for one. */
    ping_reference?: string | null
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
  /** Asking for a bid before the lead is offered, by a config that has a `ping`. Absent: this channel asks nobody. */
  ping?: PingWay<C>
}

/**
 * The same two steps for a ping. It leaves before anybody has bought the lead, so it holds no value of it that the
 * config does not name. `accepted` with a price is a bid; everything else is none.
 */
export interface PingWay<C> {
  prepare(view: DeliveryView, config: C): Envelope
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

/** An eligible assignment, in the order of priority, then of definition. Money is in integer minor units. */
export interface Candidate {
  readonly assignment: string
  readonly partner: string
  readonly priority: number
  /** What it pays for this lead: of the first of its price rules that matches, else its own. */
  readonly price: number
  /** Share for weighted strategies; 1 unless the assignment says otherwise. */
  readonly weight: number
  /** How the turns stand, for strategies with `turns`. */
  readonly turns?: Turns
  /** It can be asked for a bid. */
  readonly pings?: true
  /** Its bid; null: it was asked and bids nothing. Absent: it was not asked. */
  readonly bid?: number | null
}

/** How often an assignment had its turn at an offer, and how many turns it is owed (below 0: it is ahead). */
export interface Turns {
  readonly had: number
  readonly due: number
}

/** Waves are offered one after the other; all of a wave at once. Offering ends after `stopAfter` sales. */
export interface RoutePlan {
  waves: string[][]
  stopAfter: number | 'never'
}

/** Who is asked for a bid, all at once, and how long their answers are waited for. */
export interface AskPlan {
  assignments: string[]
  deadlineSeconds: number
}

export interface PlanContext {
  /** ISO 4217. */
  readonly currency: string
  /** A decimal amount of a config, such as "12.50", as minor units; what is finer than those is rounded up. */
  minor(amount: string): number
}

export interface RoutingStrategy<C> extends Manifest<C> {
  kind: 'strategy'
  /**
   * The strategy shares turns out: the host counts them at each offer, in the very transaction that reserves one, and
   * hands them over as `turns`. `equal`: everybody has the same share; `weight`: its weight. See `#sdk/turns`.
   */
  turns?: 'equal' | 'weight'
  /**
   * The order follows what candidates pay: where a price goes by volume, the plan is asked for again in the transaction
   * that holds the places, so that it sees the prices that will hold.
   */
  prices?: true
  /** Pure and deterministic: the same candidates, config and seed (the lead's id) give the same plan. */
  plan(candidates: readonly Candidate[], config: C, seed: string, context: PlanContext): RoutePlan
  /** Pure. Whom to ask for a bid before `plan` is called, then with `bid` on those; null: nobody. */
  ask?(candidates: readonly Candidate[], config: C): AskPlan | null
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
  /** It decides by ports alone and asks nothing of a route: it may stand in an automation too. */
  branches?: true
  /** Names of the ports a node with this config has, in order. `required: false` ones may stay open (the run ends there). */
  ports(config: C): readonly { name: string; required: boolean }[]
  decide(lead: LeadView, config: C, context: NodeContext): NodeDecision
}

// ---------------------------------------------------------------- tax

export interface TaxParty {
  country: string
  postal_code?: string
  type?: 'business' | 'consumer'
  /** Absent: not said. */
  vat_status?: 'registered' | 'small_business' | 'not_registered'
  vat_id?: string
  vat_id_status?: 'valid' | 'invalid' | 'absent' | 'unavailable' | 'not_applicable'
}

/** Where a party is as VAT sees it: its country and postal code, read by the host. */
export interface TaxTerritory {
  /** `DE`, `ES-CN` (Canary Islands), `XI` (Northern Ireland): one code for what is treated alike. */
  readonly code: string
  /** ISO 3166 of whose VAT it is; outside any VAT, its own. */
  readonly country: string
  /** It belongs to the VAT territory of the Union where services are concerned. */
  readonly eu: boolean
  /** Territories of one area sell to each other at home: Monaco and France, the Isle of Man and Great Britain. */
  readonly area: string
  /** The host knows a VAT rate of it, whatever the date. */
  readonly levies: boolean
}

/** Everything a tax strategy may know, as facts. `net` in minor units; `date` is the tax point (YYYY-MM-DD). */
export interface Supply {
  seller: TaxParty
  buyer: TaxParty
  date: string
  kind: 'b2b_service' | 'general_service' | 'electronic_service'
  net: number
  currency: string
  seller_territory: TaxTerritory
  buyer_territory: TaxTerritory
  /** Standard rates of the two territories on the tax point, percent as a decimal string; null: the host knows none. */
  rates: { seller: string | null; buyer: string | null }
  /** The exemption on file, where it is valid on the tax point. */
  exemption: { code: string | null; text: string } | null
  /** The seller declares sales to consumers of other member states through the one-stop shop. */
  oss_registered: boolean
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

// ---------------------------------------------------------------- documents

/** A finalized document in a format, byte for byte as it is stored and sent. */
export interface RenderedDocument {
  bytes: Uint8Array | string
  /** Such as `application/xml`. */
  media_type: string
  /** Of the file's name, without the dot. */
  extension: string
}

/** A rule of a format that a document does not keep, in words for whoever can mend it. */
export interface DocumentProblem {
  /** As the format names it: `BR-CO-26`. */
  rule: string
  /** `error`: a validator refuses the file. `warning`: it complains. */
  severity: 'error' | 'warning'
  /** What is to be mended, as a path into the document: `seller.vat_id`; null where no one datum is. */
  field: string | null
  message: string
  /** The same in German. */
  de: string
}

export interface DocumentFormat<C> extends Manifest<C> {
  kind: 'document'
  /**
   * Pure: the same document and config give the same bytes. `refused`: the format has no way to say this document (never
   * empty); a file with a mistake in it that its receiver may overlook is better than none, and `check` tells of it.
   */
  render(document: TaxDocument, config: C): RenderedDocument | { refused: DocumentProblem[] }
  /** Pure. Rules that fail on data people can mend, drafts included. Absent: the format has none. */
  check?(document: TaxDocument, config: C): DocumentProblem[]
}

// ---------------------------------------------------------------- payments

/** How invoices of a plan are paid, see `#sdk/payment`. */
export interface PaymentProvider<C> extends Manifest<C>, PaymentMethods<C> {
  kind: 'payment'
}

// ---------------------------------------------------------------- intake

/** Endpoints shaped like those of another system, see `#sdk/intake`. */
export interface IntakeShape<C> extends Manifest<C>, IntakeMethods<C> {
  kind: 'intake'
}

// ---------------------------------------------------------------- automations

/** What sets an automation off, see `#sdk/automation`. */
export interface TriggerType<C> extends Manifest<C>, TriggerMethods<C> {
  kind: 'trigger'
}

/** What an automation does, see `#sdk/automation`. */
export interface ActionType<C> extends Manifest<C>, ActionMethods<C> {
  kind: 'action'
}

export type Plugin =
  | DeliveryChannel<any>
  | RoutingStrategy<any>
  | NodeType<any>
  | TaxStrategy<any>
  | DocumentFormat<any>
  | PaymentProvider<any>
  | IntakeShape<any>
  | TriggerType<any>
  | ActionType<any>

/** Declares a plugin: `export default definePlugin({ api: 1, kind: 'strategy', id: 'first_match', ... })`. */
export function definePlugin<C>(plugin: DeliveryChannel<C>): DeliveryChannel<C>
export function definePlugin<C>(plugin: RoutingStrategy<C>): RoutingStrategy<C>
export function definePlugin<C>(plugin: NodeType<C>): NodeType<C>
export function definePlugin<C>(plugin: TaxStrategy<C>): TaxStrategy<C>
export function definePlugin<C>(plugin: DocumentFormat<C>): DocumentFormat<C>
export function definePlugin<C>(plugin: PaymentProvider<C>): PaymentProvider<C>
export function definePlugin<C>(plugin: IntakeShape<C>): IntakeShape<C>
export function definePlugin<C>(plugin: TriggerType<C>): TriggerType<C>
export function definePlugin<C>(plugin: ActionType<C>): ActionType<C>
export function definePlugin(plugin: Plugin): Plugin {
  return plugin
}
