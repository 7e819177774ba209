import { type PaymentStep, definePlugin, vine } from '#sdk'

export default definePlugin<Record<string, never>>({
  api: 1,
  kind: 'payment',
  id: 'manual',
  name: 'Bank transfer',
  version: '1.0.0',
  description: 'Invoices are paid as they say; who keeps the books records what came.',
  de: {
    name: 'Überweisung',
    description:
      'Rechnungen werden so bezahlt, wie es auf ihnen steht; wer die Bücher führt, erfasst den Eingang.',
  },
  icon: 'landmark',
  config: vine.object({}),

  checkout: async (): Promise<PaymentStep> => ({ transfer: true }),
})
