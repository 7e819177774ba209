import { test } from '@japa/runner'
import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import db from '@adonisjs/lucid/services/db'
import testUtils from '@adonisjs/core/services/test_utils'
import { TransportError } from '#sdk'
import { MailTransport, type OutgoingMail } from '#delivery/transports/mail_transport'
import { smtpSettings } from '#delivery/transports/smtp_settings'

const AT = Date.UTC(2026, 10, 1, 12)

const mail = (more: Partial<OutgoingMail> = {}): OutgoingMail => ({
  id: 'mail_1',
  accountId: null,
  fromName: 'Bright Leads',
  to: ['leads@sunco.example'],
  replyTo: 'ada@example.com',
  subject: 'New lead: Zoë',
  text: 'Name: Zoë',
  html: '<p>Name: Zoë</p>',
  ...more,
})

/** As much of an SMTP server as a mail needs. `answers` replaces the reply to a command. */
async function smtpServer(answers: Record<string, string | ((socket: Socket) => void)> = {}) {
  const commands: string[] = []
  let message = ''
  const server = createServer((socket) => {
    let inData = false
    let buffer = ''
    socket.on('error', () => undefined)
    socket.write('220 test ESMTP\r\n')
    socket.on('data', (chunk) => {
      buffer += chunk.toString('utf8')
      for (let end = buffer.indexOf('\r\n'); end >= 0; end = buffer.indexOf('\r\n')) {
        const line = buffer.slice(0, end)
        buffer = buffer.slice(end + 2)
        if (inData) {
          if (line !== '.') {
            message += `${line}\n`
            continue
          }
          inData = false
        } else commands.push(line)
        const verb = inData ? '' : line.split(/[\s:]/, 1)[0].toUpperCase()
        const answer = answers[line === '.' ? 'END' : verb]
        if (typeof answer === 'function') answer(socket)
        else if (answer) socket.write(`${answer}\r\n`)
        else if (verb === 'EHLO') socket.write('250-test\r\n250 AUTH LOGIN PLAIN\r\n')
        else if (verb === 'AUTH') socket.write('235 welcome\r\n')
        else if (verb === 'QUIT') socket.end('221 bye\r\n')
        else if (verb === 'DATA') {
          inData = true
          socket.write('354 go on\r\n')
        } else socket.write('250 ok\r\n')
      }
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    url: `smtp://user%40bright.example:p%2Fw@127.0.0.1:${port}`,
    commands,
    message: () => message,
    close: () => server.close(),
  }
}

async function failure(sending: Promise<unknown>): Promise<TransportError> {
  const error = await sending.then(
    () => new Error('it was taken'),
    (reason: unknown) => reason
  )
  if (!(error instanceof TransportError)) throw error
  return error
}

test.group('outbox', (group) => {
  group.each.setup(() => testUtils.db().wrapInGlobalTransaction())

  test('without a mail server a mail is kept, once', async ({ assert }) => {
    const transport = new MailTransport({ hostname: 'sluice.example' })
    const evil = mail({ subject: 'a\r\nBcc: eve@evil.example', text: 'x\0y' })
    assert.deepEqual(await transport.send(evil, AT), {
      messageId: '<mail_1@sluice.example>',
      refused: [],
    })
    await transport.send(evil, AT + 1)
    const rows = await db.from('mails').where('id', 'mail_1')
    assert.lengthOf(rows, 1)
    assert.containSubset(rows[0], {
      message_id: '<mail_1@sluice.example>',
      to: '["leads@sunco.example"]',
      subject: 'a Bcc: eve@evil.example',
      text: 'xy',
      html: '<p>Name: Zoë</p>',
    })
    assert.equal(Number(rows[0].created_at), AT)
    assert.containSubset(JSON.parse(rows[0].headers), {
      'From': 'Bright Leads <no-reply@sluice.example>',
      'Reply-To': 'ada@example.com',
    })
  })
})

test.group('mail server', () => {
  test('gets the mail with both parts, from and to plain addresses', async ({
    assert,
    cleanup,
  }) => {
    const server = await smtpServer()
    const transport = new MailTransport({ smtpUrl: server.url, hostname: 'sluice.example' })
    cleanup(() => void server.close())
    await transport.send(
      mail({ to: ['a@b.example', 'c@d.example'], subject: 'x\r\nBcc: e@f.example' }),
      AT
    )
    const mailCommands = server.commands.filter((line) => /^(MAIL|RCPT)/.test(line))
    assert.deepEqual(mailCommands, [
      'MAIL FROM:<user@bright.example>',
      'RCPT TO:<a@b.example>',
      'RCPT TO:<c@d.example>',
    ])
    assert.isTrue(server.commands.some((line) => line.startsWith('AUTH')))
    const message = server.message()
    assert.match(message, /^From: "?Bright Leads"? <user@bright\.example>$/m)
    assert.match(message, /^Message-ID: <mail_1@sluice\.example>$/im)
    assert.match(message, /^Subject: x Bcc: e@f\.example$/m)
    assert.notMatch(message, /^Bcc:/im)
    assert.include(message, 'text/plain')
    assert.include(message, 'text/html')
  })

  test('a body never makes it read a file', async ({ assert, cleanup }) => {
    const server = await smtpServer()
    const transport = new MailTransport({ smtpUrl: server.url, hostname: 'sluice.example' })
    cleanup(() => void server.close())
    const sneaky = mail({ text: { path: '/etc/passwd' } as unknown as string })
    const error = await failure(transport.send(sneaky, AT))
    assert.isFalse(error.sent)
    assert.notInclude(server.message(), 'root:')
  })

  test('what it refuses was not sent; a connection lost at the end may have been', async ({
    assert,
    cleanup,
  }) => {
    const send = async (answers: Parameters<typeof smtpServer>[0]) => {
      const server = await smtpServer(answers)
      const transport = new MailTransport({ smtpUrl: server.url, hostname: 'sluice.example' })
      cleanup(() => void server.close())
      return failure(transport.send(mail(), AT))
    }
    assert.include(await send({ RCPT: '550 no such user' }), { code: 'refused', sent: false })
    assert.include(await send({ AUTH: '535 wrong password' }), { code: 'refused', sent: false })
    assert.include(await send({ RCPT: '451 try later' }), { code: 'connect', sent: false })
    assert.include(await send({ END: '554 looks like spam' }), { code: 'refused', sent: false })
    assert.include(await send({ RCPT: (socket) => socket.destroy() }), { sent: false })
    assert.include(await send({ END: (socket) => socket.destroy() }), { code: 'reset', sent: true })

    const gone = await smtpServer()
    gone.close()
    const transport = new MailTransport({ smtpUrl: gone.url, hostname: 'sluice.example' })
    assert.include(await failure(transport.send(mail(), AT)), { code: 'connect', sent: false })
  })
})

test.group('SMTP_URL', () => {
  test('names server, login and sender', ({ assert }) => {
    assert.deepEqual(smtpSettings('smtps://u:p@mail.example?from=leads@bright.example'), {
      host: 'mail.example',
      port: 465,
      secure: true,
      auth: { type: 'login', user: 'u', pass: 'p' },
      from: 'leads@bright.example',
    })
    assert.deepEqual(smtpSettings('smtp://localhost:2525'), {
      host: 'localhost',
      port: 2525,
      secure: false,
      from: null,
    })
  })
})
