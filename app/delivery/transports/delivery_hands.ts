import { isIP } from 'node:net'
import type { Envelope, HttpAnswer } from '#sdk'
import { appUrl } from '#config/app'
import { isOwnSandbox, sandboxHost } from '#config/sandbox'
import { AddressGuard, parseAllowList } from '#delivery/transports/denied_addresses'
import { GuardedClient, type HttpRequest } from '#delivery/transports/guarded_client'
import { MailTransport } from '#delivery/transports/mail_transport'
import { WrongSettingError } from '#delivery/errors'
import env from '#start/env'

/** What an attempt needs of the world. Tests hand over their own. */
export interface DeliveryHands {
  /** Rejects with TransportError. */
  http(request: HttpRequest, options: { timeoutMs: number }): Promise<HttpAnswer>
  /** Rejects with TransportError. `deliveryId` makes a second hand-over of the same mail harmless. */
  mail(
    envelope: Extract<Envelope, { type: 'mail' }>,
    from: { accountId: string; name: string; deliveryId: string }
  ): Promise<{ messageId: string }>
  now(): number
}

let client: GuardedClient | null = null
let sandboxClient: GuardedClient | null = null
let mailer: MailTransport | null = null

/** The process's HTTP client by the settings; every outbound HTTP call uses it. Throws WrongSettingError. */
export function guardedClient(): GuardedClient {
  if (client) return client
  const allowed = parseAllowList(env.get('DELIVERY_ALLOW_PRIVATE'))
  if (!allowed.ok) throw new WrongSettingError(allowed.problem)
  return (client = new GuardedClient({ guard: new AddressGuard(allowed.value) }))
}

/** Reaches this machine: for addresses that `isOwnSandbox` says are the demo's own partner, and no others. */
function ownSandboxClient(): GuardedClient {
  if (sandboxClient) return sandboxClient
  const own = parseAllowList(isIP(sandboxHost) ? sandboxHost : '127.0.0.0/8,::1')
  if (!own.ok) throw new WrongSettingError(own.problem)
  return (sandboxClient = new GuardedClient({ guard: new AddressGuard(own.value) }))
}

/** The process's mailer: SMTP_URL, or the outbox. */
export function mailTransport(): MailTransport {
  const hostname = new URL(appUrl).hostname
  return (mailer ??= new MailTransport({ smtpUrl: env.get('SMTP_URL'), hostname }))
}

export const deliveryHands: DeliveryHands = {
  http: (request, options) =>
    (isOwnSandbox(request.url) ? ownSandboxClient() : guardedClient()).request(request, options),
  mail: (envelope, { accountId, name, deliveryId }) =>
    mailTransport().send(
      {
        id: `mail_${deliveryId.slice(deliveryId.indexOf('_') + 1)}`,
        accountId,
        fromName: name,
        to: envelope.to,
        replyTo: envelope.reply_to,
        subject: envelope.subject,
        text: envelope.text,
        html: envelope.html,
      },
      Date.now()
    ),
  now: Date.now,
}

/** Lets open requests finish and closes all connections; the next call starts anew with the settings of then. */
export async function closeDelivery(): Promise<void> {
  const open = [client?.close(), sandboxClient?.close()]
  client = sandboxClient = mailer = null
  await Promise.all(open)
}
