import { test } from '@japa/runner'
import { billedApp, changeRows, readRows } from '#tests/functional/billing/crash_support'
import { childApp } from '#tests/helpers/child_app'
import { smtpServer } from '#tests/helpers/smtp_server'

const PARTNERS = 8
const KILLS = 3

test.group('kill -9 while documents are sent', () => {
  test('each arrives, none twice that the server had not taken', async ({ assert }) => {
    let kills = 0
    const lost = new Set<string>()
    let killing: Promise<void> | null = null
    const smtp = await smtpServer({
      // The message has come in whole, nobody was answered yet: the worst moment to die.
      async beforeAnswer({ email }) {
        if (killing || kills >= KILLS) return void (await killing)
        lost.add(email.messageId!)
        killing = die()
        await killing
        killing = null
      },
      // The server has not taken what it could not answer for.
      message: ({ email }) => (lost.delete(email.messageId!) ? '451 Connection lost' : null),
    })
    const app = await childApp({ SMTP_URL: smtp.url })
    async function die() {
      kills++
      await app.kill('SIGKILL')
    }
    try {
      const token = await billedApp(app, PARTNERS, { send_finalized: true }, (n) => ({
        email: `p${n}@partner.example`,
      }))
      await app.start()
      for (const { id } of await readRows(app, 'select id from invoices order by id'))
        await fetch(`${app.url}/api/v1/invoices/${id}/finalize`, {
          method: 'POST',
          headers: { authorization: `Bearer ${token}` },
        })
      for (;;) {
        const rows = await readRows(app, 'select id, state from document_sends')
        assert.lengthOf(rows, PARTNERS)
        if (rows.every(({ state }) => state === 'sent')) break
        const gone = await fetch(`${app.url}/health/live`).then(
          () => false,
          () => true
        )
        if (gone) {
          await killing
          // The claims of the dead have run out: of what they sent, and of what they were printing.
          const printed = await readRows(
            app,
            `select id from document_files where state = 'pending'`
          )
          const sending = rows.filter(({ state }) => state === 'sending')
          const claims = [
            ...sending.map(({ id }) => ['document_sends', id as string] as const),
            ...printed.map(({ id }) => ['document_files', id as string] as const),
          ].map(([update, id]) => ({ update, id, set: { owned_until: 0 } }))
          await changeRows(app, claims)
          await app.start()
        }
        await new Promise((resolve) => setTimeout(resolve, 200))
      }
      assert.equal(kills, KILLS)
      for (let n = 0; n < PARTNERS; n++) {
        const mails = smtp.for(`p${n}@partner.example`)
        assert.isAtLeast(mails.length, 1)
        // Whatever came twice is the same mail by its id, so that a mailbox shows it once.
        assert.lengthOf(new Set(mails.map(({ email }) => email.messageId)), 1)
      }
      // Each of the dead had at most its other connections open.
      assert.isAtMost(smtp.mails.length, PARTNERS + 2 * KILLS)
      const sent = await readRows(app, `select id from events where type = 'invoice.sent'`)
      assert.lengthOf(sent, PARTNERS)
    } finally {
      await app.close()
      await smtp.close()
    }
  }).timeout(600_000)
})
