/** A new payment provider; words in capitals are filled in by `pluginTemplate`. */
export const PAYMENT = `
import { definePlugin, vine } from '#sdk'

interface Config {
  api_url: string
  api_key: string
}

export default definePlugin<Config>({
  api: 1,
  kind: 'payment',
  id: 'ID',
  name: 'NAME',
  version: '1.0.0',
  description: 'Sends whoever pays to a page of the provider.',
  icon: 'credit-card',
  config: vine.object({
    api_url: vine
      .string()
      .regex(/^https:\\/\\//)
      .meta({ title: 'Address of the API' }),
    api_key: vine.string().minLength(1).meta({ title: 'API key', secret: true }),
  }),

  async checkout(due, io, config) {
    const answer = await io.fetch(\`\${config.api_url}/checkouts\`, {
      method: 'POST',
      headers: {
        'Authorization': \`Bearer \${config.api_key}\`,
        'Content-Type': 'application/json',
        'Idempotency-Key': \`\${due.invoice}:\${due.amount}\`,
      },
      body: JSON.stringify({
        amount: due.amount,
        currency: due.currency,
        reference: due.invoice,
        return_url: due.return_url,
      }),
    })
    if (!answer.ok) throw new Error(\`the provider answered \${answer.status}\`)
    const { id, url } = (await answer.json()) as { id: string; url: string }
    return { redirect: url, reference: id }
  },
})
`
