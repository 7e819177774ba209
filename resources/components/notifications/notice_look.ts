/** A kind's picture and colour; its words stand beside it. */
const LOOKS: Record<string, [icon: string, tone: string]> = {
  mentioned: ['i-lucide-at-sign', 'waiting'],
  lead_assigned: ['i-lucide-user-check', 'waiting'],
  task_due: ['i-lucide-alarm-clock', 'held'],
  lead_activity: ['i-lucide-eye', 'waiting'],
  cap_reached: ['i-lucide-droplet', 'held'],
  partner_failing: ['i-lucide-timer', 'failed'],
  endpoint_disabled: ['i-lucide-plug-zap', 'failed'],
  unsold_high: ['i-lucide-trending-down', 'held'],
  lead_returned: ['i-lucide-corner-up-left', 'waiting'],
  wish_asked: ['i-lucide-message-square-quote', 'waiting'],
  erasure_asked: ['i-lucide-send', 'waiting'],
  erasure_overdue: ['i-lucide-alarm-clock', 'held'],
  balance_low: ['i-lucide-wallet', 'held'],
  invoice_sent: ['i-lucide-mail-check', 'sold'],
  invoice_unsent: ['i-lucide-mail-x', 'failed'],
  trial_ending: ['i-lucide-hourglass', 'waiting'],
  plan_limit: ['i-lucide-gauge', 'held'],
  webhook_disabled: ['i-lucide-webhook-off', 'failed'],
  agency_entered: ['i-lucide-log-in', 'waiting'],
  invoice_overdue: ['i-lucide-alarm-clock', 'held'],
}

export function lookOf(kind: string): { icon: string; color: string } {
  const [icon, tone] = LOOKS[kind] ?? ['i-lucide-bell', 'waiting']
  return { icon, color: `var(--${tone})` }
}
