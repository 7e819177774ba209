/** Where an account's own systems hear of things, as pages get it. */
export interface WebhookEndpoint {
  id: string
  url: string
  kinds: string[]
  disabled_at: string | null
  disabled_why: 'person' | 'failures' | 'gone' | null
  failing_since: string | null
  created_at: string
}

export interface WebhookMessage {
  id: string
  kind: string
  state: 'waiting' | 'sent' | 'failed'
  attempts: number
  status: number | null
  answer: string | null
  error: string | null
  body: string | null
  created_at: string
  tried_at: string | null
  due_at: string | null
}

export const WEBHOOKS = '/settings/webhooks'
